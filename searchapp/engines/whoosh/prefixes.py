"""Words by their beginning: khen* stands for the words of the index that begin with khen."""

from collections.abc import Iterable

import numpy as np

from searchapp.analysis.syllables import normalize_syllable
from searchapp.engines.whoosh.arrays import Postings, TermTable
from searchapp.engines.whoosh.inversion import DocArray, FloatArray
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Word

_MOST_TERMS = 256  # the most frequent ones; syllables with three letters in common are fewer


def expand(table: TermTable, postings: Postings, prefix: str) -> list[int]:
    """Return the numbers of the terms that begin so, at most ``_MOST_TERMS`` and the word itself.

    The word may be held in another spelling than it begins others: quý is held as quí.
    """
    first, last = table.stretch(prefix)
    held = np.diff(postings.indptr[first : last + 1])
    begun = [first + int(at) for at in np.argsort(-held, kind="stable")[:_MOST_TERMS]]
    itself = table.find(normalize_syllable(prefix))
    return sorted({*begun} if itself is None else {*begun, itself})


def union_of_prefix(
    snapshot: Snapshot, word: Word, *, exact: bool, title: bool = False
) -> tuple[DocArray, FloatArray]:
    """Return the documents of all terms that begin so, and the largest impact in each."""
    table = snapshot.exact_terms if exact else snapshot.folded_terms
    kinds = (snapshot.folded, snapshot.folded_title), (snapshot.exact, snapshot.exact_title)
    postings = kinds[exact][title]
    numbers = expand(table, postings, word.exact if exact else word.folded)
    return union(map(postings.of, numbers), snapshot.size)


def union(lists: Iterable[tuple[DocArray, FloatArray]], size: int) -> tuple[DocArray, FloatArray]:
    """Return the documents of any of the posting lists, and the largest impact in each.

    A dense row over all ``size`` documents is faster than sorting, since frequent terms meet here.
    """
    largest = np.zeros(size, np.float32)
    for docs, impacts in lists:
        largest[docs] = np.maximum(largest[docs], impacts)
    found = np.flatnonzero(largest).astype(np.int32)
    return found, largest[found]
