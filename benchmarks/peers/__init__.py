"""Other searches over the same documents, to know what a figure is worth.

- ``base``: what a peer is: documents, title and text as one field, and a ranking of them.
- ``bm25``: BM25 (bm25s) over syllables with their diacritics, or over pyvi's words.
- ``tantivy_index``: tantivy with its default analyser, or folding to ASCII.
- ``sqlite_fts``: SQLite's FTS5, which folds by itself.
- ``timed``: engines whose time is measured, all over the same terms.

All of them find a document that holds any term of the query; none has a route, a repair or a
relaxation. Queries are built from terms: no text reaches an engine's own parser unquoted.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from types import MappingProxyType

from benchmarks.collections import Document
from benchmarks.peers.base import Peer
from benchmarks.peers.bm25 import PlainBm25, pyvi_words
from benchmarks.peers.sqlite_fts import Fts5
from benchmarks.peers.tantivy_index import Tantivy

PEERS: Mapping[str, Callable[[Sequence[Document]], Peer]] = MappingProxyType(
    {
        "bm25s syllables": PlainBm25,
        "bm25s pyvi": partial(PlainBm25, analyse=pyvi_words),
        "tantivy": Tantivy,
        "tantivy ascii": partial(Tantivy, folding=True),
        "sqlite fts5": Fts5,
    }
)
"""Name of a peer -> how it indexes documents."""
