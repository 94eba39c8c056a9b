"""Lists read page by page from where the last one ended: no page number, no count of everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from django.http import QueryDict

from launchgate.core.refusals import Invalid

Row = TypeVar("Row", bound=Model)

AFTER, BEFORE = "after", "before"


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a list; the queries are address queries without the question mark, empty where there is no page."""

    rows: list[Row]
    next_query: str
    previous_query: str


def keyset_page(queryset: QuerySet[Row], query: QueryDict, *, fields: Sequence[str], size: int = 25) -> Page[Row]:
    """Return one page of a queryset in the order of `fields`, from where `after` or `before` in the query says.

    The fields must be unique together (close with `pk`) and never null. One statement, whatever the page.
    Raises Invalid for a place that this list did not hand out.
    """
    backwards = BEFORE in query
    order = [_reversed(field) for field in fields] if backwards else list(fields)
    place = _place(str(query.get(BEFORE if backwards else AFTER, "")), fields)
    ordered = queryset.order_by(*order)
    if place:
        ordered = ordered.filter(_beyond(order, place))
    # The page is found first, from an index where there is one: what is read along is joined to its rows alone.
    found = ordered.select_related(None).defer(None).values("pk")[: size + 1]
    rows = list(queryset.filter(pk__in=found).order_by(*order))
    has_more = len(rows) > size
    rows = rows[:size]
    if backwards:
        rows.reverse()
    has_next, has_previous = (bool(place), has_more) if backwards else (has_more, bool(place))
    return Page(
        rows=rows,
        next_query=_query_to(query, AFTER, rows[-1], fields) if rows and has_next else "",
        previous_query=_query_to(query, BEFORE, rows[0], fields) if rows and has_previous else "",
    )


def _reversed(field: str) -> str:
    return field[1:] if field.startswith("-") else f"-{field}"


def _beyond(order: Sequence[str], place: Sequence[Any]) -> Q:
    """Return the condition for every row that comes later in the order than the place."""
    ways = []
    for position, (field, value) in enumerate(zip(order, place, strict=True)):
        same = {name.lstrip("-"): at for name, at in zip(order[:position], place[:position], strict=True)}
        comparison = "lt" if field.startswith("-") else "gt"
        ways.append(Q(**same, **{f"{field.lstrip('-')}__{comparison}": value}))
    return reduce(or_, ways)


def _query_to(query: QueryDict, direction: str, row: Model, fields: Sequence[str]) -> str:
    target = query.copy()
    for name in (AFTER, BEFORE):
        target.pop(name, None)
    values = [_packed(_value_of(row, field.lstrip("-"))) for field in fields]
    target[direction] = signing.dumps(values, salt=_salt(fields))
    return target.urlencode()


def _place(signed: str, fields: Sequence[str]) -> list[Any]:
    """Return the values of the row that a page starts beside. Signed, so that types and order are what they were."""
    if not signed:
        return []
    try:
        return [_unpacked(kind, value) for kind, value in signing.loads(signed, salt=_salt(fields))]
    except signing.BadSignature:
        raise Invalid("This link into the list is damaged or out of date. Start again at its first page.") from None


def _salt(fields: Sequence[str]) -> str:
    return f"launchgate.paging:{','.join(fields)}"


def _value_of(row: Any, name: str) -> Any:
    return reduce(getattr, name.split("__"), row)


def _packed(value: Any) -> tuple[str, Any]:
    if isinstance(value, datetime):
        return "datetime", value.isoformat()
    if isinstance(value, date):
        return "date", value.isoformat()
    return "plain", value


def _unpacked(kind: str, value: Any) -> Any:
    return {"datetime": datetime.fromisoformat, "date": date.fromisoformat}.get(kind, lambda plain: plain)(value)
