"""The day a report was published: a stamp, a dateline, or what the page's markup says."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.facts.dates.expressions import find_days
from searchapp.facts.dates.stamps import read_stamp
from searchapp.facts.page import Page, blank
from searchapp.facts.words import UPPER
from searchapp.model import DateFact, Evidence, EvidenceSource, Precision, Span

_LINE = re.compile(r"\S[^\n]*")
_DATELINE = re.compile(rf"\(?[{UPPER}][^\d\n,()]{{1,40}}, ?(?:ngày )?")
_POSTED = re.compile(r"\((?:đăng|cập nhật|ngày đăng|đăng tải)[^\d\n()]{0,20}$", re.IGNORECASE)
_CLOSING = re.compile(r"\((?:ngày )?$")
_NOT_STAMPS = frozenset({"calendar", "related", "advert", "comment", "weather"})

_PROSE_CHARS = 400
_MOST_DATELINES = 100


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int
    line_start: int
    line_end: int
    start: int
    end: int


def find_datelines(page: Page) -> tuple[Span, ...]:
    """Return the places of all dates that are the paper's or the page's own."""
    return tuple(
        Span(found.start, found.end) for found in itertools.islice(_stamps(page), _MOST_DATELINES)
    )


def read_publication(page: Page, page_published: str | None) -> DateFact | None:
    """Return the publication date: a labelled stamp, the markup's, then other stamps."""
    stamps = sorted(_stamps(page), key=lambda found: found.rank)
    best = stamps[0] if stamps else None
    marked = read_markup_date(page_published)
    if marked and (best is None or best.rank > 0):
        return marked
    return _fact(page, best) if best else None


def _stamps(page: Page) -> Iterator[_Found]:
    """Every stamp with its rank: labelled, below the title, elsewhere, a banner's clock."""
    hidden = [part.span for part in page.residue if part.kind in _NOT_STAMPS]
    title_end = page.title.end if page.title else 0
    for line in _LINE.finditer(blank(page.whole, hidden)):
        start = line.start()
        stamp = read_stamp(line.group().rstrip())
        if stamp:
            above = start < title_end
            rank = 0 if stamp.labelled else 4 if above and stamp.clock else 3 if above else 1
            day = stamp.expression
            yield _Found(rank, start, line.end(), start + day.start, start + day.end)
        elif len(line.group()) < _PROSE_CHARS or start < page.lead.end:
            yield from _datelines(line.group()[:_PROSE_CHARS], start)


def _datelines(line: str, at: int) -> Iterator[_Found]:
    """A paper's own date: "Huế, ngày 15 tháng 7 năm 2020", "(24/07/2020)" at a line's end."""
    for day in find_days(line):
        after = line[day.end :].strip()
        if not day.year:
            continue
        before = line[: day.start].lstrip()
        bracketed = before.startswith("(") and after.startswith(")")
        agency = before.isupper() and after.startswith((".", "–", "-", ":"))
        if _DATELINE.fullmatch(before) and (bracketed or agency or not after.strip(").")):
            yield _Found(2, at, at + day.end + bracketed, at + day.start, at + day.end)
        if (posted := _POSTED.search(before)) and after.startswith(")"):
            begin = day.start - len(before) + posted.start()
            yield _Found(0, at + begin, at + day.end + 1, at + day.start, at + day.end)
        closing = _CLOSING.search(line[: day.start])
        if closing and re.fullmatch(r"(?:[ ,|-]*\d{1,2}[:h]\d{2})?\)", after):
            yield _Found(2, at + closing.start(), at + len(line), at + day.start, at + day.end)


def _fact(page: Page, found: _Found) -> DateFact | None:
    day = next(find_days(page.whole, found.start, found.end), None)
    days = day.days(day.year) if day and day.year else None
    if days is None:
        return None
    evidence = page.evidence(found.line_start, found.line_end)
    words = page.text[found.start : found.end]
    return DateFact(days[1], days[1], Precision.DAY, words, evidence)


def read_markup_date(written: str | None) -> DateFact | None:
    """Return the date of a page's markup ("2020-07-24T08:15:00+07:00", "24/07/2020"), or None."""
    head = (written or "").partition("T")[0]
    day = next((found for found in find_days(head) if found.year), None)
    days = day.days(day.year) if day and day.year else None
    if days is None or written is None:
        return None
    evidence = Evidence(written, None, EvidenceSource.PAGE)
    return DateFact(days[1], days[1], Precision.DAY, head, evidence)
