"""Engines whose time is measured, all over the same terms: see ``benchmarks.speed``.

- ``base``: what an engine is here: built from an archive of terms, opened, asked for a case.
- ``ours``: searchapp itself.
- ``tantivy_fields``, ``lucene``, ``xapian_prefixes``, ``fts5_columns``: everything that is asked.
- ``bm25s_scores``: any of some words, without totals.
- ``stock_whoosh``: Whoosh as it comes, in a small archive only.

An engine that cannot be had, or cannot answer a case, says why and is left out.
"""

from collections.abc import Mapping
from types import MappingProxyType

from benchmarks.peers.timed.base import TimedEngine
from benchmarks.peers.timed.bm25s_scores import Bm25sEngine
from benchmarks.peers.timed.fts5_columns import Fts5Engine
from benchmarks.peers.timed.lucene import LuceneEngine
from benchmarks.peers.timed.ours import Ours
from benchmarks.peers.timed.stock_whoosh import StockWhoosh
from benchmarks.peers.timed.tantivy_fields import TantivyEngine
from benchmarks.peers.timed.xapian_prefixes import XapianEngine

OURS = Ours.name
ENGINES: Mapping[str, type[TimedEngine]] = MappingProxyType(
    {
        engine.name: engine
        for engine in (
            Ours,
            TantivyEngine,
            LuceneEngine,
            XapianEngine,
            Fts5Engine,
            Bm25sEngine,
            StockWhoosh,
        )
    }
)
"""Name -> engine, ours first."""
