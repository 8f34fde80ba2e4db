"""The command line: what each command prints, and with which status it ends."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote

import pytest
from command_line import GOOD, run_command, told, write_archive

from searchapp.app import create_app
from searchapp.model import ReportType
from searchapp.settings import Settings


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """An archive of two reports."""
    write_archive(tmp_path / "documents")
    return tmp_path / "documents"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder for an index that is not built yet."""
    return tmp_path / "index"


# --- search --------------------------------------------------------------------------------------


def shape(value: Any) -> Any:
    """Return a value's form: keys and kinds, lists by their first item."""
    if isinstance(value, dict):
        return {key: shape(item) for key, item in value.items()}
    if isinstance(value, list):
        return [shape(value[0])] if value else []
    return type(value).__name__


def answer(settings: Settings, *arguments: object) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        told(run_command("search", *arguments, "--json", index=settings.index))
    )
    return found


def test_search_as_json_is_what_the_api_answers(sample_settings: Settings) -> None:
    client = create_app(sample_settings).test_client()
    ours = answer(sample_settings, "thi dua", "--province", "hung-yen", "--limit", 3)
    theirs = client.get("/api/search?q=thi+dua&province=hung-yen&per_page=3").get_json()
    assert shape(ours) == shape(theirs)
    for found in (ours, theirs):
        found.pop("took_ms")
    assert ours == theirs
    assert ours["total"] > 0


def test_search_for_people_prints_titles_places_and_passages(sample_settings: Settings) -> None:
    output = told(run_command("search", "thi dua", "--limit", 2, index=sample_settings.index))
    assert "không dấu" in output.splitlines()[0]
    assert "kết quả" in output
    assert output.count("\n1. ") == 1
    assert "\n2. " in output
    assert "\n3. " not in output
    assert "\x1b" not in output  # no colours where nobody looks


def test_a_province_is_named_by_slug_or_by_name(sample_settings: Settings) -> None:
    totals = {
        answer(sample_settings, "", "--province", name)["total"]
        for name in ("hung-yen", "Hưng Yên", "hưng yên", "HƯNG YÊN", "tỉnh Hưng Yên")
    }
    assert len(totals) == 1
    assert totals != {0}


def test_filters_narrow_what_is_found(sample_settings: Settings) -> None:
    everything = answer(sample_settings, "")["total"]
    for options in (
        ["--province", "hung-yen"],
        ["--province", "unknown"],
        ["--from", "2020", "--to", "2021"],
        ["--to", "7/2019"],
        ["--from", "2024-01-01"],
        ["--type", "so_ket"],
    ):
        assert 0 < answer(sample_settings, "", *options)["total"] < everything, options
    several = answer(sample_settings, "", "--province", "hung-yen", "--province", "Thái Bình")
    one = answer(sample_settings, "", "--province", "hung-yen")
    assert several["total"] > one["total"]


def test_a_range_typed_the_wrong_way_round_is_understood(sample_settings: Settings) -> None:
    right = answer(sample_settings, "", "--from", "3/2020", "--to", "2021")
    wrong = answer(sample_settings, "", "--from", "2021", "--to", "3/2020")
    assert right["total"] == wrong["total"] > 0


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--from", "hôm qua"], "hôm qua"),
        (["--to", "31/2/2020"], "31/2/2020"),
        (["--province", "Xứ Lạ"], "Xứ Lạ"),
        (["--type", "lung_tung"], "lung_tung"),
        (["--limit", "0"], "0"),
        (["--limit", "x"], "x"),
        (["--khong-co"], "--khong-co"),
    ],
)
def test_a_bad_option_is_refused_with_its_value(
    sample_settings: Settings, options: list[str], message: str
) -> None:
    result = run_command("search", "thi đua", *options, index=sample_settings.index)
    assert result.exit_code in {1, 2}
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_every_type_can_be_asked_for(sample_settings: Settings) -> None:
    for kind in [*ReportType, "unknown"]:
        for hit in answer(sample_settings, "", "--type", kind)["hits"]:
            assert (kind in hit["types"]) or (kind == "unknown" and not hit["types"])


def test_a_search_without_an_index_says_how_to_get_one(index: Path) -> None:
    result = run_command("search", "thi đua", index=index)
    assert result.exit_code == 1
    assert "searchapp rebuild" in result.stderr


@pytest.mark.parametrize("text", ["*", '"', "-", "(" * 500, "a" * 10_000, "😀", "title:"])
def test_any_text_can_be_searched(sample_settings: Settings, text: str) -> None:
    arguments = ["search", "--json", "--", text]
    assert (
        json.loads(told(run_command(*arguments, index=sample_settings.index)))["query"]["text"]
        == text
    )


# --- facts ---------------------------------------------------------------------------------------

FIELDS = {
    "path", "title", "provinces", "districts", "event_date", "published_date", "period", "types",
    "cluster", "byline", "persons", "awards", "cited_documents", "residue", "encoding",
}  # fmt: skip


def test_facts_as_json_are_one_object_a_line(documents: Path) -> None:
    files = [documents / "tien-hai.txt", documents / "ca-mau.txt"]
    first, second = map(json.loads, told(run_command("facts", *files, "--json")).splitlines())
    assert set(first) >= FIELDS
    assert [place["slug"] for place in first["provinces"]] == ["thai-binh"]
    assert first["provinces"][0]["now"] == {"slug": "hung-yen", "name": "Hưng Yên"}
    assert first["event_date"]["start"] == "2022-07-08"
    assert first["event_date"]["evidence"] in GOOD
    assert second["types"] == ["tong_ket"]
    assert second["title"] == "Khối trường học tỉnh Cà Mau tổng kết năm 2023"


def test_a_file_of_several_reports_gives_a_line_for_each(tmp_path: Path) -> None:
    path = tmp_path / "hai.jsonl"
    lines = [json.dumps({"id": name, "title": name, "text": GOOD}) for name in ("a", "b")]
    path.write_text("\n".join(lines), "utf-8")
    found = told(run_command("facts", path, "--json")).splitlines()
    assert [json.loads(line)["title"] for line in found] == ["a", "b"]


def test_one_unreadable_file_does_not_keep_the_others_back(documents: Path) -> None:
    (documents / "hong.pdf").write_bytes(b"%PDF-1.4 and nothing")
    files = [documents / "hong.pdf", documents / "thieu.txt", documents / "ca-mau.txt"]
    result = run_command("facts", *files, "--json")
    assert result.exit_code == 1
    (line,) = result.stdout.splitlines()
    assert json.loads(line)["types"] == ["tong_ket"]
    assert result.stderr.count("Bỏ qua") == 2
    assert "hong.pdf" in result.stderr
    assert "thieu.txt" in result.stderr
    assert "Traceback" not in result.output


def test_facts_for_people_carry_their_evidence(documents: Path) -> None:
    output = told(run_command("facts", documents / "tien-hai.txt"))
    assert "tỉnh: Thái Bình (nay: Hưng Yên) ← “" in output
    assert "ngày đăng: chưa rõ" in output
    assert "loại: Sơ kết" in output


def test_facts_of_no_file_is_a_mistake() -> None:
    assert run_command("facts").exit_code == 2


# --- status --------------------------------------------------------------------------------------


def test_status_tells_what_serves(sample_settings: Settings) -> None:
    output = told(run_command("status", index=sample_settings.index))
    status = json.loads(told(run_command("status", "--json", "--index", sample_settings.index)))
    assert status["generation"] == "gen-000001"
    assert f"{status['generation']}: {status['reports']} báo cáo" in output
    assert status["damaged"] == []
    assert {"built_at", "provinces", "analyzer_version"} <= set(status)


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_status_without_an_index_says_how_to_get_one(index: Path, options: list[str]) -> None:
    result = run_command("status", *options, index=index)
    assert result.exit_code == 1
    assert "searchapp rebuild" in result.stderr
    assert result.stdout == ""


# --- the real command ---------------------------------------------------------------------------


_VIETNAMESE_NAME = "2020-hoi-nghi-ky-giao-uoc-khoi-doanh-nghiep-khanh-hoa"


def environment(settings: Settings) -> dict[str, str]:
    mine = {"SEARCHAPP_INDEX": str(settings.index), "SEARCHAPP_DOCUMENTS": str(settings.documents)}
    return os.environ | mine


def test_the_command_runs_as_a_process_of_its_own(sample_settings: Settings) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "searchapp", "search", "hung yen", "--json"],
        env=environment(sample_settings) | {"PYTHONIOENCODING": "ascii"},  # a poor console
        capture_output=True,
        timeout=60,
        check=True,
    )
    assert json.loads(done.stdout)["total"] > 0
    assert done.stderr == b""


def test_help_lists_every_command() -> None:
    output = told(run_command("--help"))
    for command in ("rebuild", "search", "facts", "status", "serve"):
        assert f"\n  {command} " in output
        assert told(run_command(command, "--help"))


def test_serve_answers_until_it_is_stopped(sample_settings: Settings) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "searchapp", "serve", "--port", str(port), "--workers", "1"],
        env=environment(sample_settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    try:
        assert json.loads(_fetch(port, "/api/search?q=thi+dua"))["total"] > 0
        assert b"<html" in _fetch(port, "/?q=thi+dua")
        # What only a real server refuses: a name beyond Latin letters in a header, a long address.
        assert "Khánh Hòa".encode() in _fetch(port, f"/reports/{_VIETNAMESE_NAME}/original")
        longest = quote("ề" * 2_000)
        assert json.loads(_fetch(port, f"/api/search?q={longest}"))["total"] == 0
        with pytest.raises(HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/api/search?q={longest}x", timeout=10)
        assert refused.value.code == 400
        assert refused.value.headers["Content-Type"] == "application/problem+json"
        refused.value.close()
    finally:
        server.terminate()
        output, _ = server.communicate(timeout=30)
    assert f"http://127.0.0.1:{port}" in output.decode()
    assert b"Traceback" not in output


def _fetch(port: int, path: str, patience_s: float = 30) -> bytes:
    deadline = time.monotonic() + patience_s
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                body: bytes = answer.read()
                return body
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)
