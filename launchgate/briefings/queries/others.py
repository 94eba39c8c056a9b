"""Names of other customers on the page that a customer is given: none of the company's may stand there."""

import re
import unicodedata

from launchgate.briefings.plan_words import PlanWords
from launchgate.core.markdown import words_of
from launchgate.customers.models import Customer
from launchgate.customers.naming import bare_name, folded

WORD = re.compile(r"\w+")


def others_named(words: PlanWords, customer: Customer | None) -> list[str]:
    """Return the customers of the company, but for this one, whose names stand on the page: one statement.

    Case, spaces and legal forms make no difference, but a name of one word is no name where it stands in small letters
    in a sentence: "your target" is nobody.
    """
    shown = [one for one in words.stakeholders if one.shown]
    said = [words_of(words.welcome), *(step.what for step in words.steps)]
    prose = "\n".join([*said, *(f"{one.name}\n{one.role}" for one in shown)])
    contacts = "\n".join(one.contact for one in shown)
    page = _spaced(folded(f"{prose}\n{contacts}"))
    if customer and (own := bare_name(customer.name)):
        page = page.replace(_spaced(own), " ")
    names = _written_as_names(prose) | set(folded(contacts).split())
    others = Customer.objects.filter(erased_at=None).order_by("key")
    found = (others.exclude(pk=customer.pk) if customer else others).values_list("name", flat=True)
    return [name for name in found if _is_on(page, bare_name(name), names)]


def _is_on(page: str, bare: str, names: set[str]) -> bool:
    return bool(bare) and _spaced(bare) in page and (" " in bare or bare in names)


def _spaced(plain: str) -> str:
    """Return folded text with spaces of its own around each word, so that only whole words are found in it."""
    return "".join(f" {word} " for word in plain.split())


def _written_as_names(text: str) -> set[str]:
    """Return the words of a text, folded, that are not written in small letters; of a script without, all."""
    words = WORD.findall(unicodedata.normalize("NFKC", text))
    return {word.casefold() for word in words if word != word.lower() or word == word.upper()}
