"""A report's text as paragraphs of segments: what matches, and where facts were read.

Offsets count code points of the whole text. Anchors: ``doan-<n>`` a paragraph, ``khop-<n>`` a
match, ``bc-<start>-<end>`` the words that a fact was read from.
"""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from searchapp.model import Span

MAX_SHOWN = 400_000
"""Code points of a text that a page shows; the original has the rest."""

_LINE = re.compile(r"[^\n]+")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of one look.

    Attributes:
        match: The number of the match that begins here, from 1, or 0.
        anchors: Names of the evidence that begins here.
    """

    text: str
    is_match: bool = False
    match: int = 0
    is_evidence: bool = False
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the text, or what is left of it."""

    number: int
    segments: tuple[Segment, ...]

    @property
    def matches(self) -> tuple[int, ...]:
        """The numbers of the matches that begin in this paragraph."""
        return tuple(segment.match for segment in self.segments if segment.match)


@dataclass(frozen=True, slots=True)
class Layers:
    """What lies over a text.

    Attributes:
        marks: What matches the query: sorted, apart.
        evidence: Where facts were read, in any order, overlapping or not.
    """

    marks: tuple[Span, ...] = ()
    evidence: tuple[Span, ...] = ()


def anchor(span: Span) -> str:
    """The name of the place where a fact was read."""
    return f"bc-{span.start}-{span.end}"


def paragraphs(text: str, left_out: Sequence[Span], layers: Layers) -> list[Paragraph]:
    """The text but for what is left out, a paragraph a line that has any letter."""
    kept = [
        piece
        for line in _LINE.finditer(text, 0, MAX_SHOWN)
        for piece in remaining(Span(*line.span()), left_out)
        if text[piece.start : piece.end].strip()
    ]
    return [
        Paragraph(number, tuple(segments(text, piece, layers)))
        for number, piece in enumerate(kept, 1)
    ]


def remaining(whole: Span, left_out: Sequence[Span]) -> Iterator[Span]:
    """What is left of ``whole`` without the spans of ``left_out`` (sorted)."""
    start = whole.start
    first = bisect_left(left_out, whole.start, key=lambda span: span.end)
    for span in left_out[first:]:
        if span.start >= whole.end:
            break
        if span.start > start:
            yield Span(start, span.start)
        start = max(start, span.end)
    if start < whole.end:
        yield Span(start, whole.end)


def segments(text: str, piece: Span, layers: Layers) -> Iterator[Segment]:
    """Cut a stretch of text wherever its look changes."""
    marks = _over(layers.marks, piece)
    numbers = {span.start: number for number, span in marks}
    evidence = [span for span in layers.evidence if _meet(span, piece)]
    matched = _depths([span for _, span in marks], piece)
    told = _depths(evidence, piece)
    begun: dict[int, dict[str, None]] = {}
    for span in evidence:
        begun.setdefault(span.start, {})[anchor(span)] = None
    in_match = in_evidence = 0
    for start, end in pairwise(sorted({piece.start, piece.end, *matched, *told})):
        in_match += matched[start]
        in_evidence += told[start]
        yield Segment(
            text=text[start:end],
            is_match=in_match > 0,
            match=numbers.get(start, 0),
            is_evidence=in_evidence > 0,
            anchors=tuple(begun.get(start, ())),
        )


def _depths(spans: Sequence[Span], piece: Span) -> Counter[int]:
    """Where spans begin (+1) and end (-1) within a piece: one sweep then knows what lies over."""
    steps: Counter[int] = Counter()
    for span in spans:
        start, end = _bounds(span, piece)
        steps[start] += 1
        steps[end] -= 1
    return steps


def _over(marks: Sequence[Span], piece: Span) -> list[tuple[int, Span]]:
    """The marks over a piece, with their numbers from 1."""
    first = bisect_right(marks, piece.start, key=lambda span: span.end)
    last = bisect_left(marks, piece.end, key=lambda span: span.start)
    return [(number + 1, marks[number]) for number in range(first, last)]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _bounds(span: Span, piece: Span) -> tuple[int, int]:
    return max(span.start, piece.start), min(span.end, piece.end)
