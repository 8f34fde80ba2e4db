"""Marks -> the neighbours among them that show most of what was asked, when shown together.

A trait shown twice counts once, and a word counts for less the more often the report has it. All
marks of a page are compared at once.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.snippets.asked import Asked, Trait
from searchapp.snippets.letters import IntArray
from searchapp.snippets.marks import BoolArray, Marks

FloatArray = NDArray[np.float64]

_NEAR = 40  # code points between two words that a reader takes in at once
_EXACTLY = 1e6  # worths are told apart by a millionth
_MOST = 1 << 20  # more than the marks of any window


class Shown(NamedTuple):
    """What the marks of some reports show; each report has one at least.

    Attributes:
        marks: In order; their owners are numbered without gaps.
        limits: Where the clean stretch of the text ends that each mark stands in.
        shows: What each shows as the first of a window: marks x traits.
        before: How often something is shown by the marks before each, and by all, each next to the
            mark before it: (marks + 1) x traits.
        worths: What every trait is worth in each report: reports x traits.
        words: The traits that are words.
        bounds: The first mark of each report, and how many marks there are.
        worths_of_marks: What every trait is worth in the report of each mark: marks x traits.
    """

    marks: Marks
    limits: IntArray
    shows: BoolArray
    before: IntArray
    worths: FloatArray
    words: BoolArray
    bounds: IntArray
    worths_of_marks: FloatArray

    @property
    def all(self) -> BoolArray:
        """All that is shown of each report: reports x traits."""
        bounds = self.bounds
        shown: BoolArray = self.before[bounds[1:]] > self.before[bounds[:-1]]
        return shown


class Windows(NamedTuple):
    """Of each report the neighbouring marks that show most.

    Attributes:
        firsts: The first mark of each.
        ends: The mark behind its last.
        traits: What they show, but for what was taken: reports x traits.
        worths: What these are worth together.
    """

    firsts: IntArray
    ends: IntArray
    traits: BoolArray
    worths: FloatArray


# --- what marks show --------------------------------------------------------------------------


def read_marks(text: str, marks: Marks, limits: IntArray, asked: Asked) -> Shown:
    """Return what the marks of a text show; their owners are numbered without gaps."""
    starts, ends = marks.starts.tolist(), marks.ends.tolist()
    raws = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    kinds = {raw: number for number, raw in enumerate(dict.fromkeys(raws))}
    read = [asked.read(raw) for raw in kinds]
    kind = [kinds[raw] for raw in raws]
    joins = _joins(marks, kind, [words for words, _ in read], asked)
    size = len(asked.traits)
    shows = (_table([traits for _, traits in read], size) > 0).take(kind, axis=0)
    adds = shows.copy()
    if joins:
        adds[tuple(zip(*joins, strict=True))] = True
    before = np.zeros((len(adds) + 1, size), np.int64)
    adds.cumsum(0, out=before[1:])
    often = np.bincount(
        marks.owners * len(kinds) + kind, minlength=(marks.owners[-1] + 1) * len(kinds)
    )
    counts = often.reshape(-1, len(kinds)) @ _table([words for words, _ in read], size).astype(
        float
    )
    words = np.array([trait.words == (number,) for number, trait in enumerate(asked.traits)])
    worths = _worths(counts, asked.traits)
    bounds = marks.owners.searchsorted(np.arange(len(worths) + 1))
    return Shown(
        marks, limits, shows, before, worths, words, bounds, worths.take(marks.owners, axis=0)
    )


def _joins(
    marks: Marks, kind: Sequence[int], words: Sequence[Sequence[int]], asked: Asked
) -> list[tuple[int, int]]:
    """Return which marks show what next to the mark before them, besides what they are."""
    near = marks.starts[1:] - marks.ends[:-1] <= _NEAR
    near &= marks.owners[1:] == marks.owners[:-1]
    places: list[int] = near.nonzero()[0].tolist()
    pairs = [(words[kind[at]][-1], words[kind[at + 1]][0]) for at in places]
    joins = [(at + 1, asked.join(pair)) for at, pair in zip(places, pairs, strict=True)]
    return [(at, trait) for at, trait in joins if trait is not None]


def _table(numbers: Sequence[Sequence[int]], size: int) -> IntArray:
    """Return how often each line has each number: lines x numbers."""
    cells = [line * size + number for line, row in enumerate(numbers) for number in row]
    return np.bincount(np.array(cells, np.int64), minlength=len(numbers) * size).reshape(-1, size)


def _worths(counts: FloatArray, traits: Sequence[Trait]) -> FloatArray:
    """Return what each trait is worth where words stand so often: reports x traits."""
    never = np.ones((len(counts), 1))
    counts = np.concatenate((np.maximum(counts, 1), never), axis=1)
    first = [trait.words[0] if trait.words else -1 for trait in traits]
    last = [trait.words[-1] if trait.words else -1 for trait in traits]
    worths: FloatArray = np.array([trait.worth for trait in traits]) / np.sqrt(
        np.maximum(counts[:, first], counts[:, last])
    )
    return worths


# --- which of them to show together -----------------------------------------------------------


class Reach(NamedTuple):
    """The windows of at most so many code points that begin at each mark of some reports.

    Attributes:
        ends: The mark behind the last of each.
        sizes: How many marks each has.
        traits: What each shows: marks x traits.
    """

    ends: IntArray
    sizes: IntArray
    traits: BoolArray


def reach(shown: Shown, room: int) -> Reach:
    """Return the windows of at most ``room`` code points; a single mark may be longer."""
    marks = shown.marks
    numbers = np.arange(len(marks.owners))
    limits = np.minimum(marks.starts + room, shown.limits)
    ends = np.maximum(marks.ends.searchsorted(limits, "right"), numbers + 1)
    traits = (shown.before.take(ends, axis=0) > shown.before[1:]) | shown.shows
    return Reach(ends, ends - numbers, traits)


def best_windows(shown: Shown, windows: Reach, taken: BoolArray | None = None) -> Windows:
    """Return of each report the window that shows most.

    Of equals the one with most marks, then the earliest. What is ``taken`` is shown elsewhere
    already and counts for nothing.
    """
    ends, sizes, traits = windows
    owners, begins = shown.marks.owners, shown.bounds[:-1]
    if taken is not None:
        traits = traits & ~taken[owners]
    worths = np.einsum("ij,ij->i", traits, shown.worths_of_marks)
    scores = np.rint(worths * _EXACTLY) * _MOST + sizes
    best = np.maximum.reduceat(scores, begins)
    equals = (scores == best[owners]).nonzero()[0]
    firsts = equals[equals.searchsorted(begins)]
    return Windows(firsts, ends[firsts], traits[firsts], worths[firsts])
