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


def save_postings(
    folder: Path, kind: str, indptr: IntArray, postings: PackedArray, reports: int
) -> None:
    """Write the posting lists of one kind of term, those of the commonest terms as rows."""
    counts = np.diff(indptr)
    dense = dense_terms(counts, reports)
    rows = np.zeros((len(dense), reports), np.uint8)
    for row, term in zip(rows, dense.tolist(), strict=True):
        found = postings[indptr[term] : indptr[term + 1]]
        row[found >> FREQUENCY_BITS] = found & MOST_FREQUENT
    save_rows(folder, kind, dense, rows, counts[dense])
    sparse = np.ones(len(counts), bool)
    sparse[dense] = False
    save_indptr(folder, kind, np.where(sparse, counts, 0))
    save(folder, f"{kind}.postings", postings[np.repeat(sparse, counts)])


def save_indptr(folder: Path, kind: str, counts: IntArray) -> None:
    """Write where the postings of each term begin, given how many it has."""
    indptr = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=indptr[1:])
    fits = indptr[-1] <= np.iinfo(np.uint32).max
    save(folder, f"{kind}.indptr", indptr.astype(np.uint32) if fits else indptr)


def save_rows(
    folder: Path, kind: str, dense: DocArray, rows: npt.NDArray[np.uint8], counts: IntArray
) -> None:
    """Write the rows of the commonest terms, and in how many reports each stands."""
    save(folder, f"{kind}.dense", dense)
    save(folder, f"{kind}.rows", rows)
    save(folder, f"{kind}.row_counts", counts.astype(np.int32))


def save_streams(
    folder: Path, stream: DocArray, ends: IntArray, title_lengths: DocArray, term_count: int
) -> None:
    """Write every report's exact terms in order, given as numbers, a break as -1."""
    counts = np.bincount(stream[stream >= 0], minlength=term_count)
    codes = terms_by_code(counts)
    coded = code_of_terms(codes, term_count)[stream]
    rare = np.flatnonzero(coded == RARE_CODE)
    save(folder, "stream", coded)
    save(folder, "codes", codes)
    save(folder, "rare_at", rare.astype(np.int64))
    save(folder, "rare_terms", stream[rare].astype(np.int32))
    save(folder, "stream_ends", ends.astype(np.int64))
    save(folder, "title_lengths", title_lengths.astype(np.int32))


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
