"""A damaged cache costs time and nothing else."""

import random
import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from archives import Archive, tell

from searchapp.indexing.analysts import analyse_document
from searchapp.indexing.cache import (
    Cache,
    CacheDamagedError,
    EncodedReport,
    Entry,
    FileOutcome,
    is_damage,
)
from searchapp.model import Skipped, SourceDocument

ALTERATIONS = 200


def _garbage(path: Path) -> None:
    path.write_bytes(b"kh\xc3\xb4ng ph\xe1\xba\xa3i SQLite " * 300)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _without_a_table(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE reports")
    database.close()


def _with_other_columns(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("DROP TABLE reports")
        database.execute("CREATE TABLE reports (key TEXT)")
    database.close()


def _with_a_number_for_a_report(path: Path) -> None:
    with sqlite3.connect(path) as database:
        database.execute("UPDATE reports SET report = 7")
    database.close()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "removed": Path.unlink,
    "emptied": lambda path: path.write_bytes(b""),
    "garbage": _garbage,
    "cut": _cut,
    "a table is gone": _without_a_table,
    "other columns": _with_other_columns,
    "not a report": _with_a_number_for_a_report,
    "a strange journal": lambda path: Path(f"{path}-journal").write_bytes(b"\xff" * 5000),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_cache_only_costs_time(archive: Archive, damage: str) -> None:
    archive.write_lines("tin.jsonl", tell(6))
    archive.index()
    expected = archive.found("")
    DAMAGES[damage](archive.settings.index / "cache.sqlite")
    assert archive.index().reports == 6
    assert archive.found("") == expected
    assert archive.index().unchanged == 6


def test_no_altered_bytes_give_another_value_than_was_put(tmp_path: Path) -> None:
    path, chance = tmp_path / "cache.sqlite", random.Random(5)
    expected = _fill(path)
    whole = path.read_bytes()
    for _ in range(ALTERATIONS):
        altered = bytearray(whole)
        start, length = chance.randrange(len(whole)), chance.choice((1, 1, 40))
        altered[start : start + length] = chance.randbytes(len(altered[start : start + length]))
        path.write_bytes(altered)
        assert _read(path) in (expected, {}, None)


def _fill(path: Path) -> dict[str, object]:
    """Put what a rebuild would, and return what is read of it then."""
    outcome = FileOutcome([Entry("mot", "mot.txt", "một")], [Skipped("hai.txt", "hỏng")], [])
    document = SourceDocument("mot", "mot.txt", "Hội thi cấy lúa. " * 50, sha256="0" * 64)
    with Cache(path) as cache:
        cache.put_report("một", analyse_document(document))
        cache.put_file("tệp", outcome)
    expected = _read(path)
    assert expected is not None
    assert expected["tệp"] == outcome
    return expected


def _read(path: Path) -> dict[str, object] | None:
    """What the cache holds, {} when nothing is found in it, None when it says it is damaged."""
    try:
        with Cache(path) as cache:
            outcome = cache.file("tệp")
            return {"tệp": outcome, "một": cache.report("một")} if outcome else {}
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return None


def test_an_altered_value_is_no_value(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with Cache(path) as cache:
        cache.put_report("một", EncodedReport(b"report", zlib.compress(b'["a b"]')))
        cache.put_report("hai", EncodedReport(b"report", zlib.compress(b'["a c"]')))
        assert cache.pieces("một") == ("a b",)
    _swap(path)
    with Cache(path) as cache:
        assert cache.has_report("một")
        with pytest.raises(CacheDamagedError):
            cache.pieces("một")
        with pytest.raises(CacheDamagedError):
            cache.pieces("ba")


def _swap(path: Path) -> None:
    """Give one report the other's value, whole as it is."""
    with sqlite3.connect(path) as database:
        database.execute(
            "UPDATE reports SET pieces = (SELECT pieces FROM reports WHERE key = 'hai')"
        )
    database.close()


def test_a_cache_of_an_older_layout_is_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE reports (key TEXT PRIMARY KEY, report, compounds)")
        database.execute("INSERT INTO reports VALUES ('một', 'report', '{}')")
    database.close()
    with Cache(path) as cache:
        assert not cache.has_report("một")
        cache.put_report("hai", EncodedReport(b"report", zlib.compress(b"[]")))
        assert cache.pieces("hai") == ()


def test_a_cache_that_cannot_be_opened_is_not_called_damaged(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").mkdir()
    with pytest.raises(sqlite3.OperationalError) as caught:
        Cache(tmp_path / "cache.sqlite")
    assert not is_damage(caught.value)


def test_a_word_with_a_space_inside_comes_back_as_one_word(archive: Archive) -> None:
    """A ligature that stands for four words is one token; it must not shift the title's end."""
    archive.write_lines("tin.jsonl", [{"id": "a", "title": "ﷺ chào", "text": "Gặt lúa."}])
    for _ in range(2):
        archive.index()
        assert [report.id for report in archive.found("title:chào")] == ["a"]
        assert archive.found("title:gặt") == []
