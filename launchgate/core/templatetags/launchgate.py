"""Icons, avatars, chips, dates and spans of time, written the same way on every page (loaded as built-ins)."""

import textwrap
from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from django import template
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from launchgate.core import clock
from launchgate.core.markdown import rendered
from launchgate.core.once import FIELD
from launchgate.core.text import is_from_the_right

register = template.Library()

AVATAR_HUES = "abcde"
LINE = 72
MINUS = "\N{MINUS SIGN}"


@register.simple_tag
def icon(name: str, size: int = 16) -> SafeString:
    """Return a glyph of static/icons.svg, `size` CSS pixels wide; decoration only, so the words stand beside it."""
    return format_html(
        '<svg class="icon" width="{0}" height="{0}" aria-hidden="true"><use href="{1}#{2}"/></svg>',
        size,
        static("icons.svg"),
        name,
    )


@register.simple_tag
def once() -> SafeString:
    """Return the hidden key of a form by which `core.once` knows the same post when it comes again."""
    return format_html('<input type="hidden" name="{}" value="{}">', FIELD, uuid4())


@register.simple_tag
def avatar(person: Any, size: str = "") -> SafeString:
    """Return a person's initials in a disc ("large" is 34 px); an empty disc stands for nobody."""
    kind = " avatar--large" if size == "large" else ""
    if person is None:
        return format_html('<span class="avatar avatar--nobody{}" aria-hidden="true"></span>', kind)
    hue = AVATAR_HUES[(person.pk or 0) % len(AVATAR_HUES)]
    return format_html('<span class="avatar avatar--{}{}" aria-hidden="true">{}</span>', hue, kind, person.initials)


@register.inclusion_tag("components/_chip.html")
def chip(state: str, label: str, glyph: str = "") -> dict[str, str]:
    """Show a state as glyph, word and colour together."""
    return {"state": state, "label": label, "glyph": glyph or state}


@register.filter
def day(value: date | datetime | None) -> str:
    """Return "Fri 6 Nov" in the reader's zone, with the year when it is not this one."""
    if value is None:
        return ""
    there = _date_of(value)
    return f"{there:%a} {there.day} {there:%b}{_year_unless_now(there)}"


@register.filter
def long_day(value: date | datetime | None) -> str:
    """Return "Friday 6 November" in the reader's zone, with the year when it is not this one."""
    if value is None:
        return ""
    there = _date_of(value)
    return f"{there:%A} {there.day} {there:%B}{_year_unless_now(there)}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Return "6 Nov" in the reader's zone, with the year when it is not this one."""
    if value is None:
        return ""
    there = _date_of(value)
    return f"{there.day} {there:%b}{_year_unless_now(there)}"


@register.filter
def moment(value: datetime | None) -> str:
    """Return "6 Nov 14:30" in the reader's zone, with the year when it is not this one."""
    if value is None:
        return ""
    return f"{short_day(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def dated(value: date | datetime | None) -> str:
    """Return "Fri 6 Nov 2026" in the reader's zone, always with the year: for paper, which is read in other years."""
    if value is None:
        return ""
    there = _date_of(value)
    return f"{there:%a} {there.day} {there:%b} {there.year}"


@register.filter
def stamped(value: datetime | None) -> str:
    """Return "Fri 6 Nov 2026 14:30" in the reader's zone, always with the year, for paper."""
    return "" if value is None else f"{dated(value)} {timezone.localtime(value):%H:%M}"


@register.filter
def filed(value: str) -> str:
    """Return a moment that stands in a file as ISO 8601 as "Fri 6 Nov 2026 14:30", in UTC."""
    with timezone.override(UTC):
        return stamped(datetime.fromisoformat(value)) if value else ""


@register.filter
def filed_day(value: str) -> str:
    """Return a day, or that of a moment, that stands in a file as ISO 8601 as "Fri 6 Nov 2026"."""
    return dated(date.fromisoformat(value[:10])) if value else ""


@register.simple_tag
def when(value: datetime | None) -> SafeString | str:
    """Return a time element that shows `moment` and carries the exact moment for machines."""
    if value is None:
        return ""
    return format_html('<time datetime="{}">{}</time>', timezone.localtime(value).isoformat(), moment(value))


@register.filter
def days(value: float | None) -> str:
    """Return a number of working days as "3 d"; anything under a day is "< 1 d"."""
    if value is None:
        return ""
    return "< 1 d" if 0 <= value < 1 else f"{_signed(int(value))} d"


@register.filter
def tenths(value: float | None) -> str:
    """Return a number of working days to a tenth, as figures over many need it: "0.4 d", "12.0 d"."""
    return "" if value is None else f"{value:.1f} d"


@register.filter
def slip(value: float | None) -> str:
    """Return days against the plan: "+5 d" late, "−1 d" early, "on plan"."""
    if value is None:
        return ""
    whole = round(value)
    return f"+{whole} d" if whole > 0 else f"{_signed(whole)} d" if whole else "on plan"


@register.filter
def duration(value: float | None) -> str:
    """Return a number of working days in words: "less than a working day", "1 working day", "12 working days"."""
    if value is None:
        return ""
    if value < 1:
        return "less than a working day"
    return f"{int(value)} working day{'' if int(value) == 1 else 's'}"


@register.filter
def markdown(text: str) -> SafeString:
    """Return Markdown that somebody wrote as HTML that is safe to show; put it into an element of class `prose`."""
    return rendered(text)


@register.filter
def direction(text: str) -> str:
    """Return how a text that somebody wrote is to be set: "rtl" where most of it runs from the right."""
    return "rtl" if is_from_the_right(text) else "ltr"


@register.filter
def hanging(text: str, indent: int) -> str:
    """Return text in lines of 72 letters, all but the first set in by `indent`: a value beside its label in a mail."""
    lines = (line for part in str(text).splitlines() for line in textwrap.wrap(part, LINE - indent) or [""])
    return f"\n{' ' * indent}".join(lines)


def _date_of(value: date | datetime) -> date:
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def _year_unless_now(there: date) -> str:
    return "" if there.year == timezone.localtime(clock.now()).year else f" {there.year}"


def _signed(number: int) -> str:
    return f"{MINUS}{-number}" if number < 0 else str(number)
