"""Which reports are nearly the same text: portals copy each other's, under another header.

Two reports of one stock text, which differ in what they tell (the unit, the year, the figures),
are no copies of each other: see ``_tell_the_same`` and ``Claims``. A group is a report and its
copies: each is a copy of the first itself, so that no chain leads from one text to another.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from searchapp.engines.whoosh.arrays import NO_DATE
from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.sketches import SHINGLE, HashArray, Sketches, Text, close_pairs

_RESEMBLANCE = 0.8  # of the shingles, once header and footer are cut off
_CORE = 0.6  # of either report's shingles must be left when they are
_AGREEMENT = 0.5  # of sketches, below which texts are not compared
_COMPARED = 4  # texts that a report is compared with, the closest ones

_DAYS_APART = 3  # “this afternoon” is read from the day of publication, which copies change
_PUBLISHED_APART = 92  # days: a quarter, the shortest time that reports are made for


@dataclass(frozen=True, slots=True)
class Claims:
    """What was read from the reports that copies must agree on.

    Attributes:
        dates: int32[3, 2, reports], as in ``dates.npy``.
        places: For each kind of place the names that a report tells, in a mapping of their own.
    """

    dates: DocArray
    places: Sequence[Mapping[int, frozenset[str]]]

    def agreeing_on_time(self, pairs: tuple[IntArray, IntArray]) -> tuple[IntArray, IntArray]:
        """Return the pairs that have no dates which contradict each other."""
        left, right = pairs
        agree = np.ones(len(left), bool)
        for days, apart in zip(self.dates, (_DAYS_APART, _PUBLISHED_APART, 0), strict=True):
            first, last = days.astype(np.int64)
            known = (first != NO_DATE[0])[left] & (first != NO_DATE[0])[right]
            gap = np.maximum(first[left] - last[right], first[right] - last[left])
            agree &= ~known | (gap <= apart)
        return left[agree], right[agree]

    def agree_on_places(self, left: int, right: int) -> bool:
        """Tell whether of two reports not each tells of a place that the other does not."""
        nothing: frozenset[str] = frozenset()
        told = ((kind.get(left, nothing), kind.get(right, nothing)) for kind in self.places)
        return all(a <= b or b <= a for a, b in told)


def alike(sketches: Sketches) -> tuple[IntArray, IntArray]:
    """Return the pairs of reports (earlier, later) that are worth comparing.

    Sorted by the later one, the closest first.
    """
    docs = np.flatnonzero(sketches.shingles.any(axis=0))
    long_enough = Sketches(sketches.shingles[:, docs], sketches.figures[:, docs])
    earlier, later, _ = close_pairs(long_enough, _AGREEMENT)
    return docs[earlier], docs[later]


def find_duplicates(
    size: int, pairs: tuple[IntArray, IntArray], resemblance: Callable[[int, int], float]
) -> DocArray:
    """Return for every report the number of the first report that it is a copy of, or its own.

    Args:
        size: How many reports there are, numbered in the order of their ids.
        pairs: Those that are ``alike``.
        resemblance: Tells how far two of them resemble each other.
    """
    first = np.arange(size, dtype=np.int32)
    for doc, candidates in _candidates(*pairs):
        known = dict.fromkeys(int(first[candidate]) for candidate in candidates)
        close = {one: resemblance(one, doc) for one in sorted(known)}
        best = max(close, key=close.__getitem__)
        if close[best]:
            first[doc] = best
    return first


def _candidates(earlier: IntArray, later: IntArray) -> Iterator[tuple[int, list[int]]]:
    """Yield each report that resembles earlier ones, in the order of reports, with the closest."""
    starts = np.flatnonzero(np.diff(later, prepend=-1))
    for start, end in zip(starts, np.append(starts, len(later))[1:], strict=True):
        yield int(later[start]), earlier[start : min(end, start + _COMPARED)].tolist()


# --- the rule -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Side:
    """One of two texts beside the other; its core lies between the outermost shared shingles.

    (Sets, since the texts are short: numpy would take five times as long.)

    Attributes:
        share: Of the text's shingles, how many are in the core.
        changed: Which words of the core no shared shingle covers.
    """

    core: frozenset[int]
    share: float
    text: Text
    changed: IntArray


def resemblance(left: Text, right: Text) -> float:
    """Return how much of their shingles two texts share if one is a copy of the other, else 0."""
    shingles = left.shingles().tolist(), right.shingles().tolist()
    a, b = _side(left, *shingles), _side(right, *reversed(shingles))
    if a is None or b is None or min(a.share, b.share) < _CORE:
        return 0.0
    shared = len(a.core & b.core) / len(a.core | b.core)
    return shared if shared >= _RESEMBLANCE and _tell_the_same(a, b) else 0.0


def _side(text: Text, own: list[int], other: list[int]) -> _Side | None:
    theirs = set(other)
    places = np.array([n for n, shingle in enumerate(own) if shingle in theirs], np.int64)
    if not len(places):
        return None
    first, end = int(places[0]), int(places[-1]) + 1
    covered = np.zeros(len(own) + SHINGLE - 1, bool)
    for step in range(SHINGLE):
        covered[places + step] = True
    changed = first + np.flatnonzero(~covered[first : end + SHINGLE - 1])
    return _Side(frozenset(own[first:end]), (end - first) / len(own), text, changed)


def _tell_the_same(a: _Side, b: _Side) -> bool:
    """Tell whether what was changed are neither figures nor names.

    A figure stands in each text, or title, where another stands in the other. A name is said again
    and again in one text and never in the other, which has one of its own.
    """
    x, y = a.text.figures, b.text.figures
    titles = x[: a.text.title_length], y[: b.text.title_length]
    if _each_has_more(x[a.changed], y[b.changed]) or _each_has_more(*titles):
        return False
    return not (_has_a_name(a, b) and _has_a_name(b, a))


def _each_has_more(left: HashArray, right: HashArray) -> bool:
    a, b = Counter(left[left != 0].tolist()), Counter(right[right != 0].tolist())
    return bool(a - b) and bool(b - a)


def _has_a_name(one: _Side, other: _Side) -> bool:
    changed = Counter(one.text.codes[one.changed].tolist())
    repeated = {word for word, count in changed.items() if count > 1}
    return bool(repeated) and not repeated.issubset(other.text.codes.tolist())
