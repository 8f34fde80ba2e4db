"""rebuild(): what goes into a generation, what is left out and why, and when none is published."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import Archive, state_of, tell, told
from click.testing import CliRunner, Result

from searchapp.engines import open_engine
from searchapp.errors import BuildFailedError, NoIndexError, ReadingError, RebuildRunningError
from searchapp.indexing import Progress, rebuild
from searchapp.indexing.command import rebuild_command
from searchapp.indexing.progress import Part, Stage
from searchapp.indexing.rebuild import _locked, roll_back


def _command(archive: Archive, *options: str) -> Result:
    places = ["--documents", str(archive.documents), "--index", str(archive.settings.index)]
    return CliRunner().invoke(rebuild_command, [*places, "--jobs", "1", *options])


# --- what goes in --------------------------------------------------------------------------------


def test_a_rebuild_reports_what_it_did(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", [*tell(3), {"id": "x", "text": "Chuyện ở xóm."}])
    archive.write("la.xyz", "không đọc loại này")
    steps: list[Progress] = []
    report = rebuild(archive.settings, progress=steps.append)
    assert report.generation == open_engine(archive.settings).status().generation == "gen-000001"
    assert (report.reports, report.analysed, report.unchanged) == (4, 4, 0)
    assert (report.without_province, report.without_date) == (1, 1)
    assert [skipped.path for skipped in report.skipped] == ["la.xyz"]
    stages = [step.stage for step in steps]
    assert list(dict.fromkeys(stages)) == [Stage.READING, Stage.TOPICS, Stage.PUBLISHING]
    assert report.spent_s.keys() == set(Part)
    assert len(archive.found("thi đua")) == 3


def test_two_files_of_one_name_keep_both_their_reports(archive: Archive) -> None:
    archive.write("a/tin.txt", "Bản chữ thường của tin.\n")
    archive.write("a/tin.md", "Bản có định dạng của tin.\n")
    report = archive.index()
    assert (report.reports, report.skipped) == (2, ())
    assert archive.ids() == ["a-tin", "a-tin-txt"]
    assert open_engine(archive.settings).report("a-tin-txt").source.path == "a/tin.txt"


def test_a_third_file_of_one_id_is_skipped_with_a_reason(archive: Archive) -> None:
    for name in ("tin 1.txt", "tin-1.txt", "tin_1.txt", "tin,1.txt"):
        archive.write(name, f"Tin của tệp {name}.\n")
    report = archive.index()
    assert archive.ids() == ["tin-1", "tin-1-txt", "tin_1"]
    assert [skipped.path for skipped in report.skipped] == ["tin-1.txt"]
    assert "tin 1.txt" in report.skipped[0].reason


def test_a_line_with_an_id_that_is_taken_is_skipped_with_a_reason(archive: Archive) -> None:
    archive.write_lines("mot.jsonl", [told(1), {**told(2), "id": "tin-0001"}, told(3)])
    archive.write_lines("nam.jsonl", [{**told(4), "id": "tin-0003"}, told(5)])
    report = archive.index()
    assert archive.ids() == ["tin-0001", "tin-0003", "tin-0005"]
    assert [skipped.path for skipped in report.skipped] == ["mot.jsonl", "nam.jsonl"]
    for skipped, taken in zip(report.skipped, ("tin-0001", "tin-0003"), strict=True):
        assert taken in skipped.reason
        assert "mot.jsonl" in skipped.reason


def test_topics_are_what_tells_a_report_from_others(archive: Archive) -> None:
    lines = [
        {"id": f"t{n:02}", "text": f"Hội nghị khen thưởng phong trào thi đua, lần {n}."}
        for n in range(30)
    ]
    for n in (3, 4, 5):
        lines[n]["text"] += " Hợp tác xã nuôi ong lấy mật; hợp tác xã được khen."
    archive.write_lines("tin.jsonl", lines)
    archive.index()
    topics = {report.id: report.topics for report in archive.found("")}
    assert all("hợp tác xã" in topics[name] for name in ("t03", "t04", "t05"))
    assert topics["t06"] == ()


def test_a_bad_line_or_file_does_not_stop_the_others(archive: Archive) -> None:
    archive.write("tin.jsonl", '{"text": "Chuyện của xóm."}\nkhông phải JSON\n{"id": "x"}\n')
    archive.write("hong.docx", "không phải DOCX")
    archive.write("trong.txt", "  \n")
    report = archive.index()
    assert report.reports == 1
    paths = [skipped.path for skipped in report.skipped]
    assert paths == ["hong.docx", "tin.jsonl:2", "tin.jsonl:3", "trong.txt"]
    assert all(skipped.reason for skipped in report.skipped)


def test_the_archive_is_never_written_to(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(3))
    archive.write("2020/a.txt", "Hội thi cấy lúa.\n")
    archive.write("hong.pdf", "không phải PDF")
    before = state_of(archive.documents)
    rebuild(archive.settings)
    archive.index(full=True)
    roll_back(archive.settings)
    assert state_of(archive.documents) == before


# --- the command ---------------------------------------------------------------------------------


def test_the_command_names_what_was_skipped_and_ends_well(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(2))
    archive.write("hong.pdf", "không phải PDF")
    result = _command(archive)
    assert result.exit_code == 0
    assert "Bỏ qua hong.pdf: " in result.output
    assert "2 báo cáo" in result.output


def test_the_command_tells_how_far_it_is_and_where_the_time_went(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(2))
    output = _command(archive).output
    for said in ("Đọc báo cáo: 2/2 (", " báo cáo/giây)", "Tìm chủ đề trong kho", "Kiểm tra và đưa"):
        assert said in output
    for said in ("Thời gian: quét kho ", "; chủ đề ", "Bộ xử lý khi đọc và phân tích: đọc tệp "):
        assert said in output
    again = _command(archive).output
    assert "Thời gian: " in again
    assert "Bộ xử lý" not in again.replace("Bộ xử lý khi đọc và phân tích: đọc tệp 0.0", "")


def test_the_command_fails_when_nothing_can_be_read(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(2))
    archive.index()
    archive.write("tin.jsonl", "hỏng\n")
    for options in ((), ("--full",)):
        result = _command(archive, *options)
        assert result.exit_code == 1
        assert "chỉ mục cũ được giữ nguyên" in result.output
        assert "Bỏ qua tin.jsonl:1: " in result.output
    assert len(archive.ids()) == 2


def test_the_command_fails_where_there_is_no_archive(archive: Archive) -> None:
    shutil.rmtree(archive.documents)
    result = _command(archive)
    assert result.exit_code == 1
    assert str(archive.documents) in result.output
    with pytest.raises(NoIndexError):
        open_engine(archive.settings).status()


def test_the_command_goes_back(archive: Archive) -> None:
    for count in (2, 3):
        archive.write_lines("tin.jsonl", tell(count))
        archive.index()
    result = _command(archive, "--rollback")
    assert (result.exit_code, len(archive.ids())) == (0, 2)
    assert "gen-000001" in result.output
    again = _command(archive, "--rollback")
    assert (again.exit_code, len(archive.ids())) == (1, 2)


# --- when nothing is published -------------------------------------------------------------------


def test_a_folder_that_is_not_there_is_told(archive: Archive) -> None:
    shutil.rmtree(archive.documents)
    with pytest.raises(ReadingError, match=str(archive.documents)):
        rebuild(archive.settings)


def test_a_sudden_drop_is_refused_and_full_accepts_it(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(9))
    archive.index()
    archive.write_lines("tin.jsonl", tell(4))
    with pytest.raises(BuildFailedError, match="searchapp rebuild --full"):
        rebuild(archive.settings)
    assert len(archive.ids()) == 9
    assert rebuild(archive.settings, full=True).reports == 4
    assert len(archive.ids()) == 4


def test_an_index_that_cannot_be_made_is_told(archive: Archive, tmp_path: Path) -> None:
    archive.write_lines("tin.jsonl", tell(1))
    archive.settings.index.write_text("một tệp ở chỗ của thư mục")
    with pytest.raises(BuildFailedError, match="Hãy "):
        rebuild(archive.settings)


@pytest.fixture
def locked(archive: Archive) -> Iterator[Archive]:
    """An archive that is being rebuilt, as far as others can tell, by this process."""
    archive.write_lines("tin.jsonl", tell(2))
    archive.index()
    with _locked(archive.settings.index):
        yield archive


def test_a_second_rebuild_names_the_process_that_holds_the_lock(locked: Archive) -> None:
    with pytest.raises(RebuildRunningError, match=rf"tiến trình {os.getpid()}\b"):
        rebuild(locked.settings)
    result = _command(locked)
    assert (result.exit_code, f"tiến trình {os.getpid()}" in result.output) == (1, True)
    assert len(locked.ids()) == 2


def test_there_is_no_rollback_during_a_rebuild(locked: Archive) -> None:
    result = _command(locked, "--rollback")
    assert result.exit_code == 1
    assert "Hãy đợi" in result.output


def test_the_lock_is_free_after_a_rebuild_that_failed(archive: Archive) -> None:
    archive.write("tin.jsonl", "hỏng\n")
    for _ in range(2):
        with pytest.raises(BuildFailedError):
            rebuild(archive.settings)
    assert not list(archive.settings.index.glob("*.pid"))
    assert not list(archive.settings.index.glob("gen-*"))


def test_an_error_in_the_watching_of_progress_ends_the_rebuild(archive: Archive) -> None:
    archive.write_lines("tin.jsonl", tell(2))

    def fail(_: Progress) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        rebuild(archive.settings, progress=fail)
    assert rebuild(archive.settings).reports == 2
