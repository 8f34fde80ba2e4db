"""A report + its marks -> the passage, or the two, that show best why it was found."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import takewhile

from searchapp.model import Expression, Report, Snippet, Span
from searchapp.snippets import sentences
from searchapp.snippets.asked import Asked
from searchapp.snippets.windows import Marks, Window, best_window, read_marks, windows

SNIPPET_LENGTH = 280
"""Code points: two lines of a results page."""

_BETWEEN = " … "
_ONE_OF_TWO = (SNIPPET_LENGTH - len(_BETWEEN)) // 2
_CONTEXT = 30  # code points around what a passage is chosen for, at least
_WORTH_TWO = 0.25  # what a second passage must show more than one passage does
_MOST_MARKS = 400  # compared for the best passage; a report rarely has more matches
_SPACES = re.compile(r"[\n\t\u00a0\u2007\u202f]")
_INK = re.compile(r"\S")
_WORD = re.compile(r"\w+\Z")

Breaks = Callable[[str, int, int], Iterator[tuple[int, int]]]


def snippet(
    report: Report, spans: Sequence[Span], query: Expression | Asked | None = None
) -> Snippet:
    """Return what shows most different words of the query, the telling ones first.

    That is one passage, or two where the second shows words that one cannot. The title is not
    repeated where the body matches too, and residue is never shown. Without any match the passage
    is the beginning of the body. With the query, spelling and order count as they were typed.
    """
    body = _body_start(report)
    shown = [span for span in spans if span.start >= body] or list(spans)
    low = body if not shown or shown[0].start >= body else 0
    pieces = list(_clean_pieces(report, low))
    if not pieces:
        return Snippet("")
    passages = _passages(report.text, shown, pieces, Asked.of(query or Expression()))
    return _put_together(report.text, passages, pieces, shown)


def _body_start(report: Report) -> int:
    title = report.facts.title
    first = _INK.search(report.text, title.end) if title else None
    return first.start() if first else 0


def _clean_pieces(report: Report, low: int) -> Iterator[Span]:
    """Yield the stretches between the residue, from ``low`` on, without the space around them."""
    position, text = low, report.text
    bounds = [residue.span for residue in report.facts.residue]
    for gap in (*bounds, Span(len(text), len(text))):
        piece = text[position : gap.start]
        if kept := piece.strip():
            start = position + len(piece) - len(piece.lstrip())
            yield Span(start, start + len(kept))
        position = max(position, gap.end)


# --- which passages ---------------------------------------------------------------------------


def _passages(text: str, spans: Sequence[Span], pieces: Sequence[Span], asked: Asked) -> list[Span]:
    if not spans:
        start = Span(pieces[0].start, pieces[0].start)
        return [_fit(text, start, pieces[0], SNIPPET_LENGTH)]
    told = read_marks(text, spans[:_MOST_MARKS], pieces, asked)
    one = best_window(told, windows(told, SNIPPET_LENGTH - _CONTEXT))
    fitted = [_fit(text, window.span, window.piece, _ONE_OF_TWO) for window in _two(told, one)]
    if fitted and fitted[0].end < fitted[1].start:
        return fitted
    return [_fit(text, one.span, one.piece, SNIPPET_LENGTH)]


def _two(told: Marks, one: Window) -> Sequence[Window]:
    """Return the two windows that show clearly more than one does, in order, if there are any."""
    enough = one.worth + _WORTH_TWO
    if not told.words & ~one.traits or told.worth(told.shown) < enough:
        return ()
    among = windows(told, _ONE_OF_TWO - _CONTEXT)
    first = best_window(told, among)
    second = best_window(told, among, first.traits)
    adds = told.words & second.traits & ~first.traits
    if not adds or round(first.worth + second.worth - enough, 6) < 0:
        return ()
    return sorted((first, second), key=lambda window: window.span.start)


# --- where a passage begins and ends ----------------------------------------------------------


def _fit(text: str, wanted: Span, piece: Span, length: int) -> Span:
    """Return a passage of at most ``length`` around what is wanted, within the piece."""
    lead = max(0, min(length // 3, length - (wanted.end - wanted.start)))
    start = _beginning(text, max(piece.start, wanted.start - lead), wanted.start, piece)
    limit = min(piece.end, start + length)
    end = limit if limit == piece.end else _ending(text, Span(start, limit), wanted.end)
    return Span(start, end)


def _beginning(text: str, low: int, focus: int, piece: Span) -> int:
    """Return the beginning of the sentence, or of a clause, or of a word, from ``low`` on."""
    starts = [start for _, start in sentences.sentences(text, low, focus)]
    if starts:
        return starts[-1]
    if low == piece.start:
        return low
    for breaks in (sentences.clauses, sentences.words):
        found = next((start for _, start in breaks(text, low, focus)), None)
        if found is not None:
            return found
    return focus


def _ending(text: str, passage: Span, wanted: int) -> int:
    """Return the last end of a sentence near the limit, or of a clause, or of a word."""
    limit, length = passage.end, passage.end - passage.start
    low = wanted if wanted < limit else passage.start + 1
    nearest: tuple[tuple[Breaks, int], ...] = (
        (sentences.sentences, length // 2),
        (sentences.clauses, length // 6),
        (sentences.words, length),
    )
    for breaks, most in nearest:
        ends = [end for end, _ in breaks(text, max(low, limit - most), limit + 1)]
        if ends:
            return ends[-1]
    return _word_end(text, passage)


def _word_end(text: str, passage: Span) -> int:
    """Return the limit, or where the word that it cuts begins, if that is not all there is."""
    if not text[passage.end : passage.end + 1].isalnum():
        return passage.end
    cut = _WORD.search(text[passage.start : passage.end])
    return passage.start + cut.start() if cut and cut.start() else passage.end


# --- the snippet ------------------------------------------------------------------------------


def _put_together(
    text: str, passages: Sequence[Span], pieces: Sequence[Span], spans: Sequence[Span]
) -> Snippet:
    """Join the passages, with an ellipsis wherever something readable is left out."""
    shown = _ellipsis_before(text, passages[0].start) if passages[0].start > pieces[0].start else ""
    marks: list[Span] = []
    for number, passage in enumerate(passages):
        shown += _BETWEEN if number else ""
        marks += _moved(spans, passage, len(shown) - passage.start)
        shown += _SPACES.sub(" ", text[passage.start : passage.end])
    if passages[-1].end < pieces[-1].end:
        shown += _ellipsis_after(text, passages[-1].end)
    return Snippet(shown, tuple(marks))


def _moved(spans: Sequence[Span], passage: Span, by: int) -> Iterator[Span]:
    first = bisect_right(spans, passage.start, key=lambda span: span.end)
    for span in takewhile(lambda span: span.start < passage.end, spans[first:]):
        start, end = max(span.start, passage.start), min(span.end, passage.end)
        yield Span(start + by, end + by)


def _ellipsis_before(text: str, start: int) -> str:
    """Return the ellipsis, apart from the first word where that begins a sentence."""
    whole = any(begin == start for _, begin in sentences.sentences(text, max(0, start - 20), start))
    return "… " if whole else "…"


def _ellipsis_after(text: str, end: int) -> str:
    whole = any(stop == end for stop, _ in sentences.sentences(text, max(0, end - 20), end + 1))
    return " …" if whole else "…"
