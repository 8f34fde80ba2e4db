"""What a report brings along as its id or its address can be led to, or is refused."""

import json
from pathlib import Path

import pytest

from searchapp.model import Skipped, SourceDocument
from searchapp.reading import read_files
from searchapp.reading.documents import MAX_TEXT
from searchapp.settings import Settings


def read_line(folder: Path, **line: object) -> SourceDocument | Skipped:
    path = folder / "a.jsonl"
    path.write_text(json.dumps({"text": "Huyện họp.", **line}) + "\n", "utf-8")
    (found,) = read_files([path], Settings())
    return found


@pytest.mark.parametrize("own", [".", "..", "../a", "a//b", "/a", "a/./b", "a/original"])
def test_an_id_that_is_no_address_is_refused(tmp_path: Path, own: str) -> None:
    refused = read_line(tmp_path, id=own)
    assert isinstance(refused, Skipped)
    assert own in refused.reason


@pytest.mark.parametrize("own", ["a/b", "...", "Luật 5@3", "original", "a.b"])
def test_any_other_id_is_kept(tmp_path: Path, own: str) -> None:
    kept = read_line(tmp_path, id=own)
    assert isinstance(kept, SourceDocument)
    assert kept.id == own


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//e.example", "x"])
def test_only_web_addresses_are_kept(tmp_path: Path, url: str) -> None:
    kept = read_line(tmp_path, id="a", url=url)
    assert isinstance(kept, SourceDocument)
    assert kept.url is None


def test_a_text_without_end_is_cut_and_that_is_said(tmp_path: Path) -> None:
    kept = read_line(tmp_path, id="a", text="đua " * MAX_TEXT)
    assert isinstance(kept, SourceDocument)
    assert len(kept.text) <= MAX_TEXT
    assert any(str(MAX_TEXT) in note for note in kept.notes)
