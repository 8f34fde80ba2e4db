"""The files of a part: the terms, streams and posting lists of consecutive reports.

Numbers of reports are local to a part and follow the order of the ids. One folder holds::

    <table>.terms, <table>.ends.npy   exact and folded terms, sorted by their UTF-8 bytes
    fold_of.npy                       int32[exact terms]: the folded term of each
    stream.npy                        uint16: every report's exact terms in order, as codes
    codes.npy                         int32: the term of each code, the most frequent first
    rare_at.npy, rare_terms.npy       int64, int32: where the stream holds RARE_CODE, and for what
    stream_ends.npy                   int64[reports]: where each report ends in the stream
    title_lengths.npy                 int32[reports]: how much of its stream is its title
    <kind>.indptr/.postings.npy       posting lists, report << 8 | frequency (255 at most)
    <kind>.dense/.rows/.row_counts.npy  the commonest terms: a frequency for every report
    <kind>.keys.npy                   for pairs: the two terms as one number
    words/titles/pairs.lengths.npy    int32[reports]: how many words, words of the title, pairs
"""

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.arrays import save
from searchapp.engines.whoosh.inversion import DocArray, IntArray

PackedArray = npt.NDArray[np.uint32]
CodeArray = npt.NDArray[np.uint16]

BREAK_CODE = 65535
"""Stands in a stream where no phrase goes on."""
RARE_CODE = 65534
"""Stands in a stream for a term that has no code of its own."""
KINDS = ("exact", "folded", "exact_title", "folded_title", "exact_pair", "folded_pair")
LENGTHS: Mapping[str, str] = {"exact": "words", "exact_title": "titles", "exact_pair": "pairs"}
"""The kinds whose lengths are written, and under which name; folded ones are as long."""
MOST_FREQUENT = 255
"""A frequency is no greater in a posting."""
FREQUENCY_BITS = 8
_DENSE_FROM = 256  # reports
_DENSE_SHARE = 8  # a term in more than this part of the reports has a row


def pack(docs: DocArray, freqs: DocArray) -> PackedArray:
    """Return postings, each as one number."""
    capped = np.minimum(freqs, MOST_FREQUENT).astype(np.uint32)
    return (docs.astype(np.uint32) << np.uint32(FREQUENCY_BITS)) | capped


def dense_terms(counts: IntArray, reports: int) -> DocArray:
    """Return the terms that are common enough for a row, given in how many reports each is."""
    if reports < _DENSE_FROM:
        return np.empty(0, np.int32)
    return np.flatnonzero(counts * _DENSE_SHARE > reports).astype(np.int32)


class ArrayFile:
    """An array that is written piece by piece; its length is filled in when it is closed."""

    def __init__(
        self, folder: Path, name: str, dtype: npt.DTypeLike, width: int | None = None
    ) -> None:
        self._file = (folder / f"{name}.npy").open("wb")
        self._dtype = np.dtype(dtype)
        self._width = () if width is None else (width,)
        self.length = 0
        self._write_header()

    def add(self, piece: npt.NDArray[Any]) -> None:
        """Write one more piece."""
        self.length += len(piece)
        self._file.write(np.ascontiguousarray(piece, self._dtype).data)

    def close(self) -> None:
        """Fill in the length and let go of the file."""
        try:
            self._file.seek(0)
            self._write_header()
        finally:
            self._file.close()

    def _write_header(self) -> None:
        """Write a header; numpy leaves room for a longer first dimension, so it always fits."""
        empty = np.empty((0, *self._width), self._dtype)
        header = np.lib.format.header_data_from_array_1_0(empty)
        header["shape"] = (self.length, *self._width)
        np.lib.format.write_array_header_1_0(self._file, header)


class PostingFiles(ExitStack):
    """The posting lists of one kind of term while they are written, those of many terms at once."""

    def __init__(self, folder: Path, kind: str, reports: int) -> None:
        super().__init__()
        self._folder, self._kind, self._reports = folder, kind, reports
        self.has_keys = kind.endswith("_pair")
        self._keys = self._open("keys", np.int64) if self.has_keys else None
        self._postings = self._open("postings", np.uint32)
        self._rows = self._open("rows", np.uint8, reports)
        self._counts: list[IntArray] = []
        self._dense: list[DocArray] = []
        self._row_counts: list[IntArray] = []
        self._terms = 0
        self.callback(self._save_sizes)

    def _open(self, name: str, dtype: npt.DTypeLike, width: int | None = None) -> ArrayFile:
        file = ArrayFile(self._folder, f"{self._kind}.{name}", dtype, width)
        self.callback(file.close)
        return file

    def add(self, keys: IntArray, counts: IntArray, postings: PackedArray) -> None:
        """Write the lists of the terms that follow, given how many postings each has.

        Those of the commonest terms become rows.
        """
        dense = dense_terms(counts, self._reports)
        ends = np.cumsum(counts)
        for term in dense.tolist():
            found = postings[ends[term] - counts[term] : ends[term]]
            row = np.zeros((1, self._reports), np.uint8)
            row[0, found >> FREQUENCY_BITS] = found & MOST_FREQUENT
            self._rows.add(row)
        sparse = np.ones(len(counts), bool)
        sparse[dense] = False
        self._postings.add(postings[np.repeat(sparse, counts)] if len(dense) else postings)
        if self._keys is not None:
            self._keys.add(keys)
        self._counts.append(np.where(sparse, counts, 0))
        self._dense.append(dense + self._terms)
        self._row_counts.append(counts[dense])
        self._terms += len(counts)

    def _save_sizes(self) -> None:
        nothing = np.empty(0, np.int64)
        indptr = np.cumsum(np.concatenate([np.zeros(1, np.int64), *self._counts]))
        fits = indptr[-1] <= np.iinfo(np.uint32).max
        save(self._folder, f"{self._kind}.indptr", indptr.astype(np.uint32) if fits else indptr)
        dense = np.concatenate([nothing, *self._dense]).astype(np.int32)
        row_counts = np.concatenate([nothing, *self._row_counts]).astype(np.int32)
        save(self._folder, f"{self._kind}.dense", dense)
        save(self._folder, f"{self._kind}.row_counts", row_counts)


class StreamFiles(ExitStack):
    """The streams of a part while they are written, a run of reports after the other."""

    def __init__(self, folder: Path, codes: DocArray, term_count: int) -> None:
        super().__init__()
        save(folder, "codes", codes)
        self._code_of = code_of_terms(codes, term_count)
        dtypes = {"stream": np.uint16, "rare_at": np.int64, "rare_terms": np.int32}
        self._files = {name: ArrayFile(folder, name, dtype) for name, dtype in dtypes.items()}
        self._files["stream_ends"] = ArrayFile(folder, "stream_ends", np.int64)
        for file in self._files.values():
            self.callback(file.close)

    def add(self, stream: DocArray, ends: IntArray) -> None:
        """Write the exact terms of some reports, a break as -1, and where each report ends."""
        before = self._files["stream"].length
        coded = self._code_of[stream]
        rare = np.flatnonzero(coded == RARE_CODE)
        self._files["stream"].add(coded)
        self._files["stream_ends"].add(ends + before)
        self._files["rare_at"].add(rare + before)
        self._files["rare_terms"].add(stream[rare])


def terms_by_code(counts: IntArray) -> DocArray:
    """Return the terms that have a code, in its order: the most frequent first."""
    return np.argsort(-counts, kind="stable")[:RARE_CODE].astype(np.int32)


def code_of_terms(codes: DocArray, term_count: int) -> CodeArray:
    """Return the code of each term, and that of a break behind them, where -1 finds it."""
    code_of = np.full(term_count + 1, RARE_CODE, np.uint16)
    code_of[codes] = np.arange(len(codes), dtype=np.uint16)
    code_of[-1] = BREAK_CODE
    return code_of


def save_lengths(folder: Path, kind: str, lengths: npt.NDArray[Any]) -> None:
    """Write how many terms of a kind each report has."""
    save(folder, f"{LENGTHS[kind]}.lengths", lengths.astype(np.int32))
