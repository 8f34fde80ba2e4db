"""Marks -> the neighbours among them that show most of what was asked, when shown together.

What marks show is a set of traits: each word of the query, its very spelling, and two of its words
near each other in the order typed. A trait shown twice counts once, and a word counts for less the
more often the report has it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import sqrt
from typing import NamedTuple

from searchapp.model import Expression, Span
from searchapp.snippets.letters import Forms

_NEAR = 40  # code points between two words that a reader takes in at once
_SPELLING = 0.25  # where a word that stands once is worth 1
_ORDER = 0.5  # of what the less telling of both words is worth

Trait = tuple[str, str]
"""A folded word with "", an exact one with "=", or a folded one with that which follows it."""


class Mark(NamedTuple):
    """A stretch that matched: what it shows by itself, and what next to the mark before it.

    Attributes:
        piece: The clean stretch of the text that it stands in.
        traits: By their numbers, as is ``joined``.
    """

    span: Span
    piece: Span
    traits: tuple[int, ...]
    joined: tuple[int, ...]

    def limit(self, room: int) -> int:
        """Return how far a window may reach that this mark is the first of."""
        return min(self.span.start + room, self.piece.end)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a report, in order.

    Attributes:
        worths: Of each trait, by its number.
        words: The numbers of the traits that are words.
    """

    marks: Sequence[Mark]
    worths: Sequence[float]
    words: frozenset[int]


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring marks: from where to where, in which piece, and what they show.

    Attributes:
        worth: Of the traits that were not taken.
    """

    span: Span
    piece: Span
    worth: float
    traits: frozenset[int]


# --- what marks show --------------------------------------------------------------------------


class Asked:
    """What a query asks for, as far as it matters which of its matches are shown.

    A word that is found by its beginning, or in another writing, shows the words that were typed.
    """

    def __init__(self, expression: Expression) -> None:
        clauses = [clause for clause in expression.clauses if not clause.excluded]
        words = [word for clause in clauses for word in clause.words]
        self._spellings = {word.exact for word in words if word.marked}
        self._places = {word.folded: place for place, word in reversed(list(enumerate(words)))}
        self._prefixes = [word.folded for word in words if word.prefix]
        self._stands_for: dict[str, tuple[str, ...]] = {}
        for clause in clauses:
            for other in clause.expansions:
                typed = tuple(word.folded for word in clause.words[other.start : other.end])
                self._stands_for |= {word.folded: typed for word in other.words}

    def words(self, forms: Iterable[tuple[str, str]]) -> list[str]:
        """Return the words of the query, folded, that matching words show."""
        if not (self._stands_for or self._prefixes):  # nearly always
            return [folded for _, folded in forms]
        shown = (self._typed(folded) for _, folded in forms)
        return [word for words, _ in groupby(shown) for word in words]

    def _typed(self, folded: str) -> tuple[str, ...]:
        if folded in self._places:
            return (folded,)
        begun = tuple(prefix for prefix in self._prefixes if folded.startswith(prefix))
        return begun or self._stands_for.get(folded, (folded,))

    def traits(self, forms: Iterable[tuple[str, str]], words: Sequence[str]) -> set[Trait]:
        """Return what a stretch of matching words shows, by their forms and what they show."""
        shown: set[Trait] = {(word, "") for word in words}
        shown.update((exact, "=") for exact, _ in forms if exact in self._spellings)
        for before, after in pairwise(words):
            if self.is_order(before, after):
                shown.add((before, after))
        return shown

    def is_order(self, before: str, after: str) -> bool:
        """Tell whether two words stand in the order typed."""
        return self._places.get(before, 0) < self._places.get(after, 0)


class _Numbers(dict[Trait, int]):
    """A number for each trait: sets of them are far faster than of the traits."""

    def __missing__(self, trait: Trait) -> int:
        self[trait] = number = len(self)
        return number


def read_marks(text: str, spans: Iterable[Span], pieces: Iterable[Span], asked: Asked) -> Marks:
    """Return the marks of a text with what they show."""
    forms, numbers, counts = Forms(), _Numbers(), Counter[str]()
    read: dict[str, tuple[list[str], tuple[int, ...]]] = {}
    marks: list[Mark] = []
    following = iter(pieces)
    piece, last, end = next(following), "", -_NEAR
    for span in spans:
        raw = text[span.start : span.end]
        if raw not in read:
            told = forms.read(raw)
            words = asked.words(told)
            read[raw] = words, tuple(numbers[trait] for trait in asked.traits(told, words))
        words, traits = read[raw]
        while span.start >= piece.end:
            piece = next(following)
        near = span.start - end <= _NEAR and asked.is_order(last, words[0])
        marks.append(Mark(span, piece, traits, (numbers[last, words[0]],) if near else ()))
        for word in words:
            counts[word] += 1
        last, end = words[-1], span.end
    shown = frozenset(number for (_, more), number in numbers.items() if not more)
    return Marks(marks, [_worth(trait, counts) for trait in numbers], shown)


def _worth(trait: Trait, counts: Mapping[str, int]) -> float:
    word, more = trait
    if more == "=":
        return _SPELLING
    if more:
        return _ORDER / sqrt(max(counts[word], counts[more]))
    return 1 / sqrt(counts[word])


# --- which of them to show together -----------------------------------------------------------


def best_window(
    told: Marks,
    room: int,
    taken: frozenset[int] = frozenset(),
) -> Window:
    """Return the neighbours within ``room`` code points that show most, the earliest of equals.

    What is ``taken`` is shown elsewhere already and counts for nothing.
    """
    marks = told.marks
    if marks[-1].span.end <= marks[0].limit(room):
        return _window(told, marks, taken)
    tally = _Tally(told.worths, taken)
    best, most, end = (0, 1), (-1.0, 0), 0
    for start, mark in enumerate(marks):
        if start:
            tally.drop(marks[start - 1].traits)
            if start < end:
                tally.drop(mark.joined)
        limit, reached = mark.limit(room), end
        while end < len(marks) and (end == start or marks[end].span.end <= limit):
            tally.add(marks[end].traits)
            if end > start:
                tally.add(marks[end].joined)
            end += 1
        if end > reached:  # else it shows no more than the one before
            worth = round(tally.worth, 6), end - start
            if worth > most:
                best, most = (start, end), worth
    return _window(told, marks[slice(*best)], taken)


def _window(told: Marks, marks: Sequence[Mark], taken: frozenset[int]) -> Window:
    shown = set(marks[0].traits)
    for mark in marks[1:]:
        shown.update(mark.traits, mark.joined)
    worth = sum(told.worths[trait] for trait in shown - taken)
    span = Span(marks[0].span.start, marks[-1].span.end)
    return Window(span, marks[0].piece, worth, frozenset(shown))


class _Tally:
    """The worth of all traits that are shown at least once."""

    def __init__(self, worths: Sequence[float], taken: frozenset[int]) -> None:
        self.worth = 0.0
        self._worths = worths
        self._counts = [int(trait in taken) for trait in range(len(worths))]

    def add(self, traits: Iterable[int]) -> None:
        counts = self._counts
        for trait in traits:
            if not counts[trait]:
                self.worth += self._worths[trait]
            counts[trait] += 1

    def drop(self, traits: Iterable[int]) -> None:
        counts = self._counts
        for trait in traits:
            counts[trait] -= 1
            if not counts[trait]:
                self.worth -= self._worths[trait]
