"""When two people speak of the same: the same customer, and the same words."""

import re
import unicodedata

from launchgate.audit.record import sha256
from launchgate.core.refusals import Invalid
from launchgate.core.text import is_unseen
from launchgate.customers.models import Customer
from launchgate.launches.words import one_line

LONGEST_NAME = 120
ASK_CUSTOMER = "Name the customer."
NOT_WORDS = re.compile(r"[^\w]+")
# "e. K." and "S.A." are one word each.
DOTTED = re.compile(r"\b(\w)\.\s?(?=\w\b)")
# fmt: off
LEGAL_FORMS = frozenset((
    "ab", "ag", "aps", "as", "bv", "co", "corp", "eg", "ek", "ev", "gbr", "gmbh", "inc", "kg", "kgaa", "limited",
    "llc", "llp", "ltd", "mbh", "nv", "ohg", "oy", "plc", "sa", "sarl", "sas", "se", "spa", "srl", "ug",
))
# fmt: on


def folded(text: str) -> str:
    """Return text without case, marks and doubled spaces, so that spellings of the same meet."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return NOT_WORDS.sub(" ", plain).strip()


def bare_name(name: str) -> str:
    """Return a company's name folded, without the legal forms at its end: what people call it."""
    words = folded(DOTTED.sub(r"\1", name)).split()
    while len(words) > 1 and words[-1] in LEGAL_FORMS:
        words.pop()
    return " ".join(words)


def words_key(words: str) -> str:
    """Return the digest by which the same words are known however they are spelled; "" where no word is left."""
    plain = folded(words)
    return sha256(plain) if plain else ""


def clean_customer(name: str) -> str:
    """Return a customer's name on one line; raises Invalid when nothing of it can be seen, or it is too long."""
    line = one_line(name, "customer", LONGEST_NAME)
    if is_unseen(line):
        raise Invalid(ASK_CUSTOMER, field="customer")
    return line


def key_of(name: str) -> str:
    """Return by what a customer of this name is known: the name folded, or as it is where folding leaves nothing."""
    return folded(name) or name


def customer_named(name: str) -> Customer:
    """Return the customer of this name, made where there is none, in the caller's transaction."""
    line = clean_customer(name)
    return Customer.objects.get_or_create(key=key_of(line), defaults={"name": line})[0]
