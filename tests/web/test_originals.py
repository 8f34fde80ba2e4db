"""The original of a report: its very bytes, or nothing."""

import json
import os
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from web_archive import STRANGE_ID

from searchapp.model import SourceDocument
from searchapp.settings import Settings
from searchapp.web.originals import OriginalMissingError, original
from searchapp.web.representations import report_path

CONTENT = "Nội dung của một báo cáo.\r\n".encode()


@pytest.fixture
def archive(tmp_path: Path) -> Settings:
    """An archive of one file."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "một báo cáo.txt").write_bytes(CONTENT)
    return Settings(documents=documents, max_file_bytes=1000)


def source(path: str, content: bytes = CONTENT) -> SourceDocument:
    """What was read from a file of this content."""
    return SourceDocument("x", path, "", sha256(content).hexdigest())


def test_the_bytes_are_those_of_the_file(archive: Settings) -> None:
    found = original(source("một báo cáo.txt"), archive)
    assert (found.content, found.name) == (CONTENT, "một báo cáo.txt")
    assert found.media_type == "text/plain"


def test_a_line_of_a_jsonl_file_is_found_by_its_content(archive: Settings) -> None:
    lines = [b'{"id": "a", "text": "x"}', b'{"id": "b", "text": "y"}']
    (archive.documents / "a.jsonl").write_bytes(b"\r\n".join(lines))
    for line in lines:
        found = original(source("a.jsonl", line), archive)
        assert (found.content, found.media_type) == (line, "application/json")
        assert found.name.endswith(".json")


@pytest.mark.parametrize(
    "path", ["../secret.txt", "/etc/hostname", "away.txt", "a\0b", "không có.txt", ".", "x" * 5000]
)
def test_nothing_outside_the_archive_is_given(archive: Settings, path: str) -> None:
    secret = archive.documents.parent / "secret.txt"
    secret.write_bytes(CONTENT)
    (archive.documents / "away.txt").symlink_to(secret)
    with pytest.raises(OriginalMissingError):
        original(source(path), archive)


def test_an_odd_file_name_is_made_safe_to_save_under(archive: Settings) -> None:
    (archive.documents / 'a\n"b.txt').write_bytes(CONTENT)
    assert original(source('a\n"b.txt'), archive).name == "a__b.txt"


def test_a_changed_file_is_not_given(archive: Settings) -> None:
    with pytest.raises(OriginalMissingError, match="searchapp rebuild"):
        original(source("một báo cáo.txt", b"before"), archive)


def test_a_file_that_grew_beyond_all_bounds_is_not_given(archive: Settings) -> None:
    (archive.documents / "một báo cáo.txt").write_bytes(CONTENT * 100)
    with pytest.raises(OriginalMissingError):
        original(source("một báo cáo.txt", CONTENT * 100), archive)


def test_a_pipe_is_not_waited_for(archive: Settings) -> None:
    os.mkfifo(archive.documents / "pipe.txt")
    with pytest.raises(OriginalMissingError):
        original(source("pipe.txt"), archive)


def test_an_overlong_line_is_passed_by(archive: Settings) -> None:
    wanted = b'{"id": "b"}'
    (archive.documents / "a.jsonl").write_bytes(b"x" * 5000 + b"\n" + wanted + b"\n")
    assert original(source("a.jsonl", wanted), replace(archive)).content == wanted


def test_an_original_is_saved_and_never_shown(client: FlaskClient, settings: Settings) -> None:
    response = client.get("/reports/khong-ro/original")
    assert response.data == (settings.documents / "khong-ro.txt").read_bytes()
    assert response.headers["Content-Disposition"] == (
        "attachment; filename=\"khong-ro.txt\"; filename*=UTF-8''khong-ro.txt"
    )


def test_the_original_of_a_line_is_that_line(client: FlaskClient) -> None:
    response = client.get(f"{report_path(STRANGE_ID)}/original")
    assert response.status_code == 200
    assert json.loads(response.data)["id"] == STRANGE_ID
    assert response.headers["Content-Disposition"].startswith("attachment; ")


def test_every_report_has_its_original(client: FlaskClient) -> None:
    for hit in client.get("/api/search?per_page=100").get_json()["hits"]:
        response = client.get(f"{hit['url']}/original")
        assert response.status_code == 200
        report = client.get(f"/api{hit['url']}").get_json()
        assert sha256(response.data).hexdigest() == report["sha256"]
