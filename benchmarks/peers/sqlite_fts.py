"""SQLite's FTS5, as many small services use it."""

import re
import sqlite3
import weakref
from collections.abc import Sequence

from benchmarks.collections import Document
from benchmarks.peers.base import DEPTH, Peer, field

# What the tokenizer unicode61 holds for a token: nothing in it needs to be escaped.
_TOKEN = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_TABLE = """
    CREATE VIRTUAL TABLE reports
    USING fts5(text, content='', tokenize="unicode61 remove_diacritics 2")
"""
_RANKED = "SELECT rowid FROM reports WHERE reports MATCH ? ORDER BY bm25(reports), rowid LIMIT ?"


class Fts5(Peer):
    """A table in memory; k1 1.2 and b 0.75 are FTS5's own.

    Diacritics are folded away on both sides, but ``đ`` bears none and stays another letter
    than ``d``. Its weight of a term is Robertson's, which is nothing for one that half of the
    documents hold, as folded syllables often are: hence it falls behind the other peers.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self._ids = [document.id for document in documents]
        self._connection = sqlite3.connect(":memory:")
        weakref.finalize(self, self._connection.close)
        self._connection.execute(_TABLE)
        rows = ((number, field(document)) for number, document in enumerate(documents))
        with self._connection as transaction:
            transaction.executemany("INSERT INTO reports (rowid, text) VALUES (?, ?)", rows)

    def rank(self, text: str) -> list[str]:
        """The ids of documents that share a term with the text, best first, at most ``DEPTH``."""
        terms = _TOKEN.findall(text)
        if not terms:
            return []
        wanted = " OR ".join(f'"{term}"' for term in terms)
        return [self._ids[row] for (row,) in self._connection.execute(_RANKED, (wanted, DEPTH))]
