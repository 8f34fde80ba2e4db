"""Request parameters <-> Query: the only place that knows what a parameter means.

The page, the JSON endpoint and every link on a page go through here, so that they cannot
disagree. An empty value of a GET form (``from=&to=``) is as good as none.
"""

import re
from collections.abc import Callable, Container, Iterable, Mapping
from enum import StrEnum
from functools import cache
from typing import TypeVar

from werkzeug.datastructures import MultiDict

from searchapp.errors import QueryError
from searchapp.facts.places.gazetteer import provinces_now, provinces_then
from searchapp.model import UNKNOWN, DateField, Filters, Query, ReportType, Sort
from searchapp.query.dates import parse_date_range
from searchapp.searching import choose_typed
from searchapp.suggesting import MOST

MAX_TEXT = 2_000
"""Longest ``q``, in code points."""
MAX_VALUE = 200
"""Longest ``topic`` or ``district``, in code points."""
DISTRICT_PATTERN = "[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*"
"""A unit below a province: ``hung-yen/huyen-phu-cu``."""
MAX_VALUES = 100
"""How often a repeatable parameter may stand in one request."""
MAX_PER_PAGE = 100
MAX_SUGGESTIONS = MOST
MAX_PAGE = 10_000
"""How far one may leaf; pages behind the last hit are empty, and as cheap as any."""

SINGLE = ("q", "from", "to", "date", "sort", "page", "per_page", "verbatim")
SUGGESTING = ("q", "limit")
REPEATABLE = ("province", "district", "province_now", "type", "topic", "year")
_ORDER = (
    "q", "province", "district", "province_now", "from", "to", "date", "type", "topic", "year",
    "sort", "page", "per_page", "verbatim",
)  # fmt: skip

Arguments = list[tuple[str, str]]
_Choice = TypeVar("_Choice", bound=StrEnum)


# --- request -> Query ---------------------------------------------------------------------------


def query_from_args(args: "MultiDict[str, str]") -> Query:
    """The query that a request asks for.

    Raises:
        QueryError: A parameter is unknown, repeated without need, or has a bad value.
    """
    _refuse_unknown(args)
    single = {name: _single(args, name) for name in SINGLE}
    page, per_page = _window(single["page"], single["per_page"])
    return Query(
        text=_text(single["q"]),
        filters=_filters(args, single),
        sort=_choice("sort", single["sort"], Sort, Sort.RELEVANCE),
        page=page,
        per_page=per_page,
        verbatim=_flag("verbatim", single["verbatim"]),
    )


def typed_into_form(args: "MultiDict[str, str]") -> dict[str, str]:
    """What was typed into the fields of the form, as they show it again."""
    return {name: args.get(name, "") for name in ("q", "from", "to")}


def refuse_parameters(args: "MultiDict[str, str]") -> None:
    """Refuse any parameter, for an address that takes none.

    Raises:
        QueryError: There is one.
    """
    for name in args:
        raise unknown_parameter(name, ())


def without_faults(args: "MultiDict[str, str]") -> Query:
    """The query of those parameters that can be understood; the others are as if absent."""
    rest = MultiDict(args.items(multi=True))
    while True:
        try:
            return query_from_args(rest)
        except QueryError as error:
            rest.poplist(error.parameter)


@cache
def provinces_of(parameter: str) -> frozenset[str]:
    """The values that ``province`` or ``province_now`` may take.

    A province of its day is one of the 63, or of the 34 when the day is after 30/6/2025.
    """
    then = provinces_then() if parameter == "province" else ()
    places = (*then, *provinces_now())
    return frozenset(place.slug for place in places) | {UNKNOWN}


def unknown_parameter(name: str, known: Iterable[str] = _ORDER) -> QueryError:
    """The error that refuses a parameter of this name."""
    usable = ", ".join(known) or "không có"
    return QueryError(name, f"Không có tham số “{name}”. Các tham số dùng được: {usable}.")


def _refuse_unknown(args: "MultiDict[str, str]") -> None:
    for name in args:
        if name not in _ORDER:
            raise unknown_parameter(name)


def _single(args: "MultiDict[str, str]", name: str) -> str:
    values = args.getlist(name)
    if len(values) > 1:
        raise QueryError(name, f"Tham số “{name}” chỉ được ghi một lần.")
    return values[0] if values else ""


def _several(args: "MultiDict[str, str]", name: str) -> tuple[str, ...]:
    values = args.getlist(name)
    if len(values) > MAX_VALUES:
        raise QueryError(name, f"Tham số “{name}” được ghi tối đa {MAX_VALUES} lần.")
    return tuple(dict.fromkeys(value for value in values if value))


def _text(value: str) -> str:
    if len(value) > MAX_TEXT:
        raise QueryError("q", f"Nội dung tìm dài quá {MAX_TEXT} ký tự; hãy rút ngắn lại.")
    return value.strip()


def _filters(args: "MultiDict[str, str]", single: Mapping[str, str]) -> Filters:
    types = frozenset(ReportType) | {UNKNOWN}
    return Filters(
        province=_known(args, "province", provinces_of("province")),
        district=_each(args, "district", _is_district),
        province_now=_known(args, "province_now", provinces_of("province_now")),
        type=_known(args, "type", types),
        topic=_each(args, "topic", lambda value: len(value) <= MAX_VALUE),
        year=_each(args, "year", _is_year),
        dates=parse_date_range(single["from"].strip(), single["to"].strip()),
        date_field=_choice("date", single["date"], DateField, DateField.ANY),
    )


def _known(args: "MultiDict[str, str]", name: str, allowed: Container[str]) -> tuple[str, ...]:
    return _each(args, name, lambda value: value in allowed)


def _each(
    args: "MultiDict[str, str]", name: str, is_good: Callable[[str], bool]
) -> tuple[str, ...]:
    values = _several(args, name)
    for value in values:
        if not is_good(value):
            raise QueryError(name, f"Giá trị “{value[:MAX_VALUE]}” của “{name}” không hợp lệ.")
    return values


def _is_district(value: str) -> bool:
    return value == UNKNOWN or (
        len(value) <= MAX_VALUE and re.fullmatch(DISTRICT_PATTERN, value) is not None
    )


def _is_year(value: str) -> bool:
    return value == UNKNOWN or re.fullmatch(r"[0-9]{4}", value) is not None


def _choice(name: str, value: str, kind: type[_Choice], default: _Choice) -> _Choice:
    if not value:
        return default
    try:
        return kind(value)
    except ValueError:
        allowed = ", ".join(kind)
        message = f"“{name}” phải là một trong: {allowed}."
        raise QueryError(name, message) from None


def _flag(name: str, value: str) -> bool:
    if value not in {"", "0", "1"}:
        raise QueryError(name, f"“{name}” phải là 0 hoặc 1.")
    return value == "1"


def _window(page_text: str, per_page_text: str) -> tuple[int, int]:
    per_page = _count("per_page", per_page_text, Query().per_page, MAX_PER_PAGE)
    return _count("page", page_text, 1, MAX_PAGE), per_page


def _count(name: str, text: str, default: int, highest: int) -> int:
    if not text:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", text) or not 1 <= int(text) <= highest:
        raise QueryError(name, f"“{name}” phải là số nguyên từ 1 đến {highest}.")
    return int(text)


def suggestion_from_args(args: "MultiDict[str, str]") -> tuple[str, int]:
    """What was typed so far, blanks at its end included, and how many suggestions are wanted.

    Raises:
        QueryError: A parameter is unknown, repeated, or has a bad value.
    """
    for name in args:
        if name not in SUGGESTING:
            raise unknown_parameter(name, SUGGESTING)
    text = _single(args, "q")
    _text(text)
    return text, _count("limit", _single(args, "limit"), MAX_SUGGESTIONS, MAX_SUGGESTIONS)


# --- Query -> link ------------------------------------------------------------------------------


def args_from_query(query: Query, **changes: object) -> Arguments:
    """The parameters of a link to ``query`` with ``changes``, defaults left out.

    Args:
        query: Where the link starts from.
        changes: New values by parameter name: a text, a number, a flag, a sequence of texts, or
            None for "as if absent". Any change leads to page 1, unless it names the page itself.
    """
    values = _values(query)
    if changes:
        values["page"] = None
    values |= changes
    return [(name, text) for name in _ORDER if values[name] for text in _texts(name, values[name])]


def toggled(query: Query, name: str, value: str) -> Arguments:
    """The link that adds ``value`` to a filter, or takes it away, from the text too."""
    return flipped(choose_typed(query, name, value), name, value)


def flipped(query: Query, name: str, value: str) -> Arguments:
    """The link that adds ``value`` to a filter, or takes it away; the text stays as it is."""
    chosen = getattr(query.filters, name)
    rest = tuple(other for other in chosen if other != value)
    return args_from_query(query, **{name: rest if value in chosen else (*chosen, value)})


def parameters_of(filters: Filters) -> dict[str, object]:
    """The parameters that ask for these filters; those that are not used are left out."""
    dates = filters.dates
    given: dict[str, object] = {name: list(getattr(filters, name)) for name in REPEATABLE}
    given |= {
        "from": dates.start and dates.start.isoformat(),
        "to": dates.end and dates.end.isoformat(),
        "date": "" if filters.date_field is DateField.ANY else filters.date_field.value,
    }
    return {name: value for name in _ORDER if (value := given.get(name))}


def _values(query: Query) -> dict[str, object]:
    filters, dates = query.filters, query.filters.dates
    return {
        "q": query.text,
        "from": dates.start_text or dates.start,
        "to": dates.end_text or dates.end,
        "date": filters.date_field,
        "sort": query.sort,
        "page": query.page,
        "per_page": query.per_page,
        "verbatim": query.verbatim,
        "province": filters.province,
        "district": filters.district,
        "province_now": filters.province_now,
        "type": filters.type,
        "topic": filters.topic,
        "year": filters.year,
    }


def _texts(name: str, value: object) -> tuple[str, ...]:
    if name in REPEATABLE:
        return tuple(map(str, value)) if isinstance(value, Iterable) else ()
    text = str(int(value)) if isinstance(value, bool) else str(value or "")
    return (text,) if text and text != _DEFAULTS.get(name) else ()


_DEFAULTS = {
    "date": DateField.ANY.value,
    "sort": Sort.RELEVANCE.value,
    "page": "1",
    "per_page": str(Query().per_page),
    "verbatim": "0",
}
