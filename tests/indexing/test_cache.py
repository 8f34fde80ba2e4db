"""A damaged cache costs time and nothing else."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from archives import Archive, tell

from searchapp.facts import read_facts
from searchapp.indexing.cache import (
    Cache,
    CacheDamagedError,
    EncodedReport,
    encode,
    is_damage,
    open_to_read,
    read_pieces,
    read_reports,
)
from searchapp.indexing.remembered import AnalysedReport, Entry, FileState
from searchapp.model import Skipped, SourceDocument

ALTERATIONS = 200
ONE, TWO = b"m" * 16, b"h" * 16


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


ENTRY = Entry("mot", ONE, 3, 12)


def _fill(path: Path) -> dict[str, object]:
    """Put what a rebuild would, and return what is read of it then."""
    state = FileState((9, 8, 7, 6), TWO, [ENTRY], [Skipped("hai.txt", "hỏng")])
    with Cache(path) as cache:
        cache.put_reports([_encoded(ENTRY, "Hội thi cấy lúa. " * 50, ("hội_thi cấy lúa",) * 50)])
        cache.put_file("mot.txt", state)
        cache.put_value("chủ đề", b"[]" * 100)
    expected = _read(path)
    assert expected is not None
    assert expected["mot.txt"] == state
    return expected


def _encoded(entry: Entry, text: str, pieces: tuple[str, ...]) -> EncodedReport:
    document = SourceDocument(entry.id, "mot.txt", text, sha256="0" * 64)
    report = AnalysedReport(document, read_facts(document), "Hội thi", "hội\nthi", 2)
    return encode(entry, report, pieces)


def _read(path: Path) -> dict[str, object] | None:
    """What the cache holds, {} when nothing is found in it, None when it says it is damaged."""
    try:
        with Cache(path) as cache:
            found: dict[str, object] = dict(cache.files())
            found["chủ đề"] = cache.value("chủ đề")
            if ONE not in cache.report_keys() or len(found) < 2 or found["chủ đề"] is None:
                return {}
            found["about"] = cache.about(ONE)
            with closing(open_to_read(path)) as database:
                return found | {"một": list(read_reports(database, [ONE]))}
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return None


def _pieces(path: Path, key: bytes) -> list[tuple[str, ...]]:
    with closing(open_to_read(path)) as database:
        return list(read_pieces(database, [key]))


def test_an_altered_value_is_no_value(tmp_path: Path) -> None:
    path = tmp_path / "cache.sqlite"
    other = Entry("hai", TWO, 0, 3)
    with Cache(path) as cache:
        cache.put_reports([_encoded(ENTRY, "Một.", ("a b",)), _encoded(other, "Hai.", ("a c",))])
    assert _pieces(path, ONE) == [("a b",)]
    _swap(path)
    with Cache(path) as cache:
        assert cache.report_keys() == {ONE, TWO}
    for key in (ONE, b"ba" * 8):
        with pytest.raises(CacheDamagedError):
            _pieces(path, key)


def _swap(path: Path) -> None:
    """Give one report the other's value, whole as it is."""
    with sqlite3.connect(path) as database:
        query = "UPDATE reports SET pieces = (SELECT pieces FROM reports WHERE key = ?)"
        database.execute(query, (TWO,))
    database.close()


@pytest.mark.parametrize(
    "layout",
    [
        "CREATE TABLE reports (key TEXT PRIMARY KEY, report, compounds)",
        "PRAGMA user_version = 1",
    ],
)
def test_a_cache_of_another_layout_is_begun_anew(tmp_path: Path, layout: str) -> None:
    path = tmp_path / "cache.sqlite"
    with sqlite3.connect(path) as database:
        database.execute(layout)
    database.close()
    with Cache(path) as cache:
        assert cache.report_keys() == set()
        cache.put_reports([_encoded(ENTRY, "Một.", ())])
    assert _pieces(path, ONE) == [()]


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
