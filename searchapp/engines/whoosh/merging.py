"""Stretches -> one part: their terms are united, their lists put behind each other.

The terms of a stretch keep their order among all terms, so where a posting goes is computed and
not sorted. Lists are merged in ranges of terms, so that memory is bounded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from searchapp.engines.whoosh import arrays, parts
from searchapp.engines.whoosh.columns import load_strings
from searchapp.engines.whoosh.inversion import DocArray, IntArray, distinct
from searchapp.engines.whoosh.parts import PackedArray
from searchapp.engines.whoosh.stretches import fold_terms

BYTES_A_POSTING = 32
"""What merging takes of memory for each posting of a range, roughly."""
_PAIR_SHIFT = 32


# --- terms --------------------------------------------------------------------------------------


def merge_terms(part: Path, stretches: Sequence[Path]) -> None:
    """Write the terms of a part, and into each stretch which of them its own ones are."""
    exact = _united([load_strings(folder, "exact") for folder in stretches])
    folded, fold_of = fold_terms(exact)
    arrays.save_terms(part, "exact", exact)
    arrays.save_terms(part, "folded", folded)
    arrays.save(part, "fold_of", fold_of)
    for table, terms in (("exact", exact), ("folded", folded)):
        numbers = {term: number for number, term in enumerate(terms)}
        for folder in stretches:
            own = [numbers[term] for term in load_strings(folder, table)]
            arrays.save(folder, f"{table}.numbers", np.array(own, np.int32))


def _united(tables: Sequence[Sequence[str]]) -> list[str]:
    return sorted({term for table in tables for term in table}, key=str.encode)


# --- streams ------------------------------------------------------------------------------------


def merge_streams(part: Path, stretches: Sequence[Path]) -> None:
    """Write the streams of a part, and what is kept for each report."""
    term_count = len(arrays.load(part, "exact.ends"))
    numbers = [arrays.load(folder, "exact.numbers") for folder in stretches]
    counts = np.zeros(term_count, np.int64)
    for folder, own in zip(stretches, numbers, strict=True):
        stream = arrays.load(folder, "stream")
        counts[own] += np.bincount(stream[stream >= 0], minlength=len(own))
    codes = parts.terms_by_code(counts)
    with parts.StreamFiles(part, codes, term_count) as files:
        for folder, own in zip(stretches, numbers, strict=True):
            stream = np.append(own, np.int32(-1))[arrays.load(folder, "stream")]
            files.add(stream, arrays.load(folder, "stream_ends"))
    for name in ("title_lengths", *(f"{kind}.lengths" for kind in parts.LENGTHS.values())):
        arrays.save(part, name, np.concatenate([arrays.load(one, name) for one in stretches]))


# --- posting lists ------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Lists:
    """The lists of one kind in one stretch.

    Attributes:
        numbers: Of the stretch's terms (of pairs: the left ones), which terms of the part they are.
        keys: Of pairs: the keys by the stretch's own terms.
        first: The number of the stretch's first report in the part.
    """

    numbers: DocArray
    keys: IntArray | None
    indptr: IntArray
    postings: PackedArray
    first: int

    @cached_property
    def by_left(self) -> IntArray:
        """Where the lists of each of the stretch's terms begin (of pairs: as the left one)."""
        terms = np.arange(len(self.numbers) + 1, dtype=np.int64)
        if self.keys is None:
            return terms
        found: IntArray = np.searchsorted(self.keys, terms << _PAIR_SHIFT)
        return found

    def within(self, terms: range) -> "_Range":
        """Return what there is of some terms of the part."""
        left = np.searchsorted(self.numbers, [terms.start, terms.stop])
        start, end = self.by_left[left]
        bounds = self.indptr[start : end + 1].astype(np.int64)
        postings = self.postings[bounds[0] : bounds[-1]] + np.uint32(
            self.first << parts.FREQUENCY_BITS
        )
        return _Range(self._keys_of(start, end), np.diff(bounds), postings)

    def _keys_of(self, start: int, end: int) -> IntArray:
        if self.keys is None:
            return self.numbers[start:end].astype(np.int64)
        own = self.keys[start:end]
        right = self.numbers[own & ((1 << _PAIR_SHIFT) - 1)].astype(np.int64)
        keys: IntArray = (self.numbers[own >> _PAIR_SHIFT].astype(np.int64) << _PAIR_SHIFT) | right
        return keys


@dataclass(frozen=True, slots=True)
class _Range:
    """Lists of a range of terms: the key of each, how many postings it has, all the postings."""

    keys: IntArray
    counts: IntArray
    postings: PackedArray


def merge_kind(part: Path, kind: str, stretches: Sequence[Path], memory_bytes: int) -> None:
    """Write the posting lists of one kind of term for a part."""
    reports = len(arrays.load(part, "stream_ends"))
    lists = _load_lists(kind, stretches)
    terms = len(arrays.load(part, f"{_table(kind)}.ends"))
    with parts.PostingFiles(part, kind, reports) as files:
        for some in _ranges(lists, terms, max(1, memory_bytes // BYTES_A_POSTING)):
            _merge_range(files, [one.within(some) for one in lists], some)


def _table(kind: str) -> str:
    return kind.partition("_")[0]


def _load_lists(kind: str, stretches: Sequence[Path]) -> list[_Lists]:
    lists, first = [], 0
    for folder in stretches:
        keys = arrays.load(folder, f"{kind}.keys") if kind.endswith("_pair") else None
        numbers = arrays.load(folder, f"{_table(kind)}.numbers")
        postings = arrays.load(folder, f"{kind}.postings")
        lists.append(_Lists(numbers, keys, arrays.load(folder, f"{kind}.indptr"), postings, first))
        first += len(arrays.load(folder, "stream_ends"))
    return lists


def _ranges(lists: Sequence[_Lists], terms: int, most: int) -> Iterator[range]:
    """Yield ranges of terms, whose lists have ``most`` postings together or are a single one."""
    counts = np.zeros(terms, np.int64)
    for one in lists:
        begins: IntArray = one.indptr[one.by_left].astype(np.int64)
        counts[one.numbers] += begins[1:] - begins[:-1]
    running = np.cumsum(counts)
    start = 0
    while start < terms:
        before = int(running[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(running, before + most, side="right")))
        yield range(start, end)
        start = end


def _merge_range(files: parts.PostingFiles, found: Sequence[_Range], terms: range) -> None:
    if files.has_keys:
        keys = distinct(np.concatenate([np.empty(0, np.int64), *(one.keys for one in found)]))
    else:
        keys = np.arange(terms.start, terms.stop, dtype=np.int64)
    owners = [np.searchsorted(keys, one.keys) for one in found]
    counts = np.zeros(len(keys), np.int64)
    for one, owner in zip(found, owners, strict=True):
        counts[owner] += one.counts
    starts = np.cumsum(counts) - counts
    merged = np.empty(int(counts.sum()), np.uint32)
    for one, owner in zip(found, owners, strict=True):
        before = np.cumsum(one.counts) - one.counts
        places = np.repeat(starts[owner] - before, one.counts)
        places += np.arange(len(places))
        merged[places] = one.postings
        starts[owner] += one.counts
    files.add(keys, counts, merged)
