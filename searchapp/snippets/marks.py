"""Reports + a query -> what to mark: exactly the words that matched, as they are spelled there.

All reports of a page are read at once, as one text, so that a step is one for all their words.
"""

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.model import Expression, Report, Span, Target
from searchapp.snippets.asked import Asked, AskedClause, Row
from searchapp.snippets.letters import Found, IntArray, code_points, find

_GAP = re.compile(r"[^\w\n.;:!?]{0,3}")
_LONGEST_GAP = 3

BoolArray = NDArray[np.bool_]


class Page:
    """Reports, and their texts as one, a line's end between them.

    Attributes:
        bases: Where the text of each begins.
    """

    def __init__(self, reports: Sequence[Report]) -> None:
        self.reports = reports
        self.text = "\n".join(report.text for report in reports)
        lengths = (len(report.text) + 1 for report in reports)
        self.bases = np.array(list(accumulate(lengths, initial=0))[:-1])

    @cached_property
    def codes(self) -> NDArray[np.uint32]:
        """The code points of the text."""
        return code_points(self.text)

    @property
    def residue(self) -> list[Span]:
        """The stretches of the text that are residue."""
        return [
            Span(base + part.span.start, base + part.span.end)
            for base, report in zip(self.bases.tolist(), self.reports, strict=True)
            for part in report.facts.residue
        ]

    @property
    def edges(self) -> IntArray:
        """Where words on both sides are no neighbours, for the index as for marks."""
        bases = self.bases.tolist()
        edges = set(bases)
        for base, report in zip(bases, self.reports, strict=True):
            title = report.facts.title
            if title:
                edges |= {base + title.start, base + title.end}
            edges.update([base + part.span.end for part in report.facts.residue])
        return np.array(sorted(edges))

    def owners(self, starts: IntArray) -> IntArray:
        """Return in which report each place is."""
        return self.bases.searchsorted(starts, "right") - 1

    def in_titles(self, words: Found) -> BoolArray:
        """Return which words stand in the title of their report."""
        titles = [report.facts.title or Span(0, 0) for report in self.reports]
        firsts = self.bases + [title.start for title in titles]
        lasts = self.bases + [title.end for title in titles]
        owners = self.owners(words.starts)
        inside: BoolArray = (words.starts >= firsts[owners]) & (words.ends <= lasts[owners])
        return inside


class Marks(NamedTuple):
    """The stretches of a page that match, in order, none touching another.

    Attributes:
        owners: Of which report each is.
    """

    starts: IntArray
    ends: IntArray
    owners: IntArray


def highlights(report: Report, query: Expression | Asked) -> tuple[Span, ...]:
    """Return the stretches of a report's text that match, in order, none touching another.

    Words typed with diacritics are marked where they stand exactly so; only in a report that
    never spells them so are their other spellings marked. Words that stand side by side in the
    query, or in another writing of theirs, are marked apart only where the report never has them
    side by side. All alternatives are marked.
    """
    marks = find_marks(Page([report]), Asked.of(query))
    return tuple(map(Span, marks.starts.tolist(), marks.ends.tolist()))


def count_passages(report: Report, spans: Sequence[Span]) -> int:
    """Return how many lines (paragraphs) of a report hold a match; spans are sorted."""
    starts = np.array([span.start for span in spans], np.int64)
    (count,) = count_lines(Page([report]), Marks(starts, starts, np.zeros_like(starts)))
    return count


def count_lines(page: Page, marks: Marks) -> list[int]:
    """Return for each report in how many of its lines marks begin."""
    lines = (page.codes == ord("\n")).nonzero()[0].searchsorted(marks.starts)
    first = np.ones(len(lines), bool)
    first[1:] = lines[1:] != lines[:-1]
    counts: list[int] = np.bincount(marks.owners[first], minlength=len(page.reports)).tolist()
    return counts


def find_marks(page: Page, asked: Asked) -> Marks:
    """Return what ``highlights`` marks in each report."""
    words = find(page.text, asked.sought, page.residue, page.codes)
    places = words.ordinals + page.edges.searchsorted(words.starts, "right")
    line = _Line(asked, words, places, page)
    marked = np.zeros(len(places), bool)
    for clause in asked.clauses if len(places) else ():
        marked |= line.matching(clause)
    starts, ends, places = words.starts[marked], words.ends[marked], places[marked]
    first, last = np.ones(len(starts), bool), np.ones(len(starts), bool)
    first[1:] = last[:-1] = ~_joined(page, starts, ends, places)
    starts, ends = starts[first], ends[last]
    return Marks(starts, ends, page.owners(starts))


# --- which words a clause matches -------------------------------------------------------------


class _Line:
    """The sought words of a page, and which words of the query each of them is.

    Two that stand side by side in a report have places in a row, others never.
    """

    def __init__(self, asked: Asked, words: Found, places: IntArray, page: Page) -> None:
        self._words, self._places, self._page = words, places, page
        self._owners = page.owners(words.starts)
        self._rows: dict[int, BoolArray] = {}
        typed, anyhow = asked.matching()
        self._typed = typed.take(words.forms, axis=1)
        self._any = anyhow.take(words.forms, axis=1)

    def matching(self, clause: AskedClause) -> BoolArray:
        """Return which words a clause matches."""
        typed, anyhow = self._typed, self._any
        if clause.target is Target.TITLE:
            inside = self._page.in_titles(self._words)
            typed, anyhow = typed & inside, anyhow & inside
        if clause.phrase:
            return self._stretches(self._starts(typed, clause.words), clause.words)
        found = np.zeros(len(self._places), bool)
        paired: dict[int, BoolArray] = {}
        for row, words in clause.rows:
            starts = self._starts(anyhow, row)
            if starts.any():
                standing = self._exact_first(self._starts(typed, row), starts)
                found |= self._stretches(standing, row)
                held = self._reports(starts)
                paired.update({word: paired.get(word, False) | held for word in words})
        for word in dict.fromkeys(clause.words):
            standing = self._exact_first(typed[word], anyhow[word])
            if word in paired:
                standing = standing & ~paired[word][self._owners]
            found |= standing
        return found

    def _exact_first(self, typed: BoolArray, anyhow: BoolArray) -> BoolArray:
        """Return where something stands as typed; in reports that never have it so, anyhow."""
        other = anyhow & ~typed
        if not other.any():
            return typed
        never: BoolArray = ~self._reports(typed)[self._owners]
        return typed | (other & never)

    def _reports(self, standing: BoolArray) -> BoolArray:
        """Return which reports hold something."""
        held = np.zeros(len(self._page.reports), bool)
        held[self._owners[standing]] = True
        return held

    def _starts(self, standing: BoolArray, row: Row) -> BoolArray:
        """Return which words begin a row of words that stand one behind the other."""
        starts: BoolArray = standing[row[0]].copy()
        for behind in range(1, len(row)):
            starts[:-behind] &= standing[row[behind]][behind:]
            starts[:-behind] &= self._in_a_row(behind)
            starts[-behind:] = False
        return starts

    def _in_a_row(self, behind: int) -> BoolArray:
        """Return which words have another just so many places behind them."""
        if behind not in self._rows:
            self._rows[behind] = self._places[behind:] - self._places[:-behind] == behind
        return self._rows[behind]

    @staticmethod
    def _stretches(starts: BoolArray, row: Row) -> BoolArray:
        """Return all words of the rows that begin there."""
        found = starts.copy()
        for behind in range(1, len(row)):
            found[behind:] |= starts[:-behind]
        return found


# --- marks ------------------------------------------------------------------------------------


def _joined(page: Page, starts: IntArray, ends: IntArray, places: IntArray) -> BoolArray:
    """Return which words make one mark with the next: a little punctuation in a sentence apart."""
    gaps = starts[1:] - ends[:-1]
    near = (places[1:] - places[:-1] == 1) & (gaps <= _LONGEST_GAP)
    spaced = page.codes.take(ends[:-1], mode="clip") == ord(" ")
    joined: BoolArray = near & spaced & (gaps == 1)
    for at in (near & ~joined).nonzero()[0].tolist():
        joined[at] = _GAP.fullmatch(page.text, int(ends[at]), int(starts[at + 1])) is not None
    return joined
