"""The day a report was published: a stamp beside it, its dateline, or what the page's markup says."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from searchapp.facts.expressions import find_days
from searchapp.facts.page import Page
from searchapp.facts.stamps import read_stamp
from searchapp.model import DateFact, Evidence, EvidenceSource, Precision

_LINE = re.compile(r"\S[^\n]*")
_DATELINE = re.compile(r"[^\d\n,]{2,40}, ngày (?=\d)", re.IGNORECASE)
_CLOSING = re.compile(r"\((?:ngày )?$")
_NOT_STAMPS = frozenset({"calendar", "related", "advert", "comment", "weather"})


@dataclass(frozen=True, slots=True)
class _Found:
    rank: int
    line_start: int
    line_end: int
    start: int
    end: int


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
    for line in _LINE.finditer(page.whole):
        start = line.start()
        if any(span.start <= start < span.end for span in hidden):
            continue
        stamp = read_stamp(line.group().rstrip())
        if stamp:
            above = start < title_end
            rank = 0 if stamp.labelled else 4 if above and stamp.clock else 3 if above else 1
            day = stamp.expression
            yield _Found(rank, start, line.end(), start + day.start, start + day.end)
        elif len(line.group()) < 400:
            yield from _datelines(line.group(), start)


def _datelines(line: str, at: int) -> Iterator[_Found]:
    """ "Hưng Yên, ngày 15 tháng 7 năm 2020" as a line, or "(24/07/2020)" at a line's end."""
    for day in find_days(line):
        after = line[day.end :].strip()
        if not day.year:
            continue
        if _DATELINE.fullmatch(line[: day.start].lstrip()) and not after:
            yield _Found(2, at, at + len(line), at + day.start, at + day.end)
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
