"""``searchapp facts`` over many reports: how much is told, and which reports lack what."""

import json
from pathlib import Path

import pytest
from command_line import run_command, told

GOOD = "Khối thi đua họp\n\nNgày 5/3/2021, tỉnh Cà Mau tổ chức hội nghị tổng kết năm 2020.\n"
PLACELESS = "Khối thi đua họp\n\nNgày 5/3/2021, các trường tổ chức hội nghị sơ kết.\n"
DATELESS = "Khối thi đua họp\n\nVừa qua, tỉnh Cà Mau tổ chức hội nghị.\n"


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with a complete report, one without a province, one without a date."""
    folder = tmp_path / "reports"
    (folder / "2021").mkdir(parents=True)
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / "2021" / "placeless.txt").write_text(PLACELESS, "utf-8")
    lines = [{"id": "a", "text": DATELESS}, {"id": "b", "text": GOOD}]
    export = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
    (folder / "export.jsonl").write_text(export, "utf-8")
    return folder


def test_a_folder_is_read_file_by_file(archive: Path) -> None:
    found = [
        json.loads(line) for line in told(run_command("facts", archive, "--json")).splitlines()
    ]
    assert [one["path"] for one in found] == [
        (archive / name).as_posix()
        for name in ("2021/placeless.txt", "export.jsonl", "export.jsonl", "good.txt")
    ]


def test_the_summary_counts_each_fact(archive: Path) -> None:
    summary = json.loads(told(run_command("facts", archive, "--summary", "--json")))
    assert (summary["reports"], summary["skipped"]) == (4, 0)
    assert summary["told"]["provinces"] == 3
    assert summary["told"]["event_date"] == 3
    assert summary["told"]["byline"] == 0
    assert summary["missing"] == {"province": 1, "date": 1}


def test_the_summary_for_people_shows_shares(archive: Path) -> None:
    output = told(run_command("facts", archive, "--summary"))
    assert "4 báo cáo, 0 tệp bị bỏ qua" in output
    assert "75.0%" in output
    assert "←" not in output


def test_several_reports_end_with_their_summary_and_one_does_not(archive: Path) -> None:
    assert "báo cáo, " in told(run_command("facts", archive))
    assert "báo cáo, " not in told(run_command("facts", archive / "good.txt"))


def test_what_lacks_a_province_or_a_date_is_a_list_to_work_off(archive: Path) -> None:
    result = run_command("facts", archive, "--missing")
    assert result.stdout.splitlines() == [
        f"{archive.as_posix()}/2021/placeless.txt\tchưa rõ tỉnh",
        f"{archive.as_posix()}/export.jsonl (a)\tchưa rõ ngày",
    ]
    assert ".meta.json" in result.stderr


def test_the_list_of_gaps_is_json_for_programs(archive: Path) -> None:
    lines = told(run_command("facts", archive, "--missing", "--json")).splitlines()
    first, second = map(json.loads, lines)
    assert (first["id"], first["missing"]) == ("2021-placeless", ["province"])
    assert (second["id"], second["missing"]) == ("a", ["date"])


def test_a_sidecar_closes_a_gap(archive: Path) -> None:
    sidecar = archive / "2021" / "placeless.txt.meta.json"
    sidecar.write_text('{"province": "Cà Mau"}', "utf-8")
    assert "placeless" not in run_command("facts", archive, "--missing").stdout


def test_what_cannot_be_read_is_told_and_does_not_stop_the_others(archive: Path) -> None:
    (archive / "hong.pdf").write_bytes(b"no pdf")
    result = run_command("facts", archive, "--summary", "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)["skipped"] == 1
    assert "hong.pdf" in result.stderr
