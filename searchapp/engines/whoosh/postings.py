"""Posting lists: which documents hold a term, and how often.

A term in a few documents is listed; one in many has a row, a byte a document. Either way nothing
is decoded at first use: lists and rows are memory-mapped as they were written.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import load
from searchapp.engines.whoosh.inversion import BoolArray, IntArray
from searchapp.engines.whoosh.parts import FREQUENCY_BITS

FreqArray = npt.NDArray[np.uint8]
"""How often a term stands in each of some documents, at most 255."""


@dataclass(slots=True, eq=False)
class PostingList:
    """The documents of one term, or of several together.

    Attributes:
        size: How many documents there are in all.
        docs: Those that hold it, ascending; None where they have a row.
        freqs: Parallel to ``docs``; of every document where there is a row, 0 for the others.
        count: How many documents hold it.
    """

    size: int
    docs: IntArray | None
    freqs: FreqArray
    count: int
    _row: FreqArray | None = field(default=None, repr=False)

    @property
    def row(self) -> FreqArray:
        """How often it stands in every document."""
        if self.docs is None:
            return self.freqs
        if self._row is None:
            self._row = np.zeros(self.size, np.uint8)
            self._row[self.docs] = self.freqs
        return self._row

    @property
    def members(self) -> BoolArray:
        """Which documents hold it."""
        return self.row != 0 if self.docs is None else mask_of(self.docs, self.size)

    def numbers(self) -> IntArray:
        """Return the documents that hold it, ascending."""
        return np.flatnonzero(self.members) if self.docs is None else self.docs

    def mark(self, mask: BoolArray) -> None:
        """Set the documents that hold it in a mask."""
        if self.docs is None:
            mask |= self.freqs != 0
        else:
            mask[self.docs] = True

    def demand(self, mask: BoolArray) -> None:
        """Leave only the documents that hold it in a mask."""
        mask &= self.members

    def holding(self, docs: IntArray) -> BoolArray:
        """Tell which of some documents hold it."""
        held: BoolArray = self.row.take(docs) != 0
        return held


def mask_of(docs: IntArray, size: int) -> BoolArray:
    """Return documents as a mask."""
    mask = np.zeros(size, bool)
    mask[docs] = True
    return mask


def nothing(size: int) -> PostingList:
    """Return the list of a term that no document holds."""
    return PostingList(size, np.empty(0, np.int64), np.empty(0, np.uint8), 0)


def listed(docs: IntArray, size: int) -> PostingList:
    """Return a list of documents in which something stands once."""
    return PostingList(size, docs, np.ones(len(docs), np.uint8), len(docs))


def in_all(lists: Sequence[PostingList]) -> IntArray:
    """Return the documents of all of the lists, at least one, ascending."""
    first, *others = sorted(lists, key=lambda one: one.count)
    docs = first.numbers()
    for other in others:
        docs = docs[other.holding(docs)]
    return docs


def union(lists: Sequence[PostingList], size: int) -> PostingList:
    """Return the documents of any of the lists, each with its largest frequency."""
    if len(lists) == 1:
        return lists[0]
    largest = np.zeros(size, np.uint8)
    for one in lists:
        if one.docs is None:
            np.maximum(largest, one.freqs, out=largest)
        else:
            largest[one.docs] = np.maximum(largest[one.docs], one.freqs)
    return PostingList(size, None, largest, int(np.count_nonzero(largest)))


def common(lists: Sequence[PostingList], size: int) -> PostingList:
    """Return the documents of all of the lists, each with its smallest frequency."""
    first, *others = sorted(lists, key=lambda one: one.count)
    docs = first.numbers()
    freqs = first.row[docs] if first.docs is None else first.freqs
    for other in others:
        freqs = np.minimum(freqs, other.row.take(docs))
    kept = freqs != 0
    return PostingList(size, docs[kept], freqs[kept], int(np.count_nonzero(kept)))


class KindPostings:
    """The posting lists of one kind of term in one part."""

    def __init__(self, folder: Path, kind: str) -> None:
        self._starts = load(folder, f"{kind}.indptr")
        self._postings = load(folder, f"{kind}.postings")
        self._dense = load(folder, f"{kind}.dense")
        self._rows = load(folder, f"{kind}.rows")
        self._row_counts = load(folder, f"{kind}.row_counts")
        self._keys = load(folder, f"{kind}.keys") if kind.endswith("_pair") else None
        self.size = self._rows.shape[1]

    def pair(self, left: int | None, right: int | None) -> int | None:
        """Return the number of a pair of terms, or None where it never stands."""
        if left is None or right is None or self._keys is None:
            return None
        key = (left << 32) | right
        number = int(self._keys.searchsorted(key))
        return number if number < len(self._keys) and self._keys[number] == key else None

    def row(self, number: int) -> int | None:
        """Return which row a term has, or None."""
        at = int(self._dense.searchsorted(number))
        return at if at < len(self._dense) and self._dense[at] == number else None

    def count(self, number: int) -> int:
        """Return how many documents hold a term."""
        held = int(self._starts[number + 1]) - int(self._starts[number])
        if held:
            return held
        row = self.row(number)
        return 0 if row is None else int(self._row_counts[row])

    def counts(self, first: int, end: int) -> IntArray:
        """Return how many documents hold each of the terms of a stretch."""
        starts = self._starts[first : end + 1].astype(np.int64)
        found: IntArray = starts[1:] - starts[:-1]
        low, high = self._dense.searchsorted([first, end])
        found[self._dense[low:high] - first] = self._row_counts[low:high]
        return found

    def of(self, number: int) -> PostingList:
        """Return the list of a term."""
        start, end = int(self._starts[number]), int(self._starts[number + 1])
        if start == end:
            row = self.row(number)
            if row is None:
                return nothing(self.size)
            return PostingList(self.size, None, self._rows[row], int(self._row_counts[row]))
        packed = self._postings[start:end]
        docs = (packed >> np.uint32(FREQUENCY_BITS)).astype(np.int64)
        return PostingList(self.size, docs, packed.astype(np.uint8), end - start)

    def largest(self, numbers: Sequence[int]) -> FreqArray:
        """Return for every document the largest frequency that any of some terms has in it."""
        stretches = [(int(self._starts[one]), int(self._starts[one + 1])) for one in numbers]
        parts = [self._postings[start:end] for start, end in stretches if start < end]
        packed = np.concatenate([self._postings[:0], *parts])
        freqs = packed.astype(np.uint8)
        order = np.argsort(freqs, kind="stable")  # of one document the largest comes last and stays
        row = np.zeros(self.size, np.uint8)
        row[packed[order] >> np.uint32(FREQUENCY_BITS)] = freqs[order]
        for number in numbers:
            dense = self.row(number)
            if dense is not None:
                np.maximum(row, self._rows[dense], out=row)
        return row


def joined(
    lists: Iterable[PostingList | None], starts: Sequence[int], alive: BoolArray | None
) -> PostingList:
    """Return one list of those that the parts of a generation have; dead documents are left out.

    Args:
        lists: One a part, None where it has none.
        starts: The first document of each part, and how many documents there are in all.
        alive: Which documents count; None where all do.
    """
    size = starts[-1]
    there = [(one, start) for one, start in zip(lists, starts, strict=False) if one is not None]
    if len(starts) == 2 and alive is None:
        return there[0][0] if there else nothing(size)
    if any(one.docs is None for one, _ in there):
        row = np.zeros(size, np.uint8)
        for one, start in there:
            row[start : start + one.size] = one.row
        if alive is not None:
            row *= alive
        return PostingList(size, None, row, int(np.count_nonzero(row)))
    docs = np.concatenate([np.empty(0, np.int64), *(one.numbers() + s for one, s in there)])
    freqs = np.concatenate([np.empty(0, np.uint8), *(one.freqs for one, _ in there)])
    if alive is not None:
        kept = alive[docs]
        docs, freqs = docs[kept], freqs[kept]
    return PostingList(size, docs, freqs, len(docs))
