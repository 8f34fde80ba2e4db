"""Marks -> the neighbours among them that show most of what was asked, when shown together.

What marks show is a set of traits: each word of the query, its very spelling, and two of its words
near each other in the order typed. A trait shown twice counts once, and a word counts for less the
more often the report has it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from searchapp.analysis.syllables import Token, tokenize
from searchapp.model import Expression, Span

_NEAR = 40  # code points between two words that a reader takes in at once
_SPELLING, _ORDER = 0.25, 0.5  # of what the word itself is worth

Trait = tuple[str, str]
"""A folded word with "", with its spelling and "=", or with the folded word that follows it."""

_NONE: frozenset[Trait] = frozenset()


class Mark(NamedTuple):
    """A stretch that matched: what it shows by itself, and what next to the mark before it.

    Attributes:
        piece: The clean stretch of the text that it stands in.
    """

    span: Span
    piece: Span
    traits: frozenset[Trait]
    joined: frozenset[Trait] = _NONE


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring marks: from where to where, in which piece, and what they show.

    Attributes:
        worth: Of the traits that were not taken.
    """

    span: Span
    piece: Span
    worth: float
    traits: frozenset[Trait]

    def words(self) -> set[str]:
        """Return the words that it shows, folded."""
        return words_of(self.traits)


def words_of(traits: Iterable[Trait]) -> set[str]:
    """Return the words among traits, folded."""
    return {word for word, more in traits if not more}


class Asked:
    """What a query asks for, as far as it matters which of its matches are shown."""

    def __init__(self, expression: Expression) -> None:
        words = [word for c in expression.clauses if not c.excluded for word in c.words]
        self._spellings = {word.exact for word in words if word.marked}
        self._places = {word.folded: place for place, word in reversed(list(enumerate(words)))}

    def traits(self, tokens: Sequence[Token]) -> frozenset[Trait]:
        """Return what a stretch of matching words shows."""
        shown: set[Trait] = {(token.folded, "") for token in tokens}
        shown.update((token.exact, "=") for token in tokens if token.exact in self._spellings)
        for before, after in pairwise(tokens):
            shown |= self.in_order(before.folded, after.folded)
        return frozenset(shown)

    def in_order(self, before: str, after: str) -> frozenset[Trait]:
        """Return the trait of two neighbours that stand in the order typed."""
        if self._places.get(before, 0) < self._places.get(after, 0):
            return frozenset(((before, after),))
        return _NONE


def read_marks(
    text: str, spans: Sequence[Span], pieces: Sequence[Span], asked: Asked
) -> tuple[list[Mark], "Worths"]:
    """Return the marks of a text with their traits, and what each trait is worth."""
    read: dict[str, tuple[list[str], frozenset[Trait]]] = {}
    counts: Counter[str] = Counter()
    marks: list[Mark] = []
    following = iter(pieces)
    piece, last = next(following), ""
    for span in spans:
        raw = text[span.start : span.end]
        if raw not in read:
            tokens = list(tokenize(raw))
            read[raw] = [token.folded for token in tokens], asked.traits(tokens)
        words, traits = read[raw]
        while span.start >= piece.end:
            piece = next(following)
        near = bool(marks) and span.start - marks[-1].span.end <= _NEAR
        joined = asked.in_order(last, words[0]) if near else _NONE
        marks.append(Mark(span, piece, traits, joined))
        for word in words:
            counts[word] += 1
        last = words[-1]
    return marks, Worths(counts)


class Worths(dict[Trait, float]):
    """What each trait is worth, by how often the report has its word."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        super().__init__()
        self._counts = counts

    def __missing__(self, trait: Trait) -> float:
        word, more = trait
        if more == "=":
            worth = _SPELLING
        elif more:
            worth = _ORDER * min(self[word, ""], self[more, ""])
        else:
            worth = self._counts[word] ** -0.5
        self[trait] = worth
        return worth


def best_window(
    marks: Sequence[Mark],
    worths: Worths,
    room: int,
    taken: frozenset[Trait] = frozenset(),
) -> Window:
    """Return the neighbours within ``room`` code points that show most, the earliest of equals.

    What is ``taken`` is shown elsewhere already and counts for nothing.
    """
    tally = _Tally(worths, taken)
    best, most, end = (0, 1), (-1.0, 0), 0
    for start, mark in enumerate(marks):
        if start:
            tally.drop(marks[start - 1].traits)
            if start < end:
                tally.drop(mark.joined)
        limit = min(mark.span.start + room, mark.piece.end)
        reached = end
        while end < len(marks) and (end == start or marks[end].span.end <= limit):
            tally.add(marks[end].traits)
            if end > start:
                tally.add(marks[end].joined)
            end += 1
        if end > reached:  # else it shows no more than the one before
            worth = round(tally.worth, 6), end - start
            if worth > most:
                best, most = (start, end), worth
    return _window(marks[slice(*best)], most[0])


def _window(marks: Sequence[Mark], worth: float) -> Window:
    span = Span(marks[0].span.start, marks[-1].span.end)
    return Window(span, marks[0].piece, worth, _shown(marks))


def _shown(marks: Sequence[Mark]) -> frozenset[Trait]:
    own = (mark.traits for mark in marks)
    return frozenset().union(*own, *(mark.joined for mark in marks[1:]))


class _Tally:
    """The worth of all traits that are shown at least once."""

    def __init__(self, worths: Worths, taken: frozenset[Trait]) -> None:
        self.worth = 0.0
        self._worths = worths
        self._counts = dict.fromkeys(taken, 1)

    def add(self, traits: Iterable[Trait]) -> None:
        for trait in traits:
            count = self._counts.get(trait, 0)
            if not count:
                self.worth += self._worths[trait]
            self._counts[trait] = count + 1

    def drop(self, traits: Iterable[Trait]) -> None:
        for trait in traits:
            self._counts[trait] -= 1
            if not self._counts[trait]:
                self.worth -= self._worths[trait]
