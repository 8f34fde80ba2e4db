"""Sequences of terms -> posting lists, by sorting whole arrays at once."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
DocArray = npt.NDArray[np.int32]
NumberArray = npt.NDArray[np.integer[Any]]
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting lists of the terms 0 … n-1, one behind the other.

    Attributes:
        indptr: int64[n + 1]; term ``t`` owns the postings ``indptr[t]:indptr[t + 1]``.
        docs: int32, ascending within a term.
        freqs: int32, how often the term stands in the document.
        order: Where each occurrence stood in the input, grouped by posting.
        starts: The first occurrence of each posting within ``order``.
    """

    indptr: IntArray
    docs: DocArray
    freqs: DocArray
    order: IntArray
    starts: IntArray


def invert(terms: NumberArray, docs: DocArray, term_count: int) -> Inverted:
    """Return the posting lists of parallel arrays of terms and documents, documents ascending."""
    order = np.argsort(terms, kind="stable")
    sorted_terms, sorted_docs = terms[order], docs[order]
    new = np.ones(len(order), bool)
    new[1:] = (sorted_terms[1:] != sorted_terms[:-1]) | (sorted_docs[1:] != sorted_docs[:-1])
    starts = np.flatnonzero(new)
    freqs = np.diff(np.append(starts, len(order))).astype(np.int32)
    indptr = np.searchsorted(sorted_terms[starts], np.arange(term_count + 1))
    return Inverted(indptr, sorted_docs[starts], freqs, order, starts)


def pair_keys(left: NumberArray, right: NumberArray) -> IntArray:
    """Return one number for two neighbouring terms; it sorts as the two do."""
    return (left.astype(np.int64) << 32) | right.astype(np.int64)
