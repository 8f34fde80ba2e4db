"""The day written in a text, in every form that reports use: 7/10/2020, ngày 5 đến 7 tháng 8."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_MONTH_WORDS = {
    "giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12, "chạp": 12,
}  # fmt: skip

_YEAR = r"(?:19|20)\d\d(?!\d)"
_MONTH_WORD = (
    r"mười (?:một|hai)|mười|giêng|một|hai|ba|tư|sáu|bảy|bẩy|tám|chín|chạp|năm(?= năm|, 20)"
)
_MONTH_WORD_VERBOSE = _MONTH_WORD.replace(" ", r"\ ")
_NUMBER = re.compile(
    r"[0-9](?<![0-9].)[0-9]*+"
    r"(?= ?[-/.–,&] ?[\dhnHN]| ?[tT][ớỚ]| [tT][hH][áÁ]| ?[vV][àÀ]| ?[đĐ][ếẾ]|\d)"
)
"""Numbers that may begin a day: a mark and another, "tháng", "đến", "tới" or "và" follows."""
_DAY = re.compile(
    rf"""
    (?<!\d[./,])
    (?:                                             # the first day of a range
        (?P<d1>\d{{1,2}})
        (?:\ ?[/.-]\ ?(?P<m1>\d{{1,2}})(?:\ ?[/.-]\ ?(?P<y1>{_YEAR}))?)?
        \ ?(?:-|–|đến|tới|và|&|,)\ ?
        (?:hết\ )?(?:ngày\ )?
    )?
    (?P<d2>\d{{1,2}})
    (?:
        \ ?(?P<sep>[/.–-])\ ?(?P<m2>\d{{1,2}})(?:\ ?(?P=sep)\ ?(?P<y2>{_YEAR}))?
      | \ tháng\ (?:(?P<m3>\d{{1,2}})(?:\ ?[/-]\ ?(?P<y5>{_YEAR}))?|(?P<word>{_MONTH_WORD_VERBOSE}))
    )
    (?:,?\ (?:năm\ )?(?P<y4>{_YEAR}))?
    (?![\d%])(?![/.,-]\d)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ENGLISH = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
_ENGLISH_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_MONTH_FIRST = re.compile(
    rf"\b(?:tháng (?P<m1>\d{{1,2}}|{_MONTH_WORD}|năm) (?P<d1>\d{{1,2}})"
    rf"|(?P<m2>{_ENGLISH_MONTH})\.? (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)? (?P<m3>{_ENGLISH_MONTH})\.?),? (?P<y>{_YEAR})",
    re.IGNORECASE,
)
_ISO = re.compile(r"(?<![/-])((?:19|20)\d\d)-(\d{2})-(\d{2})(?![\d/-])")


@dataclass(frozen=True, slots=True)
class DayExpression:
    """Days as written, from ``start`` to ``end`` of the text; the year may be missing.

    Attributes:
        first: Day, month of the first day; ``last`` of the last (the same for a single day).
        year: Of the last day, or None.
        first_year: Where the first day's year is written and differs, else None.
    """

    start: int
    end: int
    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None
    first_year: int | None = None

    def days(self, year: int) -> tuple[date, date] | None:
        """Return both days with a year for the last, or None where the calendar lacks them."""
        last = _date(year, self.last)
        first_year = self.first_year or (year - 1 if self._turns_the_year() else year)
        first = _date(first_year, self.first)
        return (first, last) if first and last and first <= last else None

    def _turns_the_year(self) -> bool:
        return self.first[1] > self.last[1]


def find_days(text: str, start: int = 0, end: int | None = None) -> Iterator[DayExpression]:
    """Yield the days written in a text (evened out) that some calendar has, in order.

    A year counts as possible from 1900 to 2099; an expression without one may be a ratio
    ("12/12 xã"), which only its context can tell.
    """
    stop = len(text) if end is None else end
    free = start
    # Trying the rule at numbers only is several times faster than at every letter.
    for number in _NUMBER.finditer(text, start, stop):
        if number.start() < free:
            continue
        match = _DAY.match(text, number.start(), stop)
        found = (_numeric(match) or _single(match)) if match else _iso(text, number.start(), stop)
        if found:
            yield found
        free = match.end() if match else number.end()


def find_stamp_days(text: str) -> Iterator[DayExpression]:
    """Yield the days of a stamp, which may also have its month first or in English."""
    yield from find_days(text)
    for match in _MONTH_FIRST.finditer(text):
        written = (match["m1"] or match["m2"] or match["m3"]).lower()
        month = _MONTH_WORDS.get(written) or _ENGLISH.get(written[:3]) or int(written)
        day, year = int(match["d1"] or match["d2"] or match["d3"]), int(match["y"])
        if _date(year, (day, month)):
            yield DayExpression(*match.span(), (day, month), (day, month), year)


def _iso(text: str, start: int, stop: int) -> DayExpression | None:
    match = _ISO.match(text, start, stop)
    if not match:
        return None
    year, month, day = map(int, match.groups())
    found = DayExpression(*match.span(), (day, month), (day, month), year)
    return found if _date(year, (day, month)) else None


def _numeric(match: re.Match[str]) -> DayExpression | None:
    last = (int(match["d2"]), _month(match))
    year = _year(match)
    first = (int(match["d1"]), int(match["m1"] or last[1])) if match["d1"] else last
    first_year = int(match["y1"]) if match["y1"] else None
    found = DayExpression(*match.span(), first, last, year, first_year)
    return found if _possible(found) else None


def _single(match: re.Match[str]) -> DayExpression | None:
    """The last day alone, where what stands before it makes no range with it."""
    if not match["d1"]:
        return None
    last = (int(match["d2"]), _month(match))
    found = DayExpression(match.start("d2"), match.end(), last, last, _year(match))
    return found if _possible(found) else None


def _possible(found: DayExpression) -> bool:
    # Without a year any leap year will do to ask whether 29/2 or 31/2 exists.
    return found.days(found.year or 2024) is not None


def _month(match: re.Match[str]) -> int:
    number = match["m2"] or match["m3"]
    return int(number) if number else _MONTH_WORDS[match["word"].lower()]


def _year(match: re.Match[str]) -> int | None:
    written = match["y2"] or match["y4"] or match["y5"]
    return int(written) if written else None


def _date(year: int, day_month: tuple[int, int]) -> date | None:
    day, month = day_month
    try:
        return date(year, month, day)
    except ValueError:
        return None
