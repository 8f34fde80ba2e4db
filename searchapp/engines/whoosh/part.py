"""One part of a generation: the posting lists and streams of documents with consecutive numbers."""

from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from searchapp.engines.whoosh.arrays import TermTable, load, load_terms
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.parts import KINDS
from searchapp.engines.whoosh.postings import KindPostings, PostingList
from searchapp.engines.whoosh.streams import Streams

_REMEMBERED = 1 << 13  # terms whose numbers are remembered, a few dozen bytes each


class Part:
    """The files of one part, mapped; documents have their numbers in the part, from 0."""

    def __init__(self, folder: Path) -> None:
        self.tables = {name: load_terms(folder, name) for name in ("exact", "folded")}
        self.fold_of = load(folder, "fold_of")
        self.postings = {kind: KindPostings(folder, kind) for kind in KINDS}
        self.lengths = {
            name: load(folder, f"{name}.lengths") for name in ("words", "titles", "pairs")
        }
        self.streams = Streams(folder, self.fold_of)
        self.size = len(self.lengths["words"])
        self.number = lru_cache(_REMEMBERED)(self._number)
        self.pair_number = lru_cache(_REMEMBERED)(self._pair_number)

    def _number(self, table: str, term: str) -> int | None:
        return self.tables[table].find(term)

    def _pair_number(self, table: str, left: str, right: str) -> int | None:
        numbers = self.number(table, left), self.number(table, right)
        return self.postings[f"{table}_pair"].pair(*numbers)

    def postings_of(self, kind: str, number: int | None) -> PostingList | None:
        """Return the list of a term by its number; None where it has none."""
        return None if number is None else self.postings[kind].of(number)

    def count(self, kind: str, number: int | None) -> int:
        """Return how many documents hold a term, dead ones included."""
        return 0 if number is None else self.postings[kind].count(number)

    def spellings(self, folded: str) -> list[str]:
        """Return the exact terms that fold to this."""
        number = self.number("folded", folded)
        if number is None:
            return []
        order, starts = self._by_folded
        exact: TermTable = self.tables["exact"]
        return [exact.term(int(one)) for one in order[starts[number] : starts[number + 1]]]

    @cached_property
    def _by_folded(self) -> tuple[IntArray, IntArray]:
        """The exact terms grouped by their folded one: made at first use, a few milliseconds."""
        order = self.fold_of.argsort(kind="stable")
        folded = np.arange(len(self.tables["folded"]) + 1)
        return order, self.fold_of[order].searchsorted(folded)
