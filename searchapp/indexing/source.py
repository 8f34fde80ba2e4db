"""The reports of a rebuild as the engine asks for them: from the cache, in any process."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from searchapp.engines.base import IndexEntry
from searchapp.indexing.cache import open_to_read, read_reports
from searchapp.indexing.topics import TopicChooser
from searchapp.indexing.versions import KEY_BYTES
from searchapp.indexing.vocabulary import load_topics
from searchapp.model import Report


class CacheSource:
    """An ``EntrySource``: the ids, the keys behind them, and where the cache is.

    It pickles small. Each process opens the cache for itself, and nobody writes to it meanwhile.
    """

    def __init__(self, path: Path, keys: Mapping[str, bytes], topics_id: bytes) -> None:
        """Take what is to be indexed.

        Args:
            path: The cache.
            keys: Id -> key of every report.
            topics_id: Of the vocabulary of topics that the cache holds.
        """
        self._path = path
        self._keys = keys
        self._topics_id = topics_id

    def contents(self) -> Mapping[str, bytes]:
        """See ``EntrySource.contents``."""
        return {report_id: self._fingerprint(report_id) for report_id in self._keys}

    def entries(self, ids: Sequence[str]) -> Iterator[IndexEntry]:
        """See ``EntrySource.entries``.

        Raises:
            CacheDamagedError: The cache does not hold what it held.
        """
        database = open_to_read(self._path)
        try:
            yield from self._entries(database, ids)
        finally:
            database.close()

    def _entries(self, database: sqlite3.Connection, ids: Sequence[str]) -> Iterator[IndexEntry]:
        chooser = _chooser(self._path, self._topics_id)
        found = read_reports(database, [self._keys[report_id] for report_id in ids])
        for report_id, (analysed, pieces) in zip(ids, found, strict=True):
            source = replace(analysed.source, id=report_id)
            report = Report(source, analysed.facts, analysed.title, chooser.choose(pieces))
            yield IndexEntry(report, analysed.analysis(pieces), self._fingerprint(report_id))

    def _fingerprint(self, report_id: str) -> bytes:
        """Return 16 bytes; the key stands for the text, the facts and the code that read them."""
        made_of = self._keys[report_id] + self._topics_id + report_id.encode()
        return blake2b(made_of, digest_size=KEY_BYTES).digest()


@lru_cache(1)
def _chooser(path: Path, topics_id: bytes) -> TopicChooser:
    """Return the chooser of this process, made when it is first needed."""
    return TopicChooser(load_topics(path, topics_id))
