"""Marks -> the neighbours among them that show most of what was asked, when shown together.

What marks show is a set of traits: each word of the query, its very spelling, and two of its words
near each other in the order typed. A trait shown twice counts once, and a word counts for less the
more often the report has it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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


Traits = int
"""A set of traits: a bit for each, by its number."""


class Mark(NamedTuple):
    """A stretch that matched.

    Attributes:
        piece: The clean stretch of the text that it stands in.
        shows: What it shows as the first of a window.
        adds: What it shows next to the mark before it.
    """

    start: int
    end: int
    piece: Span
    shows: Traits
    adds: Traits

    def limit(self, room: int) -> int:
        """Return how far a window may reach that this mark is the first of."""
        return min(self.start + room, self.piece.end)


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of a report, in order.

    Attributes:
        worths: Of each trait, by its number.
        words: The traits that are words.
    """

    marks: Sequence[Mark]
    worths: Sequence[float]
    words: Traits

    def worth(self, traits: Traits) -> float:
        """Return what traits are worth together."""
        worths, total = self.worths, 0.0
        while traits:
            lowest = traits & -traits
            total += worths[lowest.bit_length() - 1]
            traits ^= lowest
        return total


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring marks: from where to where, in which piece, and what they show.

    Attributes:
        worth: Of the traits that were not taken.
    """

    span: Span
    piece: Span
    worth: float
    traits: Traits


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

    def traits(self, forms: Iterable[tuple[str, str]], words: Sequence[str]) -> Iterator[Trait]:
        """Yield what a stretch of matching words shows, by their forms and what they show."""
        for word in words:
            yield word, ""
        for exact, _ in forms:
            if exact in self._spellings:
                yield exact, "="
        for before, after in pairwise(words):
            if self.is_order(before, after):
                yield before, after

    def is_order(self, before: str, after: str) -> bool:
        """Tell whether two words stand in the order typed."""
        return self._places.get(before, 0) < self._places.get(after, 0)


class _Reader:
    """What stretches show, each spelling read once."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._forms = Forms()
        self._numbers: dict[Trait, int] = {}
        self._joins: dict[tuple[str, str], Traits] = {}

    def read(self, raw: str) -> tuple[list[str], Traits]:
        """Return the words of the query that a stretch shows, and all its traits."""
        forms = self._forms.read(raw)
        words = self._asked.words(forms)
        numbers, shown = self._numbers, 0
        for trait in self._asked.traits(forms, words):
            shown |= 1 << numbers.setdefault(trait, len(numbers))
        return words, shown

    def join(self, before: str, after: str) -> Traits:
        """Return what two words near each other show."""
        pair = before, after
        if pair not in self._joins:
            ordered = self._asked.is_order(*pair)
            number = self._numbers.setdefault(pair, len(self._numbers)) if ordered else 0
            self._joins[pair] = 1 << number if ordered else 0
        return self._joins[pair]

    def worths(self, counts: Mapping[str, int]) -> list[float]:
        """Return what each trait is worth where the words are so many."""
        return [_worth(trait, counts) for trait in self._numbers]

    def words(self) -> Traits:
        """Return the traits that are words."""
        return sum(1 << number for (_, more), number in self._numbers.items() if not more)


def read_marks(text: str, spans: Sequence[Span], pieces: Iterable[Span], asked: Asked) -> Marks:
    """Return the marks of a text with what they show."""
    reader = _Reader(asked)
    raws = [text[span.start : span.end] for span in spans]
    times = Counter(raws)
    read = {raw: reader.read(raw) for raw in times}
    marks: list[Mark] = []
    following = iter(pieces)
    piece, last, end = next(following), "", -_NEAR
    for span, raw in zip(spans, raws, strict=True):
        start = span.start
        words, shown = read[raw]
        while start >= piece.end:
            piece = next(following)
        joined = reader.join(last, words[0]) if start - end <= _NEAR else 0
        last, end = words[-1], span.end
        marks.append(Mark(start, end, piece, shown, shown | joined))
    counts = Counter[str]()
    for raw, (words, _) in read.items():
        for word in words:
            counts[word] += times[raw]
    return Marks(marks, reader.worths(counts), reader.words())


def _worth(trait: Trait, counts: Mapping[str, int]) -> float:
    word, more = trait
    if more == "=":
        return _SPELLING
    if more:
        return _ORDER / sqrt(max(counts[word], counts[more]))
    return 1 / sqrt(counts[word])


# --- which of them to show together -----------------------------------------------------------


def best_window(told: Marks, room: int, taken: Traits = 0) -> Window:
    """Return the neighbours within ``room`` code points that show most, the earliest of equals.

    What is ``taken`` is shown elsewhere already and counts for nothing.
    """
    marks = told.marks
    if marks[-1].end <= marks[0].limit(room):
        return _window(told, marks, taken)
    best, most, shown = (0, 1), (-1.0, 0), 0
    last, worth = 0, 0.0
    for start, end, traits in _windows(marks, room):
        traits &= ~taken
        if not traits & ~shown and (traits != shown or end - start <= most[1]):
            continue  # it shows no more than the best
        worth += told.worth(traits & ~last) - told.worth(last & ~traits)
        last, value = traits, (round(worth, 6), end - start)
        if value > most:
            best, most, shown = (start, end), value, traits
    return _window(told, marks[slice(*best)], taken)


def _windows(marks: Sequence[Mark], room: int) -> Iterator[tuple[int, int, Traits]]:
    """Yield the first mark, the end and the traits of all windows that are part of no other.

    ``behind`` holds the traits of all marks from one to ``middle``, ``ahead`` those from there on,
    so that each mark is added but twice.
    """
    end = middle = ahead = 0
    behind: dict[int, Traits] = {}
    for start, mark in enumerate(marks):
        limit, reached = mark.limit(room), end
        while end < len(marks) and (end == start or marks[end].end <= limit):
            ahead |= marks[end].adds
            end += 1
        if start >= middle:
            added = ahead = 0
            for at in range(end - 1, start - 1, -1):
                behind[at] = added | marks[at].shows
                added |= marks[at].adds
            middle = end
        if end > reached:
            yield start, end, behind[start] | ahead


def _window(told: Marks, marks: Sequence[Mark], taken: Traits) -> Window:
    shown = marks[0].shows
    for mark in marks[1:]:
        shown |= mark.adds
    worth = told.worth(shown & ~taken)
    return Window(Span(marks[0].start, marks[-1].end), marks[0].piece, worth, shown)
