"""Dates as people type them into a filter: 2020, 7/2020, 17/7/2020 or ISO."""

import re
from calendar import monthrange
from datetime import date

from searchapp.errors import QueryError
from searchapp.model import DateRange

_DAY_FIRST = re.compile(r"(?:(?:(?P<day>\d{1,2})[/.-])?(?P<month>\d{1,2})[/.-])?(?P<year>\d{4})")
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


def parse_date_words(text: str, parameter: str) -> tuple[date, date]:
    """Return the first and the last day that a typed date covers.

    Args:
        text: ``2020``, ``7/2020``, ``17/7/2020``, ``2020-07`` or ``2020-07-17``.
        parameter: The name of the field, for the message.

    Raises:
        QueryError: It is none of these, or no day of the calendar.
    """
    found = _ISO.fullmatch(text.strip()) or _DAY_FIRST.fullmatch(text.strip())
    if found is None or not text.isascii():
        raise QueryError(
            parameter,
            f"Không hiểu ngày “{text[:40]}”. Hãy gõ dạng 17/7/2020, 7/2020 hoặc 2020.",
        )
    year, month, day = (
        int(found[part]) if found[part] else None for part in ("year", "month", "day")
    )
    try:
        return _interval(year or 0, month, day)
    except ValueError:
        raise QueryError(parameter, f"Ngày “{text[:40]}” không có trên lịch.") from None


def parse_date_range(start: str, end: str, names: tuple[str, str] = ("from", "to")) -> DateRange:
    """Return the days that two typed dates enclose; an empty one leaves its side open.

    Typed the wrong way round they can mean but one thing, and are turned.

    Raises:
        QueryError: One of them is no date; it is called by its name in ``names``.
    """
    first = parse_date_words(start, names[0]) if start else None
    last = parse_date_words(end, names[1]) if end else None
    if first and last and first[0] > last[1]:
        first, last, start, end = last, first, end, start
    return DateRange(first[0] if first else None, last[1] if last else None, start, end)


def _interval(year: int, month: int | None, day: int | None) -> tuple[date, date]:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise ValueError(year)
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if day is None:
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(year, month, day), date(year, month, day)
