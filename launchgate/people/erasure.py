"""The words that stand where something was erased by law."""

from launchgate.people.models import Person

MARK = "Erased"


def name_after(person_id: int) -> str:
    """Return how a person is called once their personal data is erased, such as "Erased person 12"."""
    return f"{MARK} person {person_id}"


def words_after(person: Person) -> str:
    """Return what stands where a person's words stood."""
    return f"{MARK} by law: words of {name_after(person.pk)}"


def is_mark(text: str) -> bool:
    """Say whether a text tells that something was erased; who wrote that is another question."""
    return text.startswith(f"{MARK} ") or f" for {MARK} person " in text
