"""The cost of a rebuild follows what changed: what did not is neither read nor analysed again."""

import json
import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from archives import Archive, tell, told

from searchapp.errors import BuildFailedError, ReadingError
from searchapp.indexing import analysing, gathering, remembered
from searchapp.indexing.progress import RebuildReport
from searchapp.model import Skipped
from searchapp.reading import ArchiveFile, RawLine, file_digest, raw_lines

_AN_HOUR_NS = 3_600 * 10**9


def _work(report: RebuildReport) -> tuple[int, int, int]:
    assert report.analysed + report.unchanged == report.reports
    return report.reports, report.analysed, report.unchanged


def test_the_first_rebuild_analyses_everything(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(5))
    assert _work(archive.index()) == (5, 5, 0)


def test_what_is_unchanged_is_not_analysed_again(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(5))
    archive.index()
    first = archive.found("thi đua")
    assert _work(archive.index()) == (5, 0, 5)
    assert archive.found("thi đua") == first


def test_what_is_unchanged_is_not_read_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = archive.write("a.md", "Hội thi nấu ăn của xã.\n")
    archive.write("b.md", "Hội thi cấy lúa của xã.\n")
    archive.index()
    monkeypatch.setattr(sys, "executable", "/khong-co")  # no process can be started that reads
    assert _work(archive.index()) == (2, 0, 2)
    path.write_text("Hội thi nấu ăn của huyện.\n", "utf-8")
    with pytest.raises(ReadingError):
        archive.index()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that rebuilds open."""
    names: list[str] = []

    def digest(path: str) -> bytes:
        names.append(Path(path).name)
        return file_digest(path)

    def lines(file: ArchiveFile, most: int) -> Iterator[RawLine | Skipped]:
        names.append(file.name)
        return raw_lines(file, most)

    monkeypatch.setattr(analysing, "file_digest", digest)
    monkeypatch.setattr(gathering, "raw_lines", lines)
    return names


def test_a_file_with_the_stamp_of_last_time_is_not_even_opened(
    archive: Archive, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_RACY_NS", -_AN_HOUR_NS)
    for name in ("a.txt", "b.txt", "c.html"):
        archive.write(name, f"Hội thi nấu ăn, lần {name}.\n")
    archive.write_lines("d.jsonl", tell(3))
    archive.write("e.docx", "không phải DOCX")
    archive.index()
    assert sorted(opened) == ["a.txt", "b.txt", "c.html", "d.jsonl", "e.docx"]
    opened.clear()
    archive.write("b.txt", "Hội thi cấy lúa, lần b.\n")
    report = archive.index()
    assert (opened, _work(report)) == (["b.txt"], (6, 1, 5))
    assert [skipped.path for skipped in report.skipped] == ["e.docx"]


def test_a_file_that_changed_just_before_it_was_read_is_looked_at_again(
    archive: Archive, opened: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_RACY_NS", _AN_HOUR_NS)
    archive.write("a.txt", "Hội thi nấu ăn.\n")
    archive.write_lines("b.jsonl", tell(2))
    archive.index()
    opened.clear()
    assert _work(archive.index()) == (3, 0, 3)
    assert sorted(opened) == ["a.txt", "b.jsonl"]


def test_lines_that_move_keep_what_was_made_of_them_and_get_their_new_numbers(
    archive: Archive,
) -> None:
    lines = [{"text": f"Chi hội {name} nuôi ong."} for name in ("một", "hai", "ba")]
    archive.write_lines("tin.jsonl", lines)
    archive.index()
    archive.write_lines("tin.jsonl", [{"text": "Chi hội mới trồng rừng."}, *lines])
    assert _work(archive.index()) == (4, 1, 3)
    assert archive.ids() == ["tin-1", "tin-2", "tin-3", "tin-4"]
    assert [report.id for report in archive.found('"chi hội một"')] == ["tin-2"]


@pytest.mark.slow
def test_many_processes_make_the_same_index_as_one(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(150))
    archive.settings = replace(archive.settings, jobs=2)
    assert _work(archive.index()) == (150, 150, 0)
    made_by_many = archive.found("")
    archive.settings = replace(archive.settings, jobs=1)
    assert _work(archive.index(full=True)) == (150, 150, 0)
    assert archive.found("") == made_by_many


def test_a_touched_file_is_unchanged(archive: Archive) -> None:
    path = archive.write_lines("tin.jsonl", tell(3))
    archive.index()
    os.utime(path, (0, 0))
    assert _work(archive.index()) == (3, 0, 3)


def test_of_a_changed_jsonl_file_only_the_changed_line_is_analysed(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(6))
    archive.index()
    lines = tell(6)
    lines[3] = {**told(3), "text": "Chi hội trồng mắc ca."}
    archive.write_lines("tin.jsonl", lines)
    assert _work(archive.index()) == (6, 1, 5)
    assert [report.id for report in archive.found("mắc ca")] == ["tin-0003"]
    archive.write_lines("tin.jsonl", [*lines, told(9)])
    assert _work(archive.index()) == (7, 1, 6)


def test_changed_added_removed_and_renamed_files_are_followed(archive: Archive) -> None:
    for name in "abcd":
        archive.write(f"{name}.txt", f"Hội thi cấy lúa của thôn {name}.\n")
    archive.index()
    archive.write("a.txt", "Hội thi bơi chải của thôn a.\n")
    (archive.documents / "b.txt").unlink()
    (archive.documents / "c.txt").rename(archive.documents / "moi.txt")
    assert _work(archive.index()) == (3, 2, 1)
    assert archive.ids() == ["a", "d", "moi"]
    assert [report.id for report in archive.found('"bơi chải"')] == ["a"]
    assert {report.id for report in archive.found('"cấy lúa"')} == {"d", "moi"}
    assert archive.found('"thôn c"')[0].source.path == "moi.txt"


def test_a_sidecar_that_comes_changes_or_goes_is_followed(archive: Archive) -> None:
    archive.write("a.txt", "Hội thi cấy lúa.\n")
    archive.write("b.txt", "Hội thi bơi chải.\n")
    archive.index()
    for title in ("Tên một", "Tên hai"):
        sidecar = archive.write("a.txt.meta.json", json.dumps({"title": title}))
        assert _work(archive.index()) == (2, 1, 1)
        assert archive.found("cấy lúa")[0].title == title
    sidecar.unlink()
    assert _work(archive.index()) == (2, 1, 1)
    assert archive.found("cấy lúa")[0].title != "Tên hai"


def test_full_analyses_everything_anew(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(4))
    archive.index()
    assert _work(archive.index(full=True)) == (4, 4, 0)


def test_what_a_failed_rebuild_analysed_is_kept(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(10))
    archive.index()
    archive.write_lines("tin.jsonl", tell(2, first=100))
    with pytest.raises(BuildFailedError, match="--full"):
        archive.index()
    assert len(archive.ids()) == 10
    archive.write_lines("tin.jsonl", [*tell(8), *tell(2, first=100)])
    assert _work(archive.index()) == (10, 0, 10)


def test_the_same_report_twice_is_analysed_once(archive: Archive) -> None:
    archive.write_lines("a.jsonl", tell(3))
    archive.index()
    archive.write_lines("a.jsonl", [*tell(3), *tell(3)])
    assert _work(archive.index()) == (3, 0, 3)


def test_a_file_that_was_too_large_is_read_when_the_limit_is_raised(archive: Archive) -> None:
    archive.write("a.txt", "Hội thi cấy lúa. " * 10)
    archive.write_lines("b.jsonl", tell(1))
    settings = archive.settings
    archive.settings = replace(settings, max_file_bytes=50)
    archive.write_lines("b.jsonl", [{"text": "Ngắn."}])
    assert [skipped.path for skipped in archive.index().skipped] == ["a.txt"]
    archive.settings = settings
    assert archive.index().skipped == ()


def test_a_file_that_is_skipped_is_told_again_at_every_rebuild(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(2))
    archive.write("hong.pdf", "không phải PDF")
    first = archive.index().skipped
    assert [skipped.path for skipped in first] == ["hong.pdf"]
    assert archive.index().skipped == first
