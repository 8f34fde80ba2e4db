"""The day a report was published: a stamp, a dateline, or what the page's markup says."""

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from searchapp.facts.dates.expressions import DayExpression, find_days, find_stamp_days
from searchapp.facts.dates.stamps import Stamp, holds_year, read_stamp
from searchapp.facts.page import Page, blank
from searchapp.facts.words import UPPER
from searchapp.model import DateFact, Evidence, EvidenceSource, Precision, Span

_LINE = re.compile(r"\S[^\n]*")
_DATELINE = re.compile(rf"\(?[{UPPER}][^\d\n,()]{{1,40}}, ?(?:ngày )?")
_POSTED = re.compile(r"\((?:đăng|cập nhật|ngày đăng|đăng tải)[^\d\n()]{0,20}$", re.IGNORECASE)
_CLOSING = re.compile(r"\((?:ngày )?$")
_NOT_STAMPS = frozenset({"calendar", "related", "advert", "comment", "weather", "footer"})

_PROSE_CHARS = 400
_MOST_STAMPS = 100


class _Rank(IntEnum):
    """How much a stamp may be believed, the best first."""

    LABELLED = 0
    BELOW_TITLE = 1
    CHANGED = 2
    DATELINE = 3
    ABOVE_TITLE = 4
    CLOCK = 5


@dataclass(frozen=True, slots=True)
class Stamped:
    """A date of the paper or the page, and where it stands.

    Attributes:
        line_start: Where its line begins, or its brackets.
    """

    rank: _Rank
    line_start: int
    line_end: int
    start: int
    day: DayExpression

    @property
    def end(self) -> int:
        """Where the date itself ends."""
        return self.start + self.day.end - self.day.start

    @property
    def date(self) -> date | None:
        """The day, or None where the year is missing."""
        days = self.day.days(self.day.year) if self.day.year else None
        return days[1] if days else None


Fits = Callable[[date, bool], bool]
"""A day and whether it stands in a page's clock -> whether the report can be of that day."""


def find_stamps(page: Page) -> list[Stamped]:
    """Return the dates that are the paper's or the page's own, in the order of the text."""
    return list(itertools.islice(_stamps(page), _MOST_STAMPS))


def read_publication(
    page: Page, stamps: Sequence[Stamped], page_published: str | None, fits: Fits
) -> DateFact | None:
    """Return the publication date: a labelled stamp, the markup's, then other stamps.

    A date above the title may be the clock of the page's banner, which shows the day on which the
    page was copied: it counts only where it ``fits`` what the report tells.
    """
    ranked = sorted(stamps, key=lambda found: found.rank)
    best = next((found for found in ranked if _is_believed(found, fits)), None)
    marked = read_markup_date(page_published)
    if marked and (best is None or best.rank > _Rank.LABELLED):
        return marked
    return _fact(page, best) if best else None


def _is_believed(found: Stamped, fits: Fits) -> bool:
    if found.date is None:
        return False
    return found.rank < _Rank.ABOVE_TITLE or fits(found.date, found.rank is _Rank.CLOCK)


def _stamps(page: Page) -> Iterator[Stamped]:
    """Every stamp with its rank: labelled, below the title, elsewhere, a banner's clock."""
    for line in _lines(page):
        words = page.whole[line.start : line.end]
        stamp = read_stamp(words.rstrip())
        if stamp:
            day = stamp.expression
            rank = _Rank.CHANGED if stamp.changed else _rank(page, line, stamp)
            yield Stamped(rank, line.start, line.end, line.start + day.start, day)
        elif len(words) < _PROSE_CHARS or line.start < page.lead.end:
            yield from _datelines(words[:_PROSE_CHARS], line.start)


def _rank(page: Page, line: Span, stamp: Stamp) -> _Rank:
    if stamp.labelled:
        return _Rank.LABELLED
    title = page.title
    if title is None or line.start >= title.end or _is_glued(page, line):
        return _Rank.BELOW_TITLE
    return _Rank.CLOCK if stamp.clock else _Rank.ABOVE_TITLE


def _is_glued(page: Page, line: Span) -> bool:
    """Whether more stands in its line: a machine's mark before the title."""
    return page.text[line.end : line.end + 1] not in {"\n", ""}


def _lines(page: Page) -> Iterator[Span]:
    """The lines with a year, which may be stamps; what is glued to a line is one of its own."""
    hidden = [part.span for part in page.residue if part.kind in _NOT_STAMPS]
    glued = {part.span.start: part.span.end for part in page.residue if part.kind == "stamp"}
    for match in _LINE.finditer(blank(page.whole, hidden)):
        start, end = match.span()
        if not holds_year(page.whole[start:end]):
            continue
        if not glued:
            yield Span(start, end)
            continue
        cut = next((glued[at] for at in (start, start - 1) if at in glued), end)
        if cut < end:
            yield Span(start, cut)
            start = cut + len(page.whole[cut:end]) - len(page.whole[cut:end].lstrip())
        yield Span(start, end)


def _datelines(line: str, at: int) -> Iterator[Stamped]:
    """A paper's own date: "Huế, ngày 15 tháng 7 năm 2020", "(24/07/2020)" at a line's end."""
    if not holds_year(line) or not ("(" in line or _DATELINE.match(line.lstrip())):
        return  # far faster to see than the days themselves
    for day in find_days(line):
        after = line[day.end :].strip()
        if not day.year:
            continue
        before = line[: day.start].lstrip()
        bracketed = before.startswith("(") and after.startswith(")")
        agency = before.isupper() and after.startswith((".", "–", "-", ":"))
        place = at + day.start
        if _DATELINE.fullmatch(before) and (bracketed or agency or not after.strip(").")):
            yield Stamped(_Rank.DATELINE, at, at + day.end + bracketed, place, day)
        if (posted := _POSTED.search(before)) and after.startswith(")"):
            begin = at + day.start - len(before) + posted.start()
            yield Stamped(_Rank.LABELLED, begin, at + day.end + 1, place, day)
        closing = _CLOSING.search(line[: day.start])
        if closing and re.fullmatch(r"(?:[ ,|-]*\d{1,2}[:h]\d{2})?\)", after):
            yield Stamped(_Rank.DATELINE, at + closing.start(), at + len(line), place, day)


def _fact(page: Page, found: Stamped) -> DateFact | None:
    if found.date is None:
        return None
    evidence = page.evidence(found.line_start, found.line_end)
    words = page.text[found.start : found.end]
    return DateFact(found.date, found.date, Precision.DAY, words, evidence)


def read_markup_date(written: str | None) -> DateFact | None:
    """Return the date of a page's markup ("2020-07-24T08:15:00+07:00", "24/07/2020"), or None."""
    head = (written or "").partition("T")[0]
    day = next((found for found in find_stamp_days(head) if found.year), None)
    days = day.days(day.year) if day and day.year else None
    if days is None or written is None:
        return None
    evidence = Evidence(written, None, EvidenceSource.PAGE)
    return DateFact(days[1], days[1], Precision.DAY, head, evidence)
