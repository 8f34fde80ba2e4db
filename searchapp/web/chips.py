"""The filters in force, as chips: what each is called, and the search without it."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from searchapp.model import UNKNOWN, DateField, Filters, Query
from searchapp.searching import value_label
from searchapp.web import wording
from searchapp.web.addresses import Link, search_address
from searchapp.web.params import REPEATABLE, args_from_query, toggled

_CHIP_NAMES: dict[str, Callable[[str], str]] = {
    "province": lambda label: label,
    "district": lambda label: label,
    "province_now": lambda label: f"{label} (hiện nay)",
    "type": lambda label: label,
    "topic": lambda label: f"Chủ đề: {label}",
    "year": lambda label: f"Năm {label}",
}

_UNKNOWN_CHIPS = {
    "province": "Chưa rõ tỉnh/thành",
    "district": "Chưa rõ huyện, xã",
    "province_now": "Chưa rõ tỉnh/thành hiện nay",
    "type": "Chưa rõ loại",
    "topic": "Chưa rõ chủ đề",
    "year": "Chưa rõ năm",
}


def in_force(query: Query) -> list[Link]:
    """The filters in force, each with the link that takes it away."""
    links = [
        Link(_chip_label(name, value), search_address(toggled(query, name, value)))
        for name in REPEATABLE
        for value in getattr(query.filters, name)
    ]
    return links + list(_date_chips(query))


def _chip_label(name: str, value: str) -> str:
    if value == UNKNOWN:
        return _UNKNOWN_CHIPS[name]
    return _CHIP_NAMES[name](value_label(name, value))


def _date_chips(query: Query) -> Iterable[Link]:
    dates, date_field = query.filters.dates, query.filters.date_field
    if dates.start or dates.end:
        label = _range_label(query.filters)
        changes: dict[str, object] = {"from": None, "to": None, "date": None}
        yield Link(label, search_address(args_from_query(query, **changes)))
    elif date_field is not DateField.ANY:
        label = f"Theo {wording.DATE_FIELDS[date_field].lower()}"
        yield Link(label, search_address(args_from_query(query, date=None)))


def _range_label(filters: Filters) -> str:
    dates = filters.dates
    if dates.start and dates.end:
        label = f"{wording.day(dates.start)}–{wording.day(dates.end)}"
    elif dates.start:
        label = f"Từ {wording.day(dates.start)}"
    else:
        label = f"Đến {wording.day(dates.end)}" if dates.end else ""
    if filters.date_field is DateField.ANY:
        return label
    return f"{wording.DATE_FIELDS[filters.date_field]}: {label[:1].lower()}{label[1:]}"


def unfiltered(query: Query) -> Query:
    """The same words without any filter."""
    return replace(query, filters=Filters(), page=1)


def without_each_filter(query: Query) -> list[tuple[str, Query]]:
    """For each filter in force its label and the query without it."""
    filters = query.filters
    fewer = [
        (", ".join(_chip_label(name, value) for value in values), _without(filters, name))
        for name in REPEATABLE
        if (values := getattr(filters, name))
    ]
    if filters.dates.start or filters.dates.end:
        rest = replace(filters, dates=Filters().dates, date_field=DateField.ANY)
        fewer.append((_range_label(filters), rest))
    return [(label, replace(query, filters=rest, page=1)) for label, rest in fewer]


def _without(filters: Filters, name: str) -> Filters:
    emptied: dict[str, Any] = {name: ()}
    return replace(filters, **emptied)
