"""A report -> what an index keeps of it: its syllables in order, and its pieces."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from searchapp.analysis.pieces import pieces
from searchapp.analysis.syllables import Token, exact_forms, may_cut_token, tokenize
from searchapp.model import Span

BREAK = ""
"""Stands in a sequence of syllables where words on both sides are no neighbours."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """What an index keeps of a report's words.

    Attributes:
        syllables: Exact forms, the title's first (a letterhead may stand before it in the text),
            then the others in the order of the text, residue left out; a BREAK between title and
            body and wherever something was left out.
        title_length: How many of ``syllables`` are the title's.
        pieces: The runs of words in which phrases stand, see ``searchapp.analysis.pieces``.
    """

    syllables: tuple[str, ...]
    title_length: int
    pieces: tuple[str, ...]


def analyse(text: str, title: Span | None, residue: Sequence[Span]) -> Analysis:
    """Return the terms of a report's text; ``residue`` is sorted and is left out."""
    syllables, title_length = _sequence(text, title, residue)
    return Analysis(syllables, title_length, tuple(pieces(_without(text, residue))))


def _sequence(
    text: str, title: Span | None, residue: Sequence[Span]
) -> tuple[tuple[str, ...], int]:
    title = title or Span(0, 0)
    spans = (title, *residue)
    cuts = sorted({0, len(text), *(cut for span in spans for cut in (span.start, span.end))})
    if any(may_cut_token(text, cut) for cut in cuts):
        first, rest = _of_tokens(text, title, residue)
    else:
        first, rest = _of_stretches(text, title, residue, cuts)
    between = [BREAK] if first and rest else []
    return (*first, *between, *rest), len(first)


def _of_stretches(
    text: str, title: Span, residue: Sequence[Span], cuts: Sequence[int]
) -> tuple[list[str], list[str]]:
    """Return the title's exact forms, and the others, where no token goes over a cut."""
    ends = {span.start: span.end for span in residue}
    first: list[str] = []
    rest: list[str] = []
    hidden = 0  # up to here
    for start, end in pairwise(cuts):
        hidden = max(hidden, ends.get(start, 0))
        found = exact_forms(text[start:end]) if start >= hidden else []
        if found:
            part = first if title.start <= start and end <= title.end else rest
            part += [BREAK, *found]
    return first[1:], rest[1:]


def _of_tokens(text: str, title: Span, residue: Sequence[Span]) -> tuple[list[str], list[str]]:
    """Return the same, token by token: one that touches residue, or goes over it, is left out."""
    edges = sorted({title.start, title.end, *(span.end for span in residue)})
    inside: list[Token] = []
    outside: list[Token] = []
    for token in tokenize(text, residue):
        in_title = title.start <= token.start and token.end <= title.end
        (inside if in_title else outside).append(token)
    return _broken(inside, edges), _broken(outside, edges)


def _broken(tokens: Sequence[Token], edges: Sequence[int]) -> list[str]:
    """Return the exact forms, with a BREAK wherever an edge lies between two of them."""
    syllables: list[str] = []
    for _, section in groupby(tokens, key=lambda token: bisect_right(edges, token.start)):
        syllables += [BREAK, *(token.exact for token in section)]
    return syllables[1:]


def _without(text: str, residue: Sequence[Span]) -> str:
    kept, position = [], 0
    for span in residue:
        kept.append(text[position : span.start])
        position = max(position, span.end)
    return "\n".join([*kept, text[position:]])
