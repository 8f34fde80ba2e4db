"""Marks -> the neighbours among them that show most of what was asked, when shown together.

A trait shown twice counts once, and a word counts for less the more often the report has it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from searchapp.model import Span
from searchapp.snippets.asked import Asked, Trait, Traits

_NEAR = 40  # code points between two words that a reader takes in at once
_SPELLING = 0.25  # where a word that stands once is worth 1
_ORDER = 0.5  # of what the less telling of both words is worth


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
        shown: All that they show.
        words: The traits among it that are words.
        worths: Of each trait, by its bit.
    """

    marks: Sequence[Mark]
    shown: Traits
    words: Traits
    worths: Mapping[Traits, float]

    def worth(self, traits: Traits) -> float:
        """Return what traits are worth together."""
        worths, total = self.worths, 0.0
        while traits:
            lowest = traits & -traits
            total += worths[lowest]
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


def read_marks(text: str, spans: Sequence[Span], pieces: Iterable[Span], asked: Asked) -> Marks:
    """Return the marks of a text with what they show."""
    raws = [text[span.start : span.end] for span in spans]
    times = Counter(raws)
    read = {raw: asked.read(raw) for raw in times}
    marks: list[Mark] = []
    following = iter(pieces)
    piece, last, end, all_shown = next(following), "", -_NEAR - 1, 0
    for span, raw in zip(spans, raws, strict=True):
        start = span.start
        words, shown = read[raw]
        while start >= piece.end:
            piece = next(following)
        joined = shown | asked.join(last, words[0]) if start - end <= _NEAR else shown
        last, end = words[-1], span.end
        marks.append(Mark(start, end, piece, shown, joined))
        all_shown |= joined
    return _weighed(marks, all_shown, _counts(read, times), asked.traits)


def _counts(
    read: Mapping[str, tuple[Sequence[str], Traits]], times: Mapping[str, int]
) -> Mapping[str, int]:
    """Return how often each word of the query is shown."""
    counts = Counter[str]()
    for raw, (words, _) in read.items():
        for word in words:
            counts[word] += times[raw]
    return counts


def _weighed(
    marks: Sequence[Mark], shown: Traits, counts: Mapping[str, int], traits: Sequence[Trait]
) -> Marks:
    words, left = 0, shown
    worths: dict[Traits, float] = {}
    while left:
        lowest = left & -left
        trait = traits[lowest.bit_length() - 1]
        worths[lowest] = _worth(trait, counts)
        words |= 0 if trait[1] else lowest
        left ^= lowest
    return Marks(marks, shown, words, worths)


def _worth(trait: Trait, counts: Mapping[str, int]) -> float:
    word, more = trait
    if more == "=":
        return _SPELLING
    if more:
        return _ORDER / sqrt(max(counts[word], counts[more]))
    return 1 / sqrt(counts[word])


# --- which of them to show together -----------------------------------------------------------


Neighbours = tuple[int, int, Traits]
"""The first mark of a window, the end of its marks, and what they show."""


def windows(told: Marks, room: int) -> list[Neighbours]:
    """Return the windows of at most ``room`` code points, without those that are part of others."""
    marks = told.marks
    if marks[-1].end <= marks[0].limit(room):
        return [(0, len(marks), told.shown)]
    return list(_windows(marks, room))


def best_window(told: Marks, among: Iterable[Neighbours], taken: Traits = 0) -> Window:
    """Return the window that shows most, the earliest of equals.

    What is ``taken`` is shown elsewhere already and counts for nothing.
    """
    best, most, shown = (0, 1, 0), (-1.0, 0), 0
    last, worth = 0, 0.0
    for window in among:
        start, end, traits = window
        traits &= ~taken
        if not traits & ~shown and (traits != shown or end - start <= most[1]):
            continue  # it shows no more than the best
        worth += told.worth(traits & ~last) - told.worth(last & ~traits)
        last, value = traits, (round(worth, 6), end - start)
        if value > most:
            best, most, shown = window, value, traits
    start, end, traits = best
    first, worth = told.marks[start], told.worth(traits & ~taken)
    return Window(Span(first.start, told.marks[end - 1].end), first.piece, worth, traits)


def _windows(marks: Sequence[Mark], room: int) -> Iterator[Neighbours]:
    """Yield the windows, each mark added but twice.

    ``behind`` holds the traits of all marks from one to ``middle``, ``ahead`` those from there on.
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
