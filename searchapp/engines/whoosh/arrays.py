"""The files beside Whoosh: written once at build time, memory-mapped by every server process.

Postings never change within a generation, so they are kept as plain arrays, with the part of the
score that a posting decides already computed. One folder holds::

    <table>.terms, <table>.ends.npy          terms, sorted by their UTF-8 bytes; where each ends
    <kind>.indptr/.docs/.impacts.npy         posting lists, see ``inversion.Inverted``
    <kind>.keys.npy                          for pairs: the two terms as one number
    fold_of.npy                              int32[exact terms]: the folded term of each
    stream.npy, stream_ends.npy              every report's exact terms in order; BREAK is -1
    title_lengths.npy                        how much of a report's stream is its title
    facet.<name>.indptr/.docs.npy            the reports of each value; values in facets.json
    dates.npy                                int32[3, 2, reports]: first and last day, by field
    duplicate_of.npy                         int32[reports]: the first report each is a copy of
"""

import mmap
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import DocArray, FloatArray, IntArray

EMPTY_DOCS: DocArray = np.empty(0, np.int32)
EMPTY_IMPACTS: FloatArray = np.empty(0, np.float32)
NO_DATE = (np.int32(2**31 - 1), np.int32(-(2**31)))
"""First and last day of a date that is unknown: an interval that overlaps nothing."""


def save(folder: Path, name: str, array: npt.NDArray[Any]) -> None:
    """Write one array.

    (``numpy.save`` would hide why it cannot: on a full disk it only tells how much it wrote.)
    """
    whole = np.ascontiguousarray(array)
    with (folder / f"{name}.npy").open("wb") as file:
        np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(whole))
        file.write(whole.data)


def load(folder: Path, name: str) -> npt.NDArray[Any]:
    """Map one array into memory, read-only; its pages are shared between processes."""
    path = folder / f"{name}.npy"
    mapped = np.load(path, mmap_mode="r", allow_pickle=False)
    return np.asarray(mapped)


@dataclass(frozen=True, slots=True)
class TermTable:
    """Terms sorted by their UTF-8 bytes; a term's place is its number."""

    blob: bytes | mmap.mmap
    ends: IntArray

    def __len__(self) -> int:
        """Return how many terms there are."""
        return len(self.ends)

    def term(self, number: int) -> str:
        """Return a term by its number."""
        return self._bytes(number).decode("utf-8")

    def find(self, term: str) -> int | None:
        """Return the number of a term, or None."""
        encoded = term.encode("utf-8", "surrogatepass")
        number = bisect_left(range(len(self.ends)), encoded, key=self._bytes)
        return number if number < len(self.ends) and self._bytes(number) == encoded else None

    def stretch(self, prefix: str) -> tuple[int, int]:
        """Return the numbers of the first term that begins so and of the first one behind them."""
        begin = prefix.encode("utf-8", "surrogatepass")
        numbers = range(len(self.ends))
        first = bisect_left(numbers, begin, key=self._bytes)
        cut = len(begin)
        return first, bisect_right(numbers, begin, lo=first, key=lambda n: self._bytes(n)[:cut])

    def _bytes(self, number: int) -> bytes:
        start = int(self.ends[number - 1]) if number else 0
        return self.blob[start : int(self.ends[number])]


def save_terms(folder: Path, name: str, terms: Sequence[str]) -> None:
    """Write a table of terms that are sorted by their UTF-8 bytes."""
    encoded = [term.encode("utf-8") for term in terms]
    (folder / f"{name}.terms").write_bytes(b"".join(encoded))
    save(folder, f"{name}.ends", np.cumsum([len(term) for term in encoded], dtype=np.int64))


def load_terms(folder: Path, name: str) -> TermTable:
    """Map a table of terms."""
    return TermTable(_map(folder / f"{name}.terms"), load(folder, f"{name}.ends"))


def _map(path: Path) -> bytes | mmap.mmap:
    with path.open("rb") as file:
        if not path.stat().st_size:
            return b""  # an empty file cannot be mapped
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@dataclass(frozen=True, slots=True)
class Postings:
    """The posting lists of one kind of term, with their impacts."""

    indptr: IntArray
    docs: DocArray
    impacts: FloatArray

    def of(self, number: int | None) -> tuple[DocArray, FloatArray]:
        """Return a term's documents, ascending, and its impacts there."""
        if number is None:
            return EMPTY_DOCS, EMPTY_IMPACTS
        start, end = self.indptr[number], self.indptr[number + 1]
        return self.docs[start:end], self.impacts[start:end]

    def count(self, number: int | None) -> int:
        """Return how many documents hold a term."""
        return 0 if number is None else int(self.indptr[number + 1] - self.indptr[number])


def save_postings(folder: Path, kind: str, postings: Postings) -> None:
    """Write the posting lists of one kind of term."""
    save(folder, f"{kind}.indptr", postings.indptr)
    save(folder, f"{kind}.docs", postings.docs)
    save(folder, f"{kind}.impacts", postings.impacts)


def load_postings(folder: Path, kind: str) -> Postings:
    """Map the posting lists of one kind of term."""
    names = (f"{kind}.indptr", f"{kind}.docs", f"{kind}.impacts")
    return Postings(*(load(folder, name) for name in names))


@dataclass(frozen=True, slots=True)
class PairPostings:
    """Posting lists of neighbouring terms, found by both their numbers."""

    keys: IntArray
    postings: Postings

    def find(self, left: int | None, right: int | None) -> int | None:
        """Return the number of a pair, or None where it never stands."""
        if left is None or right is None:
            return None
        key = (left << 32) | right
        number = int(np.searchsorted(self.keys, key))
        return number if number < len(self.keys) and self.keys[number] == key else None


def load_pairs(folder: Path, kind: str) -> PairPostings:
    """Map the posting lists of one kind of pair."""
    return PairPostings(load(folder, f"{kind}.keys"), load_postings(folder, kind))


@dataclass(frozen=True, slots=True)
class Streams:
    """Every report's exact terms in order; what phrases are checked against."""

    terms: DocArray
    ends: IntArray
    title_lengths: DocArray

    def gather(self, docs: DocArray, *, title: bool = False) -> tuple[DocArray, IntArray]:
        """Return the streams of some documents behind each other, and where each one starts.

        The second array has one entry more than there are documents: the end of the last.
        """
        starts = self._starts(docs)
        lengths = self.title_lengths[docs] if title else self.ends[docs] - starts
        bounds = np.zeros(len(docs) + 1, np.int64)
        np.cumsum(lengths, out=bounds[1:])
        offsets = np.repeat(starts - bounds[:-1], lengths)
        return self.terms[offsets + np.arange(bounds[-1])], bounds

    def lengths(self, docs: DocArray) -> IntArray:
        """Return how many terms the streams of some documents have."""
        found: IntArray = self.ends[docs] - self._starts(docs)
        return found

    def average_lead(self, most: int) -> float:
        """Return how long the first ``most`` terms of a stream are on the average."""
        return float(np.minimum(np.diff(self.ends, prepend=0), most).mean())

    def _starts(self, docs: DocArray) -> IntArray:
        return np.where(docs > 0, self.ends[np.maximum(docs, 1) - 1], 0)


def iterate_chunks(docs: DocArray, size: int) -> Iterator[DocArray]:
    """Yield an array in pieces of at most ``size``."""
    return (docs[start : start + size] for start in range(0, len(docs), size))
