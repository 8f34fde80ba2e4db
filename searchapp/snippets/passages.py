"""A report + its marks -> the passage, or the two, that show best why it was found."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

import numpy as np

from searchapp.model import Expression, Report, Snippet, Span
from searchapp.snippets import sentences
from searchapp.snippets.asked import Asked
from searchapp.snippets.letters import IntArray
from searchapp.snippets.marks import BoolArray, Marks, Page, count_lines, find_marks
from searchapp.snippets.windows import Shown, Windows, best_windows, reach, read_marks

SNIPPET_LENGTH = 280
"""Code points: two lines of a results page."""

_BETWEEN = " … "
_ONE_OF_TWO = (SNIPPET_LENGTH - len(_BETWEEN)) // 2
_CONTEXT = 30  # code points around what a passage is chosen for, at least
_WORTH_TWO = 0.25  # what a second passage must show more than one passage does
_LEAST = -1e-6  # a worth that is less than another's by less is equal
_MOST_MARKS = 400  # compared for the best passage; a report rarely has more matches
_SPACES = "\n\t\u00a0\u2007\u202f"  # that are shown as " "
_INK = re.compile(r"\S")
_WORD = re.compile(r"\w+\Z")

Breaks = Callable[[str, int, int], Iterator[tuple[int, int]]]
Stretch = tuple[int, int]
"""Where a part of a text begins and ends."""


class Excerpt(NamedTuple):
    """Why a report was found: a snippet, and in how many of its lines something matches."""

    snippet: Snippet
    passages: int


def excerpts(reports: Sequence[Report], query: Expression | Asked) -> list[Excerpt]:
    """Return the snippet of each report that a query found; far cheaper than one by one."""
    if not reports:
        return []
    page, asked = Page(reports), Asked.of(query)
    marks = find_marks(page, asked)
    return list(map(Excerpt, _snippets(page, marks, asked), count_lines(page, marks)))


def snippet(
    report: Report, spans: Sequence[Span], query: Expression | Asked | None = None
) -> Snippet:
    """Return what shows most different words of the query, the telling ones first.

    That is one passage, or two where the second shows words that one cannot. The title is not
    repeated where the body matches too, and residue is never shown. Without any match the passage
    is the beginning of the body. With the query, spelling and order count as they were typed.
    """
    starts = np.array([span.start for span in spans], np.int64)
    ends = np.array([span.end for span in spans], np.int64)
    marks = Marks(starts, ends, np.zeros_like(starts))
    (found,) = _snippets(Page([report]), marks, Asked.of(query or Expression()))
    return found


def _snippets(page: Page, marks: Marks, asked: Asked) -> list[Snippet]:
    bodies = [_body_start(report) for report in page.reports]
    marks, lows = _in_bodies(page, marks, bodies)
    pieces = [list(_clean_pieces(*told)) for told in zip(page.reports, lows, strict=True)]
    wanted = _wanted(page, marks, pieces, asked)
    bounds = marks.owners.searchsorted(np.arange(len(pieces) + 1)).tolist()
    starts = (marks.starts - page.bases[marks.owners]).tolist()
    ends = (marks.ends - page.bases[marks.owners]).tolist()
    snippets = []
    for at, report in enumerate(page.reports):
        of_it = slice(bounds[at], bounds[at + 1])
        spans = list(zip(starts[of_it], ends[of_it], strict=True))
        snippets.append(_snippet(report.text, spans, pieces[at], wanted[at]))
    return snippets


def _snippet(
    text: str, spans: Sequence[Stretch], pieces: Sequence[Stretch], wanted: Sequence[Stretch]
) -> Snippet:
    """Return the passages around what is wanted: one, or two if they can be told apart."""
    if not pieces:
        return Snippet("")
    if not wanted:
        start = pieces[0][0]
        return _put_together(text, [_fit(text, (start, start), pieces, SNIPPET_LENGTH)], pieces, [])
    one, *two = wanted
    passages = [_fit(text, stretch, pieces, _ONE_OF_TWO) for stretch in two]
    if not two or passages[0][1] >= passages[1][0]:
        passages = [_fit(text, one, pieces, SNIPPET_LENGTH)]
    return _put_together(text, passages, pieces, spans)


def _body_start(report: Report) -> int:
    title = report.facts.title
    first = _INK.search(report.text, title.end) if title else None
    return first.start() if first else 0


def _in_bodies(page: Page, marks: Marks, bodies: Sequence[int]) -> tuple[Marks, list[int]]:
    """Return the marks outside the titles, of reports that have such, and where to show from."""
    inside = marks.starts >= (page.bases + bodies)[marks.owners]
    owned = np.bincount(marks.owners, minlength=len(bodies)) > 0
    in_body = np.bincount(marks.owners[inside], minlength=len(bodies)) > 0
    kept = inside | ~in_body[marks.owners]
    lows = np.where(in_body | ~owned, bodies, 0)
    return Marks(*(values[kept] for values in marks)), lows.tolist()


def _clean_pieces(report: Report, low: int) -> Iterator[Stretch]:
    """Yield the stretches between the residue, from ``low`` on, without the space around them."""
    position, text = low, report.text
    bounds = [(residue.span.start, residue.span.end) for residue in report.facts.residue]
    for start, end in (*bounds, (len(text), len(text))):
        piece = text[position:start]
        if kept := piece.strip():
            begin = position + len(piece) - len(piece.lstrip())
            yield begin, begin + len(kept)
        position = max(position, end)


# --- which passages ---------------------------------------------------------------------------


def _wanted(
    page: Page, marks: Marks, pieces: Sequence[Sequence[Stretch]], asked: Asked
) -> list[list[Stretch]]:
    """Return what is to be seen of each report: in one passage, and then in two if that is better.

    Of a report without marks that is nothing.
    """
    wanted: list[list[Stretch]] = [[] for _ in pieces]
    if not len(marks.starts):
        return wanted
    bases = page.bases.tolist()
    limits = [base + end for base, of_it in zip(bases, pieces, strict=True) for _, end in of_it]
    compared = _compared(marks)
    first = np.ones(len(compared.owners), bool)
    first[1:] = compared.owners[1:] != compared.owners[:-1]
    marked, numbers = compared.owners[first], first.cumsum() - 1
    limits_of = np.array(limits)[np.searchsorted(limits, compared.starts, "right")]
    shown = read_marks(page.text, compared._replace(owners=numbers), limits_of, asked)
    one, two, is_better = _one_or_two(shown)
    stretches = [_stretches(compared, windows, page.bases[marked]) for windows in (one, *two)]
    for report, better, shown_in_one, *shown_in_two in zip(
        marked.tolist(), is_better.tolist(), *stretches, strict=True
    ):
        wanted[report] = [shown_in_one, *(sorted(shown_in_two) if better else ())]
    return wanted


def _stretches(marks: Marks, windows: Windows, bases: IntArray) -> Iterator[Stretch]:
    """Return from where to where in its report each window goes."""
    starts = marks.starts[windows.firsts] - bases
    ends = marks.ends[windows.ends - 1] - bases
    return zip(starts.tolist(), ends.tolist(), strict=True)


def _compared(marks: Marks) -> Marks:
    if len(marks.owners) <= _MOST_MARKS:
        return marks
    first = marks.owners.searchsorted(marks.owners)
    kept = np.arange(len(first)) - first < _MOST_MARKS
    return Marks(*(values[kept] for values in marks))


def _one_or_two(shown: Shown) -> tuple[Windows, tuple[Windows, Windows], BoolArray]:
    """Return the best window of each report, the best two, and whether they show clearly more."""
    one = best_windows(shown, reach(shown, SNIPPET_LENGTH - _CONTEXT))
    possible = (shown.all & ~one.traits & shown.words).any(1)
    if not possible.any():
        return one, (one, one), np.zeros(len(one.firsts), bool)
    shorter = reach(shown, _ONE_OF_TWO - _CONTEXT)
    first = best_windows(shown, shorter)
    second = best_windows(shown, shorter, first.traits)
    adds = (second.traits & shown.words).any(1)
    gain = first.worths + second.worths - one.worths - _WORTH_TWO
    return one, (first, second), adds & possible & (gain >= _LEAST)


# --- where a passage begins and ends ----------------------------------------------------------


def _fit(text: str, wanted: Stretch, pieces: Sequence[Stretch], length: int) -> Stretch:
    """Return a passage of at most ``length`` around what is wanted, within its piece."""
    first, last = wanted
    low, high = pieces[bisect_right(pieces, first, key=itemgetter(1))]
    lead = max(0, min(length // 3, length - (last - first)))
    start = _beginning(text, max(low, first - lead), first, low)
    limit = min(high, start + length)
    return start, limit if limit == high else _ending(text, start, limit, last)


def _beginning(text: str, low: int, focus: int, piece_start: int) -> int:
    """Return the beginning of the sentence, or of a clause, or of a word, from ``low`` on."""
    starts = [start for _, start in sentences.sentences(text, low, focus)]
    if starts:
        return starts[-1]
    if low == piece_start:
        return low
    for breaks in (sentences.clauses, sentences.words):
        found = next(breaks(text, low, focus), None)
        if found is not None:
            return found[1]
    return focus


def _ending(text: str, start: int, limit: int, wanted: int) -> int:
    """Return the last end of a sentence near the limit, or of a clause, or of a word."""
    length = limit - start
    low = wanted if wanted < limit else start + 1
    nearest: tuple[tuple[Breaks, int], ...] = (
        (sentences.sentences, length // 2),
        (sentences.clauses, length // 6),
    )
    for breaks, most in nearest:
        ends = [end for end, _ in breaks(text, max(low, limit - most), limit + 1)]
        if ends:
            return ends[-1]
    end = sentences.last_word_end(text, max(low, start), limit + 1)
    return _word_end(text, start, limit) if end is None else end


def _word_end(text: str, start: int, limit: int) -> int:
    """Return the limit, or where the word that it cuts begins, if that is not all there is."""
    if not text[limit : limit + 1].isalnum():
        return limit
    cut = _WORD.search(text[start:limit])
    return start + cut.start() if cut and cut.start() else limit


# --- the snippet ------------------------------------------------------------------------------


def _put_together(
    text: str, passages: Sequence[Stretch], pieces: Sequence[Stretch], spans: Sequence[Stretch]
) -> Snippet:
    """Join the passages, with an ellipsis wherever something readable is left out."""
    first, last = passages[0][0], passages[-1][1]
    shown = _ellipsis_before(text, first) if first > pieces[0][0] else ""
    marks: list[Span] = []
    for number, (start, end) in enumerate(passages):
        shown += _BETWEEN if number else ""
        marks += _moved(spans, start, end, len(shown) - start)
        shown += _on_one_line(text[start:end])
    if last < pieces[-1][1]:
        shown += _ellipsis_after(text, last)
    return Snippet(shown, tuple(marks))


def _on_one_line(passage: str) -> str:
    for space in _SPACES:  # a regular expression takes five times as long
        passage = passage.replace(space, " ")
    return passage


def _moved(spans: Sequence[Stretch], low: int, high: int, by: int) -> Iterator[Span]:
    """Yield the part of the spans that is seen between two places, moved."""
    for start, end in spans[bisect_right(spans, low, key=itemgetter(1)) :]:
        if low <= start and end <= high:  # nearly always
            yield Span(start + by, end + by)
        elif start < high:
            yield Span(max(start, low) + by, min(end, high) + by)
        else:
            break


def _ellipsis_before(text: str, start: int) -> str:
    """Return the ellipsis, apart from the first word where that begins a sentence."""
    return "… " if sentences.begins(text, max(0, start - 20), start) else "…"


def _ellipsis_after(text: str, end: int) -> str:
    return " …" if sentences.ends(text, max(0, end - 20), end) else "…"
