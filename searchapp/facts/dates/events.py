"""The day of the event that a report tells of, its missing year from publication or period."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from searchapp.facts.dates.candidates import Candidate
from searchapp.facts.dates.expressions import DayExpression
from searchapp.facts.dates.period_mentions import PeriodMention
from searchapp.facts.dates.periods import event_year, expects, years_named
from searchapp.facts.page import Page
from searchapp.model import DateFact, Precision

_TODAY = re.compile(r"\b(?:sáng|trưa|chiều|tối|hôm|ngày) (?P<day>nay|qua|mai)\b")
_SHIFTS = {"qua": -1, "nay": 0, "mai": 1}
_LONGEST_DAYS = 31
_ANNOUNCED_DAYS = 20
"""Days before an event within which it is announced; a stamp may also lag behind the text."""
_REPORTED_DAYS = 45
_DESK_CHARS = 30
"""Characters that a desk's mark before the first words may take: "(LSO) - "."""
_LATEST_YEARS = 2
"""Years between an event and its publication; pages moved to a new portal are stamped later."""


def read_event(
    page: Page,
    candidates: Sequence[Candidate],
    published: date | None,
    periods: Sequence[PeriodMention],
) -> DateFact | None:
    """Return the day, or the days, of the event, or None where the text does not tell.

    Args:
        page: The text; residue does not count.
        candidates: Its days that may be the event's, the best first.
        published: The day of publication, which completes a date without a year and "hôm nay".
        periods: The times reported on, the best first, which complete a year otherwise.
    """
    today = _today(page, published)
    if today and _is_first(page, today, candidates):
        return today
    for found in candidates:
        fact = _fact(page, found, published, periods)
        if fact:
            return fact
        if found.timed and page.in_head(found.cue_start):
            break  # this was the day of the event; another one is something else's
    return today


def _is_first(page: Page, today: DateFact, candidates: Sequence[Candidate]) -> bool:
    """Whether "sáng nay" begins the lead, and so beats whatever day follows it."""
    start = today.evidence.span.start if today.evidence.span else len(page.text)
    begins = start - page.lead.start < _DESK_CHARS
    return begins and all(start + _DESK_CHARS < found.cue_start for found in candidates)


def fits(page: Page, candidates: Sequence[Candidate], stamp: date, *, clock: bool) -> bool:
    """Tell whether a date above the title can be the day of publication by what the text tells.

    It is, where the event was in the weeks before. Without a day of an event another day of those
    weeks does, or the years that title and lead name; but these do not make a clock believed.
    """
    for found in candidates[:1]:
        years = [found.expression.year] if found.expression.year else [stamp.year, stamp.year - 1]
        days = [found.expression.days(year) for year in years]
        return any(told and -1 <= (stamp - told[0]).days <= _REPORTED_DAYS for told in days)
    if any(_is_in_weeks_before(day, stamp) for day in page.days):
        return True
    if clock:
        return bool(_TODAY.search(page.folded, page.lead.start, page.lead.end))
    named = years_named(page, page.head)
    return not named or 0 <= stamp.year - max(named) <= 1


def _is_in_weeks_before(day: DayExpression, stamp: date) -> bool:
    days = day.days(day.year) if day.year else None
    return days is not None and 0 <= (stamp - days[0]).days <= _REPORTED_DAYS


def _fact(
    page: Page, found: Candidate, published: date | None, periods: Sequence[PeriodMention]
) -> DateFact | None:
    expression = found.expression
    year = expression.year or _year(page, expression, published, periods)
    days = expression.days(year) if year else None
    if not days or (days[1] - days[0]).days > _LONGEST_DAYS:
        return None
    if published and expression.year and not _is_near(found, days[0], published):
        return None
    return DateFact(
        start=days[0],
        end=days[1],
        precision=Precision.DAY,
        text=page.text[expression.start : expression.end],
        evidence=page.evidence(found.cue_start, expression.end),
        completed=expression.year is None,
    )


def _is_near(found: Candidate, day: date, published: date) -> bool:
    """Whether a full date may be the event of a report published on a day."""
    if found.timed:
        return (day - published).days <= _ANNOUNCED_DAYS
    return -1 <= published.year - day.year <= _LATEST_YEARS


def _year(
    page: Page,
    expression: DayExpression,
    published: date | None,
    periods: Sequence[PeriodMention],
) -> int | None:
    """The year that puts the event shortly before its publication, or where its period asks it."""
    told = event_year(page, periods, expression.last[1])
    if published is None:
        return told
    years = (published.year + 1, published.year, published.year - 1)
    days = {year: expression.days(year) for year in years}
    near = next(
        (y for y in years if (d := days[y]) and (d[0] - published).days <= _ANNOUNCED_DAYS), None
    )
    at = days[near] if near else None
    if near and at and told and told < near and expects(page, periods, at[0]) is False:
        return told
    return near


def _today(page: Page, published: date | None) -> DateFact | None:
    """The day that "sáng nay" or "hôm qua" of the lead means, where the publication is known."""
    if published is None:
        return None
    found = _TODAY.search(page.folded, page.lead.start, page.lead.end)
    if not found:
        return None
    day = published + timedelta(days=_SHIFTS[found["day"]])
    evidence = page.evidence(*found.span())
    return DateFact(day, day, Precision.DAY, evidence.text, evidence, completed=True)
