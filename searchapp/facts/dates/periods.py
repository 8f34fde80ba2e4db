"""The time that a report reports on: "6 tháng đầu năm 2021", "năm 2019", "quý III"."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Sequence
from datetime import date

from searchapp.facts.dates.period_mentions import REVIEW, PeriodMention, read_phrase, read_role
from searchapp.facts.page import Page, even_out, sentence_end, sentence_start
from searchapp.model import DateFact, Evidence, Precision, Span

_NEXT_YEAR = re.compile(
    # With the words first, ``re`` looks for them alone; what stands before is asked then.
    r"năm 20(?<!\wnăm 20)(?<!đến năm 20)(?<!hết năm 20)(?<!từ năm 20)(?<!trước năm 20)"
    r"(?<!sau năm 20)(?<!tới năm 20)(?<!sinh năm 20)(\d\d)(?!\d)(?! ?[-–] ?\d)",
)
"""For folded text; its group is a year of this century."""
_JUBILEE = re.compile(
    r"(?<!hướng tới )(?<!tiến tới )\bk[ỷỉ] niệm (?:lần thứ )?(?P<years>\d{1,3}) năm[^;\n()]{0,120}"
    r"\((?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<first>[12]\d{3}) ?[-–] ?"
    r"(?:\d{1,2}[/.-]\d{1,2}[/.-])?(?P<last>20\d\d)\)",
    re.IGNORECASE,
)
_LAST_MONTH_OF_PRAISE = 4
_EARLIEST_MONTHS, _LATEST_MONTHS = -2, 10
_LAST_MONTH_OF_PLEDGES, _LAST_MONTH_OF_REVIEWS = 8, 8


def event_year(page: Page, periods: Sequence[PeriodMention], month: int) -> int | None:
    """Return the year of an event in a month, by the period that it looks back or ahead to.

    A year is reviewed in its last months or in the first of the next; a pledge is signed in the
    first months of its year or the last of the one before; a congress is held in the year in which
    one term ends and the next begins.
    """
    found = next((one for one in periods if _known_year(page, one)), None)
    if found is None or found.kind == "span":
        return _turn_of_terms(periods) or _only_year_named(page) or _year_of_jubilee(page)
    year = _known_year(page, found) or 0
    if found.kind in ("half", "quarter", "months"):
        return year if month >= _last_month(found) - 1 else year + 1
    if read_role(page, found.start) < 0:
        return year if month <= _LAST_MONTH_OF_PLEDGES else year - 1
    if found.kind != "year" or read_role(page, found.start) > 0:
        return year + (found.kind == "year" and month <= _LAST_MONTH_OF_REVIEWS)
    # "Điển hình tiên tiến năm 2017" are honoured in that year, or early in the next.
    return year if month > _LAST_MONTH_OF_PRAISE else None


def _known_year(page: Page, found: PeriodMention) -> int | None:
    return found.year or _year_nearby(page, found)


def _turn_of_terms(periods: Sequence[PeriodMention]) -> int | None:
    """The year that ends one span and begins another; the end of one that is no round term."""
    spans = [found for found in periods if found.kind == "span" and found.year]
    starts, ends = {span.number for span in spans}, {span.year for span in spans}
    if turns := starts & ends:
        return max(turn for turn in turns if turn)
    alone = spans[0].year if len(spans) == 1 else None
    return alone if alone and alone % 5 else None


def expects(page: Page, periods: Sequence[PeriodMention], day: date) -> bool | None:
    """Tell whether an event on a day is in season for the period; None where none is told.

    The seasons are wide: a review is held from two months before its period ends to ten after.
    """
    found = next((one for one in periods if _known_year(page, one)), None)
    if found is None or found.kind == "span":
        return None
    year = _known_year(page, found) or 0
    if found.kind == "year" and read_role(page, found.start) < 0:
        return date(year - 1, 10, 1) <= day <= date(year, 12, 31)
    months = _last_month(found) if found.kind in ("half", "quarter", "months") else 12
    since_end = (day.year - year) * 12 + day.month - months
    return _EARLIEST_MONTHS <= since_end <= _LATEST_MONTHS


def years_named(page: Page, where: Span) -> set[int]:
    """Return the years since 2000 of every "năm ..." in a stretch of the text."""
    named = {
        2000 + int(match[1]) for match in _NEXT_YEAR.finditer(page.folded, where.start, where.end)
    }
    return {year for year in named if year >= 2000}


def _only_year_named(page: Page) -> int | None:
    """The year that title and lead name; None where there are several."""
    named = years_named(page, page.head)
    return named.pop() if len(named) == 1 else None


def _year_of_jubilee(page: Page) -> int | None:
    """The year of an anniversary that counts right: "kỷ niệm 73 năm ... (1948 - 2021)"."""
    if "niệm" not in page.folded:
        return None
    for match in _JUBILEE.finditer(page.plain, page.head.start, page.head.end):
        first, last = int(match["first"]), int(match["last"])
        if last - first == int(match["years"]):
            return last
    return None


def _most_named_year(page: Page) -> int | None:
    """The year since 2000 that the text names more often than any other."""
    counted = Counter(2000 + int(match[1]) for match in _NEXT_YEAR.finditer(page.folded))
    ranked = [pair for pair in counted.most_common() if pair[0] >= 2000][:2]
    alone = len(ranked) == 1 or (len(ranked) == 2 and ranked[0][1] > ranked[1][1])
    return ranked[0][0] if ranked and alone else None


def read_period(page: Page, periods: Sequence[PeriodMention], day: date | None) -> DateFact | None:
    """Return the reporting period, completed from the text or the report's day where needed."""
    for found in periods:
        year = found.year or _year_nearby(page, found) or _year_elsewhere(found, periods)
        year = year or _year_of(found, day)
        year = year or _most_named_year(page)
        days = _days(found, year, day) if year else None
        if days:
            start, end, precision = days
            evidence = page.evidence(_evidence_start(page, found), found.end)
            words = page.text[found.start : found.end].strip(" ()")
            return DateFact(start, end, precision, words, evidence, completed=not found.year)
    return None


def _evidence_start(page: Page, found: PeriodMention) -> int:
    """From the word of review before the period, if it is near, so that one sees why."""
    low = max(sentence_start(page.plain, found.start), found.start - 120)
    cues = [match.start() for match in REVIEW.finditer(page.folded, low, found.start)]
    return cues[-1] if cues else found.start


def _year_nearby(page: Page, found: PeriodMention) -> int | None:
    """The year that the same sentence names, after the period or else before it."""
    end = sentence_end(page.plain, found.end, 160)
    after = _NEXT_YEAR.search(page.folded, found.end, end)
    before = _NEXT_YEAR.findall(page.folded, sentence_start(page.plain, found.start), found.start)
    told = after[1] if after else before[-1] if before else None
    return 2000 + int(told) if told else None


def _year_elsewhere(found: PeriodMention, periods: Sequence[PeriodMention]) -> int | None:
    """The year that the same part of a year has where it is named again."""
    same = (one for one in periods if (one.kind, one.number) == (found.kind, found.number))
    return next((one.year for one in same if one.year), None)


def _year_of(found: PeriodMention, day: date | None) -> int | None:
    """The year of the report's day; its year before where the period had not ended long before."""
    if day is None:
        return None
    return day.year if day.month >= _last_month(found) - 1 else day.year - 1


def _last_month(found: PeriodMention) -> int:
    return {"half": 6 * found.number, "quarter": 3 * found.number}.get(found.kind, found.number)


def _days(found: PeriodMention, year: int, day: date | None) -> tuple[date, date, Precision] | None:
    first, last = {
        "half": (6 * found.number - 5, 6 * found.number),
        "quarter": (3 * found.number - 2, 3 * found.number),
        "months": (1, found.number),
    }.get(found.kind, (1, 12))
    if found.kind == "span" and day and found.number >= day.year:
        return None  # a term to come is no time that is reported on
    if found.kind == "school_year":
        return date(found.number, 9, 1), date(year, 8, 31), Precision.YEAR
    if found.kind == "span":
        return date(found.number, 1, 1), date(year, 12, 31), Precision.YEAR
    if found.kind == "so_far":
        if day is None or day.year < year:
            return None
        last = day.month if day.year == year else 12
    precision = {"half": Precision.HALF, "quarter": Precision.QUARTER, "year": Precision.YEAR}
    end = date(year, last, monthrange(year, last)[1])
    return date(year, first, 1), end, precision.get(found.kind, Precision.MONTH)


def read_period_words(written: str) -> DateFact | None:
    """Return the period that words name by themselves, year and all; None for anything else."""
    found = read_phrase(even_out(written).strip())
    days = _days(found, found.year, None) if found and found.year else None
    return DateFact(*days, written, Evidence(written, Span(0, len(written)))) if days else None
