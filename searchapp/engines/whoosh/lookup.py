"""What the words of one request are in a snapshot; each is looked up once."""

from collections.abc import Callable, Hashable
from functools import partial
from typing import TypeVar

import numpy as np

from searchapp.engines.whoosh.inversion import BoolArray, FloatArray
from searchapp.engines.whoosh.postings import PostingList
from searchapp.engines.whoosh.prefixes import list_of_prefix
from searchapp.engines.whoosh.scoring import idf
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import Filters, Word

_Value = TypeVar("_Value")


class Lookup:
    """The posting lists of one request's words, and what its filters find; kept no longer."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot
        self._found: dict[Hashable, object] = {}

    def word(self, word: Word, *, exact: bool, title: bool = False) -> PostingList:
        """Return the documents of a word (of all words that begin so, for a prefix)."""
        kind = kind_of(exact=exact, title=title)
        term = word.exact if exact else word.folded
        read = list_of_prefix if word.prefix else Snapshot.word
        return self._once((kind, term, word.prefix), partial(read, self.snapshot, kind, term))

    def pair(self, left: Word, right: Word, *, exact: bool) -> PostingList:
        """Return the documents in which two words stand side by side."""
        terms = (left.exact, right.exact) if exact else (left.folded, right.folded)
        table = kind_of(exact=exact)
        return self._once((table, *terms), lambda: self.snapshot.pair(table, *terms))

    def closeness(self, filters: Filters) -> FloatArray:
        """Return how near each report comes to a place or time; see ``Columns.closeness``."""
        return self._once(filters, lambda: self.snapshot.columns.closeness(filters))

    def idf(self, postings: PostingList) -> float:
        """Return how much it tells that a report is in a list."""
        return idf(self.snapshot.reports, postings.count)

    def nothing(self) -> BoolArray:
        """Return a mask of no document."""
        return np.zeros(self.snapshot.size, bool)

    def everything(self) -> BoolArray:
        """Return a mask of every document that counts."""
        alive = self.snapshot.alive
        return np.ones(self.snapshot.size, bool) if alive is None else alive.copy()

    def _once(self, key: Hashable, read: Callable[[], _Value]) -> _Value:
        if key not in self._found:
            self._found[key] = read()
        return self._found[key]  # type: ignore[return-value]


def kind_of(*, exact: bool, title: bool = False) -> str:
    """Return the kind of the terms that are words."""
    return ("exact" if exact else "folded") + "_title" * title
