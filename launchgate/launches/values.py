"""Typed answers: from what a person typed to what is stored, and from what is stored to words."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, Protocol
from urllib.parse import SplitResult, urlsplit

from launchgate.core.refusals import Invalid
from launchgate.playbooks.models import ItemKind, Question

LONGEST_TEXT = 10_000
LONGEST_LINK = 2_000
# Longer input than this is no number, amount or date; patterns are never tried on it.
LONGEST_SHORT = 200
LONG = (ItemKind.TEXT, ItemKind.LINK, ItemKind.CHOICE, ItemKind.FILE)
MOST_DIGITS = 15
FIRST_YEAR, LAST_YEAR = 1990, 2100
CURRENCIES = ("EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "JPY", "CNY", "INR", "AUD", "CAD", "BRL")
YES, NO = "yes", "no"
CURRENCY = re.compile(r"^[A-Z]{3}$")
NOT_APPLICABLE = "not_applicable"


def clean_value(question: Question, raw: Any) -> Any:
    """Return the storable value of what was given, or None for an empty one.

    Numbers and amounts are kept as normalised decimal strings, dates in ISO 8601, money as amount and currency.
    Raises Invalid with a sentence when the type does not fit.
    """
    if raw is None or raw == "" or raw == {} or (isinstance(raw, dict) and raw.get("amount") in (None, "")):
        return None
    kind = ItemKind(question.kind)
    if kind not in LONG and len(str(raw.get("amount") if isinstance(raw, dict) else raw)) > LONGEST_SHORT:
        raise Invalid("That is too long for this answer.")
    return CLEANERS[kind](question, raw)


def _text(question: Question, raw: Any) -> str | None:
    if not isinstance(raw, str):
        raise Invalid("Give this answer as text.")
    text = raw.replace("\r\n", "\n").strip()
    if "\x00" in text:
        raise Invalid("The text holds a character that cannot be stored. Type it again without pasting.")
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"The text has {len(text):,} characters; {LONGEST_TEXT:,} is the most. Attach a file instead.")
    return text or None


def _yes_no(question: Question, raw: Any) -> bool:
    words = {True: True, False: False, YES: True, NO: False, "true": True, "false": False}
    key = raw.lower() if isinstance(raw, str) else raw
    if not isinstance(key, str | bool) or key not in words:
        raise Invalid("Answer yes or no.")
    return words[key]


def _choice(question: Question, raw: Any) -> str:
    if raw not in question.options:
        raise Invalid("Choose one of: " + ", ".join(map(str, question.options)) + ".")
    return str(raw)


def _decimal(raw: Any) -> str:
    if isinstance(raw, bool):
        raise Invalid("Give a number, such as 12 or 12.5.")
    text = str(raw).strip().replace("\u00a0", "").replace(" ", "").replace("\u2212", "-")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        raise Invalid("Give a number, such as 12 or 12.5.") from None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise Invalid(f"Give a number with at most {MOST_DIGITS} digits.")
    plain = format(number.normalize(), "f")
    return "0" if plain in ("-0", "0") else plain


def _number(question: Question, raw: Any) -> str:
    return _decimal(raw)


def _money(question: Question, raw: Any) -> dict[str, str]:
    if isinstance(raw, str):
        match = re.fullmatch(r"\s*([A-Za-z]{3})?\s*([^A-Za-z]+?)\s*([A-Za-z]{3})?\s*", raw)
        raw = {"amount": match[2], "currency": match[1] or match[3] or ""} if match else {"amount": raw}
    if not isinstance(raw, dict):
        raise Invalid("Give an amount with its currency, such as 49 EUR.")
    currency = str(raw.get("currency") or "").strip().upper()
    if not CURRENCY.match(currency):
        raise Invalid("Name the currency by its three letters, such as EUR.")
    return {"amount": _decimal(raw.get("amount")), "currency": currency}


def _date(question: Question, raw: Any) -> str:
    try:
        day = date.fromisoformat(str(raw).strip())
    except ValueError:
        raise Invalid("Give a date as year-month-day, such as 2027-03-15.") from None
    check_year(day)
    return day.isoformat()


def check_year(day: date, field: str | None = None) -> None:
    """Raise Invalid for a day that nobody means: a year with a digit too few, say."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Invalid(f"Give a date between {FIRST_YEAR} and {LAST_YEAR}.", field=field)


def _link(question: Question, raw: Any) -> str:
    return clean_link(str(raw))


def clean_link(raw: str) -> str:
    """Return a web address that is safe to show as a link; raises Invalid for anything but http and https."""
    link = raw.strip()
    try:
        parts = urlsplit(link)
        hostname = parts.hostname
    except ValueError:
        hostname = None
    if (
        len(link) > LONGEST_LINK
        or not hostname
        or parts.scheme.lower() not in ("http", "https")
        or re.search(r"[\s\x00-\x1f]", link)
    ):
        raise Invalid("Give a full web address that begins with https:// or http://.")
    if not _has_usable_port(parts):
        raise Invalid("There is no such port. The number after the colon in a web address goes from 1 to 65535.")
    return link


def _has_usable_port(parts: SplitResult) -> bool:
    """Say whether an address names no port, or one that there is."""
    try:
        return parts.port != 0
    except ValueError:
        return False


def _file(question: Question, raw: Any) -> None:
    raise Invalid("Attach the file as proof of this item; it becomes the answer.")


CLEANERS = {
    ItemKind.TEXT: _text,
    ItemKind.YES_NO: _yes_no,
    ItemKind.CHOICE: _choice,
    ItemKind.NUMBER: _number,
    ItemKind.MONEY: _money,
    ItemKind.DATE: _date,
    ItemKind.LINK: _link,
    ItemKind.FILE: _file,
}


class Typed(Protocol):
    """Whatever has the kind of an answer and the unit of its numbers."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...


def not_applicable(reason: str) -> dict[str, str]:
    """Return the value that stands for an answer where a question does not apply, with the reason."""
    return {NOT_APPLICABLE: reason}


def why_not_applicable(value: Any) -> str:
    """Return the reason for which a question does not apply; "" for every other value."""
    return str(value.get(NOT_APPLICABLE, "")) if isinstance(value, dict) else ""


def words_for(question: Typed, value: Any) -> str:
    """Return a stored value in words for the screen, a mail or a signed sentence; an empty one as a dash."""
    if value is None:
        return "\u2013"
    if reason := why_not_applicable(value):
        return f"Not applicable: {reason.rstrip('.')}"
    match question.kind:
        case ItemKind.YES_NO:
            return "Yes" if value else "No"
        case ItemKind.NUMBER:
            return f"{_grouped(value)} {question.unit}".strip()
        case ItemKind.MONEY:
            return f"{_with_cents(_grouped(value['amount']))} {value['currency']}"
        case ItemKind.DATE:
            day = date.fromisoformat(value)
            return f"{day.day} {day:%B %Y}"
        case ItemKind.FILE:
            return str(value["name"])
    return str(value)


def _grouped(number: str) -> str:
    whole, dot, rest = number.partition(".")
    sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    return f"{sign}{int(digits):,}{dot}{rest}"


def _with_cents(amount: str) -> str:
    """Return an amount as prices are written: 49 stays, 2.9 becomes 2.90."""
    return f"{amount}0" if amount[-2:-1] == "." else amount
