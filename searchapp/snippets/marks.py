"""A report + a query -> what to mark: exactly the words that matched, as they are spelled there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from searchapp.model import Expression, Report, Span, Target
from searchapp.snippets.asked import Asked, AskedClause, Row
from searchapp.snippets.letters import IntArray, find

_GAP = re.compile(r"[^\w\n.;:!?]{0,3}")

Stretch = tuple[int, int]
"""Where a mark begins and ends."""

_PART = 512  # words

Places = int
"""A set of places of words in a text: a bit for each. Two that stand side by side have places
in a row, others never."""
_EVERYWHERE: Places = -1


def highlights(report: Report, query: Expression | Asked) -> tuple[Span, ...]:
    """Return the stretches of a report's text that match, in order, none touching another.

    Words typed with diacritics are marked where they stand exactly so; only in a report that
    never spells them so are their other spellings marked. Words that stand side by side in the
    query, or in another writing of theirs, are marked apart only where the report never has them
    side by side. All alternatives are marked.
    """
    return tuple(Span(start, end) for start, end in find_marks(report, Asked.of(query)))


def find_marks(report: Report, asked: Asked) -> list[Stretch]:
    """Return the same stretches as ``highlights``."""
    text, skip = report.text, [residue.span for residue in report.facts.residue]
    starts, ends, ordinals, forms = find(text, asked.sought, skip)
    if not forms:
        return []
    places = _places(report, starts, ordinals)
    standing = _Standing(asked, places, forms)
    found = 0
    for clause in asked.clauses:
        inside = _EVERYWHERE
        if clause.target is Target.TITLE:
            inside = _in_title(report, places, starts.tolist(), ends.tolist())
        found |= standing.matching(clause, inside)
    marked = f"{found:b}"[::-1].ljust(places[-1] + 1, "0")
    words = zip(places, starts.tolist(), ends.tolist(), strict=True)
    return list(_merged(text, ((at, *word) for at, *word in words if marked[at] == "1")))


def count_passages(report: Report, spans: Sequence[Span]) -> int:
    """Return how many lines (paragraphs) of a report hold a match; spans are sorted."""
    return count_lines(report.text, [span.start for span in spans])


def count_lines(text: str, starts: Iterable[int]) -> int:
    """Return in how many lines of a text marks begin."""
    count, line_end = 0, -1
    for start in starts:
        if start > line_end:
            count += 1
            line_end = text.find("\n", start)
            if line_end < 0:
                break
    return count


# --- which words a clause matches -------------------------------------------------------------


class _Standing:
    """Where each word of the query stands as it was typed, and at all, by its number."""

    def __init__(self, asked: Asked, places: Sequence[int], forms: Sequence[int]) -> None:
        self._typed = [0] * len(asked.words)
        self._any = [0] * len(asked.words)
        matching = asked.matching()
        for form, standing in _by_form(places, forms).items():
            typed, anyhow = matching[form]
            for word in typed:
                self._typed[word] |= standing
            for word in anyhow:
                self._any[word] |= standing

    def matching(self, clause: AskedClause, inside: Places) -> Places:
        """Return the places inside some part of the text that the clause matches."""
        typed, anyhow = self._typed, self._any
        if inside != _EVERYWHERE:
            typed = [places & inside for places in typed]
            anyhow = [places & inside for places in anyhow]
        if clause.phrase:
            return _stretches(typed, clause.words)
        found, paired = 0, set[int]()
        for row, words in clause.rows:
            if standing := _stretches(anyhow, row):
                found |= _stretches(typed, row) or standing
                paired.update(words)
        for word in clause.words:
            if word not in paired:
                found |= typed[word] or anyhow[word]
        return found


def _by_form(places: Sequence[int], forms: Sequence[int]) -> dict[int, Places]:
    """Return where each form stands; in parts, or a long text would take ever longer a word."""
    found = defaultdict[int, Places](int)
    for begin in range(0, len(places), _PART):
        part, base = defaultdict[int, Places](int), places[begin]
        end = begin + _PART
        for place, form in zip(places[begin:end], forms[begin:end], strict=True):
            part[form] |= 1 << (place - base)
        for form, standing in part.items():
            found[form] |= standing << base
    return found


def _stretches(standing: Sequence[Places], row: Row) -> Places:
    """Return all places where the words of a row stand one behind the other."""
    starts = standing[row[0]]
    for behind in range(1, len(row)):
        starts &= standing[row[behind]] >> behind
    found = starts
    for behind in range(1, len(row)) if starts else ():
        found |= starts << behind
    return found


# --- where words stand ------------------------------------------------------------------------


def _places(report: Report, starts: IntArray, ordinals: IntArray) -> list[int]:
    """Return the place of each word; words on both sides of an edge are no neighbours."""
    edges = _edges(report)
    apart = np.array(edges).searchsorted(starts, "right") if edges else 0
    places: list[int] = (ordinals + apart).tolist()
    return places


def _edges(report: Report) -> list[int]:
    """Return where words on both sides are no neighbours, for the index as for marks."""
    title, residue = report.facts.title, report.facts.residue
    bounds = (title.start, title.end) if title else ()
    return sorted({*bounds, *(part.span.end for part in residue)})


def _in_title(
    report: Report, places: Sequence[int], starts: Sequence[int], ends: Sequence[int]
) -> Places:
    title = report.facts.title or Span(0, 0)
    words = zip(places, starts, ends, strict=True)
    inside = [at for at, start, end in words if title.start <= start and end <= title.end]
    return (1 << inside[-1] + 1) - (1 << inside[0]) if inside else 0


# --- marks ------------------------------------------------------------------------------------


def _merged(text: str, words: Iterable[tuple[int, int, int]]) -> Iterator[Stretch]:
    """Join words, by place, start and end, that only a little punctuation in a sentence parts."""
    first = end = 0
    expected = -1
    for place, start, stop in words:
        if place != expected or not _joins(text, end, start):
            if end:
                yield first, end
            first = start
        end, expected = stop, place + 1
    if end:
        yield first, end


def _joins(text: str, end: int, start: int) -> bool:
    if start - end > 3:
        return False
    return text[end:start] == " " or _GAP.fullmatch(text, end, start) is not None
