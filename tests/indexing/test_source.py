"""What the engine is given of each report, and what tells whether it changed."""

import pickle
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import pytest
from archives import Archive, tell

from searchapp.analysis.reports import analyse
from searchapp.engines.base import IndexEntry
from searchapp.facts import read_facts
from searchapp.indexing.cache import Cache, CacheDamagedError
from searchapp.indexing.pipeline import Pipeline
from searchapp.indexing.source import CacheSource
from searchapp.indexing.vocabulary import find_topics


def _source(archive: Archive) -> CacheSource:
    """Index an archive, and return the source of what is in its cache."""
    archive.index()
    path = archive.settings.index / "cache.sqlite"
    with Cache(path) as cache:
        entries = [entry for _, state in cache.files() for entry in state.entries]
        topics_id = find_topics(cache, entries, most_words=1_000_000)
    return CacheSource(path, {entry.id: entry.key for entry in entries}, topics_id)


def _asked(source: CacheSource, ids: list[str]) -> list[IndexEntry]:
    return list(source.entries(ids))


def test_entries_come_in_the_order_asked_with_all_that_was_read(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(30))
    source = _source(archive)
    ids = ["tin-0021", "tin-0003", "tin-0011"]
    for report_id, entry in zip(ids, source.entries(ids), strict=True):
        report = entry.report
        facts = read_facts(report.source)
        residue = [one.span for one in facts.residue]
        assert report.id == report_id
        assert report.facts == facts
        assert entry.analysis == analyse(report.text, facts.title, residue)
        assert entry.fingerprint == source.contents()[report_id]


def test_other_processes_get_the_very_same_entries(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(12))
    source = _source(archive)
    ids = sorted(source.contents())
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        assert pool.submit(_asked, source, ids).result() == _asked(source, ids)


def test_a_source_pickles_small(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(200))
    assert len(pickle.dumps(_source(archive))) < 200 * 60 + 500


def test_a_fingerprint_changes_with_the_report_its_id_and_the_topics_alone(
    archive: Archive,
) -> None:
    archive.write_lines("tin.jsonl", tell(5))
    first = _source(archive).contents()
    assert _source(archive).contents() == first
    lines = tell(5)
    lines[2] = {**lines[2], "text": "Chi hội trồng mắc ca."}
    archive.write_lines("tin.jsonl", lines)
    path = archive.settings.index / "cache.sqlite"
    archive.index()
    with Cache(path) as cache:
        keys = {one.id: one.key for _, state in cache.files() for one in state.entries}
    a, b = (CacheSource(path, keys, topics).contents() for topics in (b"a" * 16, b"b" * 16))
    assert {name for name in a if a[name] == b[name]} == set()
    moved = CacheSource(path, {f"{name}-x": key for name, key in keys.items()}, b"a" * 16)
    assert not set(moved.contents().values()) & set(a.values())
    before = CacheSource(path, {**keys, "tin-0002": b"k" * 16}, b"a" * 16).contents()
    assert {name for name in a if a[name] != before[name]} == {"tin-0002"}


def test_what_the_cache_does_not_hold_any_more_is_said(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(3))
    source = _source(archive)
    with closing(sqlite3.connect(archive.settings.index / "cache.sqlite")) as database:
        database.execute("DELETE FROM archive WHERE name = 'topics'")
        database.commit()
    with pytest.raises(CacheDamagedError):
        list(CacheSource(source._path, source._keys, b"x" * 16).entries(["tin-0001"]))


def test_a_rebuild_whose_cache_is_altered_meanwhile_begins_anew(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.write_lines("tin.jsonl", tell(6))
    archive.settings = replace(archive.settings, jobs=2)
    write = Pipeline._write
    path = archive.settings.index / "cache.sqlite"

    def altered_once(self: Pipeline, *arguments: object, **options: object) -> None:
        monkeypatch.setattr(Pipeline, "_write", write)
        _alter(path)
        write(self, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "_write", altered_once)
    assert archive.index().reports == 6
    assert len(archive.found("thi đua")) == 6


def _alter(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE reports SET report = x'00'")
        database.commit()
