"""Times that are words of a query: 6 tháng đầu năm 2021, quý III 2020, 17/7/2020, năm 2019.

They are read with or without diacritics, and only understood, never taken out of the query.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from searchapp.model import DateRange, Word

_FIRST_YEAR, _LAST_YEAR = 1950, 2049
_NUMBERS: Mapping[str, int] = MappingProxyType(
    {
        **{str(number): number for number in range(1, 32)},
        "i": 1,
        "ii": 2,
        "iii": 3,
        "iv": 4,
        "mot": 1,
        "hai": 2,
        "ba": 3,
        "bon": 4,
        "tu": 4,
        "sau": 6,
        "bay": 7,
        "tam": 8,
        "chin": 9,
        "muoi": 10,
    }
)

_BEGINNINGS = frozenset((*_NUMBERS, "ngay", "thang", "quy", "qui", "nam"))
_COUNTED = [[word] for word in ("so", "qui", "dot", "khoi", "cum", "to", "phuong", "quan", "khoa")]
"""Before a number: then it is no day and no month ("cụm thi đua số 5 2019")."""

Found = tuple[date, date, int]
"""First day, last day, and how many words say so."""


@dataclass(frozen=True, slots=True)
class Time:
    """A time that was read from the words ``start`` to ``end`` of a query; ``label`` names it."""

    start: int
    end: int
    dates: DateRange
    label: str


def read_times(words: Sequence[Word]) -> tuple[Time, ...]:
    """Return the times that are told by some words, from the left, none overlapping another."""
    folded = [word.folded for word in words]
    if not _has_a_year(folded):  # as every time has
        return ()
    return tuple(_times(folded, [word.text for word in words]))


def _times(folded: Sequence[str], typed: Sequence[str]) -> Iterator[Time]:
    at = 0
    while at < len(folded):
        if not _may_begin(folded[at]):
            at += 1
            continue
        forms = _FORMS if folded[at - 1 : at] not in _COUNTED else _FORMS[-1:]
        found = next(filter(None, (form(folded[at:]) for form in forms)), None)
        if found is None:
            at += 1
            continue
        first, last, length = found
        dates = DateRange(first, last, first.isoformat(), last.isoformat())
        yield Time(at, at + length, dates, _label(typed[at : at + length]))
        at += length


def _has_a_year(words: Sequence[str]) -> bool:
    return any(map(_year, zip(words, strict=True)))


def _may_begin(word: str) -> bool:
    """Tell whether any form begins with a word."""
    return word in _BEGINNINGS or word.isdigit()


def _label(typed: Sequence[str]) -> str:
    """Return the words of a time; numbers alone with the strokes that parted them."""
    return ("/" if all(word.isdigit() for word in typed) else " ").join(typed)


# --- the forms, the longest first ---------------------------------------------------------------


def _day_in_words(words: Sequence[str]) -> Found | None:
    """Read "ngày 17 tháng 7 năm 2020"."""
    begin = 1 if words[:1] == ["ngay"] else 0
    day, rest = _number(words[begin : begin + 1]), words[begin + 1 :]
    month, year, length = _month_and_year(rest)
    return _days(year, month, day, begin + 1 + length) if day and month else None


def _day(words: Sequence[str]) -> Found | None:
    """Read "17/7/2020", "ngày 17/7/2020", of whose strokes nothing is left."""
    begin = 1 if words[:1] == ["ngay"] else 0
    numbers = words[begin : begin + 3]
    if len(numbers) < 3 or not all(number.isdigit() for number in numbers):
        return None
    return _days(_year(numbers[2:]), _number(numbers[1:]), _number(numbers), begin + 3)


def _months(words: Sequence[str]) -> Found | None:
    """Read "6 tháng đầu năm 2021", "6 tháng cuối năm 2021"."""
    count = _number(words)
    year = _year(words[4:])
    if count not in {3, 6, 9} or words[1:2] != ["thang"] or not year:
        return None
    if words[2:4] == ["dau", "nam"]:
        return _span(year, 1, count, 5)
    return _span(year, 13 - count, 12, 5) if words[2:4] == ["cuoi", "nam"] else None


def _quarter(words: Sequence[str]) -> Found | None:
    quarter = _number(words[1:])
    skipped = 1 if words[2:3] == ["nam"] else 0
    year = _year(words[2 + skipped :])
    if words[:1] not in (["quy"], ["qui"]) or quarter not in {1, 2, 3, 4} or not year:
        return None
    return _span(year, 3 * quarter - 2, 3 * quarter, 3 + skipped)


def _month(words: Sequence[str]) -> Found | None:
    """Read "tháng 7 năm 2020", "tháng 7/2020", "7/2020"."""
    month, year, length = _month_and_year(words)
    if month is None and _number(words) and words[0].isdigit():
        month, year, length = _number(words), _year(words[1:]), 2
    return _span(year, month, month, length) if month and month <= 12 and year else None


def _whole_year(words: Sequence[str]) -> Found | None:
    """Read "năm 2020", 2020."""
    skipped = 1 if words[:1] == ["nam"] else 0
    year = _year(words[skipped:])
    return _span(year, 1, 12, skipped + 1) if year else None


_FORMS: tuple[Callable[[Sequence[str]], Found | None], ...] = (
    _day_in_words,
    _day,
    _months,
    _quarter,
    _month,
    _whole_year,
)


def _month_and_year(words: Sequence[str]) -> tuple[int | None, int | None, int]:
    skipped = 1 if words[2:3] == ["nam"] else 0
    month = _number(words[1:]) if words[:1] == ["thang"] else None
    return month, _year(words[2 + skipped :]), 3 + skipped


def _number(words: Sequence[str]) -> int | None:
    return _NUMBERS.get(words[0]) if words else None


def _year(words: Sequence[str]) -> int | None:
    if not words or not words[0].isdigit() or not words[0].isascii() or len(words[0]) != 4:
        return None
    return int(words[0]) if _FIRST_YEAR <= int(words[0]) <= _LAST_YEAR else None


def _days(year: int | None, month: int | None, day: int | None, length: int) -> Found | None:
    if not year or not month or not day:
        return None
    try:
        one = date(year, month, day)
    except ValueError:  # 31/2/2020: then it is no day, and its year may still be one
        return None
    return one, one, length


def _span(year: int, first: int, last: int, length: int) -> Found:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1]), length
