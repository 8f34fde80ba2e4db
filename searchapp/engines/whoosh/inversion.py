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

_KEY_BITS = 63


@dataclass(frozen=True, slots=True)
class Inverted:
    """Posting lists of the terms 0 … n-1, one behind the other.

    Attributes:
        indptr: int64[n + 1]; term ``t`` owns the postings ``indptr[t]:indptr[t + 1]``.
        docs: int32, ascending within a term.
        freqs: int32, how often the term stands in the document.
    """

    indptr: IntArray
    docs: DocArray
    freqs: DocArray


def invert(terms: NumberArray, docs: DocArray, term_count: int) -> Inverted:
    """Return the posting lists of parallel arrays of terms and documents."""
    bits = _bits(docs)
    keys, freqs = _counted((terms.astype(np.int64) << bits) | docs)
    indptr = np.searchsorted(keys, np.arange(term_count + 1, dtype=np.int64) << bits)
    return Inverted(indptr, (keys & ((1 << bits) - 1)).astype(np.int32), freqs)


def invert_pairs(
    left: NumberArray, right: NumberArray, docs: DocArray
) -> tuple[IntArray, Inverted]:
    """Return the keys of pairs of neighbours, ascending, and their posting lists."""
    bits, term_bits = _bits(docs), max(_bits(left), _bits(right))
    if bits + 2 * term_bits > _KEY_BITS:
        pairs, numbers = np.unique(pair_keys(left, right), return_inverse=True)
        return pairs, invert(numbers, docs, len(pairs))
    packed = (left.astype(np.int64) << (term_bits + bits)) | (right.astype(np.int64) << bits) | docs
    keys, freqs = _counted(packed)
    pairs = keys >> bits
    starts = _starts(pairs)
    found = pairs[starts]
    found = pair_keys(found >> term_bits, found & ((1 << term_bits) - 1))
    indptr = np.append(starts, len(keys))
    return found, Inverted(indptr, (keys & ((1 << bits) - 1)).astype(np.int32), freqs)


def pair_keys(left: NumberArray, right: NumberArray) -> IntArray:
    """Return one number for two neighbouring terms; it sorts as the two do."""
    return (left.astype(np.int64) << 32) | right.astype(np.int64)


def distinct(values: IntArray) -> IntArray:
    """Return the different ones of some values, ascending.

    (``numpy.unique`` hashes them, which takes several times as long.)
    """
    ordered = np.sort(values)
    return ordered[_starts(ordered)]


def _bits(numbers: NumberArray) -> int:
    return int(numbers.max()).bit_length() if len(numbers) else 0


def _counted(keys: IntArray) -> tuple[IntArray, DocArray]:
    """Return the distinct keys, ascending, and how often each is there; ``keys`` is sorted."""
    keys.sort()
    starts = _starts(keys)
    return keys[starts], np.diff(starts, append=len(keys)).astype(np.int32)


def _starts(values: IntArray) -> IntArray:
    """Return where each of some sorted values begins."""
    new = np.ones(len(values), bool)
    np.not_equal(values[1:], values[:-1], out=new[1:])
    return np.flatnonzero(new)
