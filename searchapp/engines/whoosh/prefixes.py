"""Words by their beginning: khen* stands for the words of the index that begin with khen."""

import numpy as np

from searchapp.analysis.syllables import normalize_syllable
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.part import Part
from searchapp.engines.whoosh.postings import PostingList
from searchapp.engines.whoosh.snapshot import Snapshot

_MOST_TERMS = 256  # the most frequent ones; syllables with three letters in common are fewer


def expand(snapshot: Snapshot, kind: str, prefix: str) -> list[str]:
    """Return the terms that begin so, at most ``_MOST_TERMS`` and the word itself.

    The word may be held in another spelling than it begins others: quý is held as quí.
    """
    held: dict[str, int] = {}
    for part in snapshot.parts:
        numbers, counts = _begun(part, kind, prefix)
        terms = map(part.tables[_table(kind)].term, numbers.tolist())
        for term, count in zip(terms, counts.tolist(), strict=True):
            held[term] = held.get(term, 0) + count
    begun = sorted(held, key=lambda term: (-held[term], term.encode()))[:_MOST_TERMS]
    return sorted({*begun, normalize_syllable(prefix)}, key=str.encode)


def list_of_prefix(snapshot: Snapshot, kind: str, prefix: str) -> PostingList:
    """Return the documents of all terms that begin so, each with its largest frequency."""
    row = np.concatenate([
        part.postings[kind].largest(numbers)
        for part, numbers in zip(snapshot.parts, _chosen(snapshot, kind, prefix), strict=True)
    ])  # fmt: skip
    if snapshot.alive is not None:
        row *= snapshot.alive
    return PostingList(snapshot.size, None, row, int(np.count_nonzero(row)))


def _chosen(snapshot: Snapshot, kind: str, prefix: str) -> list[list[int]]:
    """Return for each part the numbers of the terms that a beginning stands for."""
    table = _table(kind)
    if len(snapshot.parts) == 1:
        (part,) = snapshot.parts
        begun, _ = _begun(part, kind, prefix)
        itself = part.number(table, normalize_syllable(prefix))
        return [sorted({*begun.tolist()} | ({itself} if itself is not None else set()))]
    terms = expand(snapshot, kind, prefix)
    numbers = [[part.number(table, term) for term in terms] for part in snapshot.parts]
    return [[one for one in those if one is not None] for those in numbers]


def _begun(part: Part, kind: str, prefix: str) -> tuple[IntArray, IntArray]:
    """Return the most frequent terms of a part that begin so, and how many documents hold each."""
    first, end = part.tables[_table(kind)].stretch(prefix)
    counts = part.postings[kind].counts(first, end)
    if len(counts) <= _MOST_TERMS:
        return np.arange(first, end), counts
    best = np.argsort(-counts, kind="stable")[:_MOST_TERMS]
    return first + best, counts[best]


def _table(kind: str) -> str:
    return kind.partition("_")[0]
