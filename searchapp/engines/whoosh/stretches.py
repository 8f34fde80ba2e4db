"""A stretch of reports, in the order of their ids -> a folder of its own, and a Whoosh segment.

A build cuts its archive into stretches, so that processes share the work and memory stays bounded
whatever the archive's size; ``merging`` makes one part of their folders, which hold::

    ids, exact, folded, titles                 term tables; titles in the order of the reports
    fold_of, stream, stream_ends, title_lengths, <kind>.*, *.lengths    as in a part, uncoded
    fingerprints, dates, title_hashes          uint8[reports, 16], int32[reports, 6], uint64
    title_keys.*                               see ``completion_files.Keys``
    facets.json, facet.<name>.*                as beside the parts
    sketches.shingles, sketches.figures        see ``sketches``
    suggestible.json                           see ``suggestible.Tally``
"""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.analysis.reports import BREAK
from searchapp.analysis.syllables import fold
from searchapp.engines.base import IndexEntry
from searchapp.engines.whoosh import arrays, parts
from searchapp.engines.whoosh.columns import save_facets
from searchapp.engines.whoosh.completion_files import spell
from searchapp.engines.whoosh.faceting import FACETS, facet_values, intervals
from searchapp.engines.whoosh.inversion import (
    BoolArray,
    DocArray,
    IntArray,
    Inverted,
    NumberArray,
    invert,
    invert_pairs,
)
from searchapp.engines.whoosh.schema import KEYWORD_FIELDS, TEXT_FIELD, encode_report
from searchapp.engines.whoosh.segment import Field, SegmentFiles, length_bytes
from searchapp.engines.whoosh.sketches import read_texts, sketch_all
from searchapp.engines.whoosh.suggestible import Tally, save_tally, title_hash, title_of

FINGERPRINT_BYTES = 16
TITLE_KEYS = "title_keys"
MOST_REPORTS = 1 << 16


@dataclass(frozen=True, slots=True)
class WrittenStretch:
    """A stretch on disk; ``segment`` is Whoosh's description of its segment."""

    folder: Path
    reports: int
    segment: Any


class _Numbers(dict[str, int]):
    """Numbers terms from 0 as they are met; a break, which is there at first, is -1."""

    def __missing__(self, term: str) -> int:
        self[term] = number = len(self) - 1
        return number


class Stretch:
    """Takes the reports of one stretch; ``finish`` writes everything that is sorted."""

    def __init__(self, folder: Path, whoosh: Path) -> None:
        folder.mkdir(parents=True)
        self._folder = folder
        self._segment = SegmentFiles(whoosh)
        self._numbers = _Numbers({BREAK: -1})
        self._stream = array("i")
        self._stream_ends = array("q")
        self._title_lengths = array("i")
        self._ids: list[str] = []
        self._fingerprints = bytearray()
        self._dates = array("i")
        self._titles: list[str] = []
        self._tally = Tally()
        self._facets: dict[str, dict[str, array[int]]] = {
            name: defaultdict(lambda: array("i")) for name in FACETS
        }

    @property
    def reports(self) -> int:
        """How many reports were added."""
        return len(self._ids)

    @property
    def terms(self) -> int:
        """How many terms their streams have."""
        return len(self._stream)

    def add(self, entry: IndexEntry) -> None:
        """Add one report."""
        report, analysis = entry.report, entry.analysis
        values = facet_values(report)
        for name, found in values.items():
            lists = self._facets[name]
            for value in found:
                lists[value].append(len(self._ids))
        self._dates.extend(intervals(report.facts))
        self._tally.add(report)
        self._titles.append(title_of(report))
        self._ids.append(report.id)
        self._fingerprints += entry.fingerprint[:FINGERPRINT_BYTES].ljust(FINGERPRINT_BYTES, b"\0")
        self._add_syllables(analysis.syllables)
        self._title_lengths.append(analysis.title_length)
        self._segment.add(encode_report(report))

    def _add_syllables(self, syllables: Sequence[str]) -> None:
        self._stream.extend(map(self._numbers.__getitem__, syllables))
        self._stream_ends.append(len(self._stream))

    def finish(self) -> WrittenStretch:
        """Invert and write what was added."""
        exact, stream = self._rank()
        folded, fold_of = fold_terms(exact)
        for name, terms in (("exact", exact), ("folded", folded), ("ids", self._ids)):
            arrays.save_terms(self._folder, name, terms)
        self._save_streams(stream, fold_of)
        self._save_columns()
        self._save_sketches(stream, fold_of, folded)
        words = self._invert_all(_Occurrences.of(stream, self._ends), fold_of, len(folded))
        lengths = np.bincount(words.docs, words.freqs, self.reports).astype(np.int64)
        segment = self._segment.finish(list(self._fields(exact, words, lengths)), lengths)
        return WrittenStretch(self._folder, self.reports, segment)

    def close(self) -> None:
        """Let go of the files of a stretch that is given up."""
        self._segment.close()

    @property
    def _ends(self) -> IntArray:
        return np.frombuffer(self._stream_ends, np.int64)

    def _rank(self) -> tuple[list[str], DocArray]:
        """Return the terms sorted by their bytes, and the stream with their new numbers."""
        del self._numbers[BREAK]
        terms = list(self._numbers)
        order = sorted(range(len(terms)), key=[term.encode() for term in terms].__getitem__)
        ranks = np.empty(len(terms) + 1, np.int32)
        ranks[order] = np.arange(len(terms), dtype=np.int32)
        ranks[-1] = -1  # BREAK stays -1
        return [terms[i] for i in order], ranks[np.frombuffer(self._stream, np.int32)]

    def _save_streams(self, stream: DocArray, fold_of: DocArray) -> None:
        self._save("fold_of", fold_of)
        self._save("stream", stream)
        self._save("stream_ends", self._ends)
        self._save("title_lengths", np.frombuffer(self._title_lengths, np.int32))

    def _save_columns(self) -> None:
        shape = (self.reports, FINGERPRINT_BYTES)
        self._save("fingerprints", np.frombuffer(self._fingerprints, np.uint8).reshape(shape))
        self._save("dates", np.frombuffer(self._dates, np.int32).reshape(self.reports, 6))
        self._save("title_hashes", np.array([*map(title_hash, self._titles)], np.uint64))
        arrays.save_terms(self._folder, "titles", self._titles)
        spell(self._titles).save(self._folder, TITLE_KEYS)
        save_tally(self._folder, self._tally)
        lists = {
            name: {label: np.frombuffer(docs, np.int32) for label, docs in values.items()}
            for name, values in self._facets.items()
        }
        save_facets(self._folder, lists)

    def _save_sketches(self, stream: DocArray, fold_of: DocArray, folded: Sequence[str]) -> None:
        titles = np.frombuffer(self._title_lengths, np.int32)
        sketches = sketch_all(read_texts(stream, self._ends, titles, fold_of, folded))
        self._save("sketches.shingles", sketches.shingles)
        self._save("sketches.figures", sketches.figures)

    def _invert_all(self, found: "_Occurrences", fold_of: DocArray, folded_count: int) -> Inverted:
        """Write the posting lists of every kind and return those of the exact words."""
        in_title = found.positions < np.frombuffer(self._title_lengths, np.int32)[found.docs]
        exact = found.terms
        words = self._invert("exact", exact, found.docs, len(fold_of))
        self._invert("exact_title", exact[in_title], found.docs[in_title], len(fold_of))
        self._invert_pairs("exact_pair", exact, found)
        folded = fold_of[exact]
        self._invert("folded", folded, found.docs, folded_count)
        self._invert("folded_title", folded[in_title], found.docs[in_title], folded_count)
        self._invert_pairs("folded_pair", folded, found)
        return words

    def _invert(self, kind: str, terms: NumberArray, docs: DocArray, count: int) -> Inverted:
        inverted = invert(terms, docs, count)
        self._save_inverted(kind, inverted)
        return inverted

    def _invert_pairs(self, kind: str, terms: DocArray, found: "_Occurrences") -> None:
        left = np.flatnonzero(found.followed)
        keys, inverted = invert_pairs(terms[left], terms[left + 1], found.docs[left])
        self._save(f"{kind}.keys", keys)
        self._save_inverted(kind, inverted)

    def _save_inverted(self, kind: str, inverted: Inverted) -> None:
        self._save(f"{kind}.indptr", inverted.indptr)
        self._save(f"{kind}.postings", parts.pack(inverted.docs, inverted.freqs))
        if kind in parts.LENGTHS:
            lengths = np.bincount(inverted.docs, inverted.freqs, self.reports)
            parts.save_lengths(self._folder, kind, lengths)

    def _fields(self, exact: Sequence[str], words: Inverted, lengths: IntArray) -> Iterator[Field]:
        """Yield the lists of Whoosh's fields, sorted by the fields' names."""
        for name in sorted(KEYWORD_FIELDS):
            yield _keyword_field(name, self._facets[name])
        encoded = [term.encode() for term in exact]
        yield Field(TEXT_FIELD, encoded, words, length_bytes(lengths))

    def _save(self, name: str, array_: npt.NDArray[np.generic]) -> None:
        arrays.save(self._folder, name, array_)


def _keyword_field(name: str, lists: "dict[str, array[int]]") -> Field:
    terms = sorted((value.encode(), docs) for value, docs in lists.items())
    docs = np.concatenate([np.empty(0, np.int32), *(np.asarray(found) for _, found in terms)])
    indptr = np.cumsum([0, *(len(found) for _, found in terms)])
    inverted = Inverted(indptr, docs, np.ones(len(docs), np.int32))
    return Field(name, [term for term, _ in terms], inverted)


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """Where every term stands: its number, its document, its position there; breaks left out.

    ``followed`` tells whether the next one is its neighbour: in one document, no break between.
    """

    terms: DocArray
    docs: DocArray
    positions: IntArray
    followed: BoolArray

    @classmethod
    def of(cls, stream: DocArray, ends: IntArray) -> "_Occurrences":
        lengths = np.diff(ends, prepend=0)
        docs = np.repeat(np.arange(len(ends), dtype=np.int32), lengths)
        positions = np.arange(len(stream)) - np.repeat(ends - lengths, lengths)
        kept = stream >= 0
        terms, docs, positions = stream[kept], docs[kept], positions[kept]
        followed = (docs[1:] == docs[:-1]) & (np.diff(positions) == 1)
        return cls(terms, docs, positions, followed)


def fold_terms(exact_terms: Sequence[str]) -> tuple[list[str], DocArray]:
    """Return the folded terms, sorted by their bytes, and the folded term of each exact one."""
    folded = [fold(term) for term in exact_terms]
    distinct = sorted(set(folded), key=str.encode)
    numbers = {term: number for number, term in enumerate(distinct)}
    return distinct, np.array([numbers[term] for term in folded], np.int32)
