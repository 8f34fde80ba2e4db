"""Words by their beginning: khen* stands for the words of the index that begin with khen."""

from collections.abc import Iterator
from functools import partial

import numpy as np

from searchapp.analysis.syllables import normalize_syllable
from searchapp.engines.whoosh.part import Part
from searchapp.engines.whoosh.postings import PostingList, union
from searchapp.engines.whoosh.snapshot import Snapshot

_MOST_TERMS = 256  # the most frequent ones; syllables with three letters in common are fewer


def expand(snapshot: Snapshot, kind: str, prefix: str) -> list[str]:
    """Return the terms that begin so, at most ``_MOST_TERMS`` and the word itself.

    The word may be held in another spelling than it begins others: quý is held as quí.
    """
    held: dict[str, int] = {}
    for part in snapshot.parts:
        for term, count in _begun(part, kind, prefix):
            held[term] = held.get(term, 0) + count
    begun = sorted(held, key=lambda term: (-held[term], term.encode()))[:_MOST_TERMS]
    return sorted({*begun, normalize_syllable(prefix)}, key=str.encode)


def _begun(part: Part, kind: str, prefix: str) -> Iterator[tuple[str, int]]:
    """Yield the most frequent terms of a part that begin so."""
    table = part.tables[kind.partition("_")[0]]
    first, end = table.stretch(prefix)
    counts = part.postings[kind].counts(first, end)
    for at in np.argsort(-counts, kind="stable")[: 2 * _MOST_TERMS]:
        yield table.term(first + int(at)), int(counts[at])


def list_of_prefix(snapshot: Snapshot, kind: str, prefix: str) -> PostingList:
    """Return the documents of all terms that begin so, each with its largest frequency."""
    lists = map(partial(snapshot.word, kind), expand(snapshot, kind, prefix))
    return union([one for one in lists if one.count], snapshot.size)
