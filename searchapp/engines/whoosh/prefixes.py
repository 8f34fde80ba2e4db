"""Words by their beginning: khen* stands for every word of the index that begins with khen."""

from collections.abc import Iterable

import numpy as np

from searchapp.engines.whoosh.arrays import EMPTY_DOCS, EMPTY_IMPACTS, Postings, TermTable
from searchapp.engines.whoosh.inversion import DocArray, FloatArray
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Word

_MOST_TERMS = 64  # the most frequent ones; a prefix of three letters has some hundred


def expand(table: TermTable, postings: Postings, prefix: str) -> list[int]:
    """Return the numbers of the terms that begin so, at most ``_MOST_TERMS``."""
    first, last = table.stretch(prefix)
    numbers = range(first, last)
    if len(numbers) <= _MOST_TERMS:
        return list(numbers)
    held = np.diff(postings.indptr[first : last + 1])
    return sorted(first + int(at) for at in np.argsort(-held, kind="stable")[:_MOST_TERMS])


def docs_of_prefix(snapshot: Snapshot, word: Word, *, title: bool = False) -> DocArray:
    """Return the documents that hold a word that begins as typed, ascending."""
    return union_of_prefix(snapshot, word, exact=word.marked, title=title)[0]


def union_of_prefix(
    snapshot: Snapshot, word: Word, *, exact: bool, title: bool = False
) -> tuple[DocArray, FloatArray]:
    """Return the documents of all terms that begin so, and the largest impact in each."""
    table = snapshot.exact_terms if exact else snapshot.folded_terms
    kinds = (snapshot.folded, snapshot.folded_title), (snapshot.exact, snapshot.exact_title)
    postings = kinds[exact][title]
    numbers = expand(table, postings, word.exact if exact else word.folded)
    return union(map(postings.of, numbers))


def union(lists: Iterable[tuple[DocArray, FloatArray]]) -> tuple[DocArray, FloatArray]:
    """Return the documents of any of the posting lists, and the largest impact in each."""
    found = list(lists)
    if not found:
        return EMPTY_DOCS, EMPTY_IMPACTS
    docs = np.concatenate([docs for docs, _ in found])
    impacts = np.concatenate([impacts for _, impacts in found])
    order = np.lexsort((-impacts, docs))
    docs, impacts = docs[order], impacts[order]
    first = np.ones(len(docs), bool)
    first[1:] = docs[1:] != docs[:-1]
    return docs[first], impacts[first]
