"""Numbers as people type and read them: plain, without trailing zeros, with their unit."""

from decimal import Decimal, InvalidOperation
from typing import Any

from launchgate.core.refusals import Invalid

PLACES = 3
MOST = Decimal(10) ** 10
ASK_NUMBER = "Give a number, such as 4.2."


def number_of(raw: Any, field: str) -> Decimal:
    """Return what was typed as a number; raises Invalid for anything else, and for one that cannot be kept exactly."""
    text = str(raw).strip().replace("\N{MINUS SIGN}", "-").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise Invalid(ASK_NUMBER, field=field) from None
    return checked_number(number, field)


def checked_number(number: Decimal, field: str) -> Decimal:
    """Return a number that can be kept exactly; raises Invalid for any other, which would be rounded without a word."""
    if not number.is_finite() or abs(number) >= MOST:
        raise Invalid("That number is too large to be kept.", field=field)
    if number != round(number, PLACES):
        raise Invalid(f"Give at most {PLACES} digits after the point.", field=field)
    return number


def optional_number(raw: Any, field: str) -> Decimal | None:
    """Return what was typed as a number, or None where nothing was."""
    return None if raw is None or not str(raw).strip() else number_of(raw, field)


def plain(number: Decimal | None) -> str:
    """Return a number without trailing zeros, as events carry it: "4.5"; "" for none."""
    if number is None:
        return ""
    text = format(number.normalize(), "f")
    return "0" if text == "-0" else text


def said(number: Decimal | None, unit: str) -> str:
    """Return a number with its unit, as pages say it: "4.5 of 5", "1,200 calls", "3.2%"; a dash for none."""
    if number is None:
        return "\N{EN DASH}"
    whole, dot, rest = plain(abs(number)).partition(".")
    sign = "\N{MINUS SIGN}" if number < 0 else ""
    return f"{sign}{int(whole):,}{dot}{rest}{'' if unit == '%' else ' '}{unit}".strip()
