"""BM25: the share of a score that a posting alone decides, and the weight of its term.

Source: Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
with the idf that Lucene uses (never negative). Lengths are rounded as Whoosh rounds them, to one
byte, so that Whoosh's own scorer can stand beside the arrays and must agree.
"""

import math
from typing import Any

import numpy as np
from whoosh.scoring import BaseScorer, WeightingModel
from whoosh.util.numeric import byte_to_length, length_to_byte

from searchapp.engines.whoosh.inversion import BoolArray, DocArray, FloatArray

K1 = 1.2
B = 0.75  # .3 costs 2-6 points of nDCG on Vietnamese news; k1 is flat from .6 to 2
LEAD = 120
"""Syllables of a report's beginning: its title and first paragraph."""
_MAX_LENGTH = 106_373  # Whoosh's largest length


def impacts(freqs: DocArray, lengths: DocArray, average_length: float) -> FloatArray:
    """Return the part of BM25 without the idf, in [0, k1 + 1), for parallel postings."""
    norm = K1 * (1 - B + B * lengths / max(average_length, 1e-9))
    return (freqs * (K1 + 1) / (freqs + norm)).astype(np.float32)


def norms(lengths: DocArray, alive: BoolArray | None = None) -> FloatArray:
    """Return what each document's length adds to a frequency in the denominator of BM25.

    Args:
        lengths: How many terms each document has.
        alive: Which of them count for the average; None where all do.
    """
    counted = lengths if alive is None else lengths[alive]
    average = float(counted.sum()) / max(1, len(counted))
    rounded = round_lengths(lengths)
    return (K1 * (1 - B + B * rounded / max(average, 1e-9))).astype(np.float32)


def idf(reports: int, holding: int) -> float:
    """Return how much a term tells that ``holding`` of ``reports`` reports hold."""
    return math.log1p((reports - holding + 0.5) / (holding + 0.5))


def round_lengths(lengths: DocArray) -> DocArray:
    """Return lengths as Whoosh remembers them."""
    table = np.array([byte_to_length(i) for i in range(256)], np.int32)
    distinct, inverse = np.unique(np.minimum(lengths, _MAX_LENGTH), return_inverse=True)
    rounded = np.array([table[length_to_byte(int(n))] for n in distinct], np.int32)
    return rounded[inverse] if len(distinct) else lengths


class ArchiveBM25(WeightingModel):  # type: ignore[misc]
    """The same formula as Whoosh's weighting, for exhaustive searches to compare with."""

    def scorer(self, searcher: Any, fieldname: str, text: bytes, qf: float = 1) -> BaseScorer:  # noqa: ARG002
        """Return the scorer of one term."""
        return _Scorer(searcher, fieldname, text)


class _Scorer(BaseScorer):  # type: ignore[misc]
    def __init__(self, searcher: Any, fieldname: str, text: bytes) -> None:
        self._searcher, self._field = searcher, fieldname
        self._average = searcher.avg_field_length(fieldname)
        self._idf = idf(searcher.doc_count_all(), searcher.doc_frequency(fieldname, text))

    def supports_block_quality(self) -> bool:
        return False

    def score(self, matcher: Any) -> float:
        length = self._searcher.doc_field_length(matcher.id(), self._field, 1)
        norm = K1 * (1 - B + B * length / self._average)
        return float(self._idf * matcher.weight() * (K1 + 1) / (matcher.weight() + norm))
