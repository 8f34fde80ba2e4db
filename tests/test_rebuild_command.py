"""``searchapp rebuild``: what it prints, and with which status it ends."""

import json
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pytest
from command_line import GOOD, OTHER, run_command, told, write_archive


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """An archive of two reports."""
    write_archive(tmp_path / "documents")
    return tmp_path / "documents"


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A folder for an index that is not built yet."""
    return tmp_path / "index"


@dataclass(frozen=True)
class Story:
    """What a series of commands over one archive printed, in order."""

    first: str
    changed: str
    changed_reports: int
    rolled_back: str
    rolled_back_reports: int
    full: str
    after_damage: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Two good reports, one in an old encoding, two broken; rebuilt, changed, rolled back."""
    folder = tmp_path_factory.mktemp("story")
    documents, index = folder / "documents", folder / "index"
    write_archive(documents)
    (documents / "cu.txt").write_bytes(_windows_1258(GOOD * 3))
    (documents / "hong.docx").write_bytes(b"PK\x03\x04 no archive")
    (documents / "trong.txt").write_bytes(b"")

    def run(*arguments: str) -> str:
        return told(run_command(*arguments, documents=documents, index=index))

    def count() -> int:
        return int(json.loads(run("status", "--json"))["reports"])

    first = run("rebuild", "--jobs", "1")
    (documents / "ca-mau.txt").write_text(OTHER + "\nHết.\n", "utf-8")
    (documents / "them.txt").write_text(GOOD.replace("2022", "2024"), "utf-8")
    changed, changed_reports = run("rebuild"), count()
    rolled_back, rolled_back_reports = run("rebuild", "--rollback"), count()
    full = run("rebuild", "--full")
    (index / "gen-000003" / "manifest.json").write_text("{}", "utf-8")
    return Story(
        first, changed, changed_reports, rolled_back, rolled_back_reports, full, run("status")
    )


def test_rebuild_reports_what_it_did(story: Story) -> None:
    assert "gen-000001" in story.first
    assert "3 báo cáo" in story.first
    assert "3 mới đọc, 0 không đổi, 2 bỏ qua" in story.first


def test_a_file_that_cannot_be_read_is_told_with_its_reason(story: Story) -> None:
    assert "Bỏ qua hong.docx: " in story.first
    assert "Bỏ qua trong.txt: " in story.first


def test_a_file_that_was_decoded_from_an_old_encoding_is_told(story: Story) -> None:
    assert "Lưu ý cu.txt: " in story.first
    assert "windows-1258" in story.first
    assert story.first.count("Lưu ý") == 1


def test_a_second_rebuild_reads_only_what_changed(story: Story) -> None:
    assert "2 mới đọc, 2 không đổi, 2 bỏ qua" in story.changed
    assert story.changed_reports == 4


def test_what_was_not_read_anew_is_still_told(story: Story) -> None:
    for line in story.first.splitlines():
        if line.startswith(("Bỏ qua", "Lưu ý")):
            assert line in story.changed


def test_rollback_goes_back_and_says_to_what(story: Story) -> None:
    assert "gen-000001" in story.rolled_back
    assert "3 báo cáo" in story.rolled_back
    assert story.rolled_back_reports == 3


def test_a_full_rebuild_reads_everything_anew(story: Story) -> None:
    assert "4 mới đọc, 0 không đổi" in story.full


def test_a_damaged_generation_is_told_and_an_earlier_one_serves(story: Story) -> None:
    assert story.after_damage.startswith(("gen-000002: ", "gen-000001: "))
    assert "gen-000003 bị hỏng" in story.after_damage


def _windows_1258(text: str) -> bytes:
    """Encode as Windows did: letters with their hats, tones as marks behind them."""
    tones = frozenset("\u0300\u0301\u0303\u0309\u0323")
    coded = []
    for char in text:
        base, *marks = unicodedata.normalize("NFD", char)
        hats = [mark for mark in marks if mark not in tones]
        letter = unicodedata.normalize("NFC", "".join([base, *hats]))
        coded.append("".join([letter, *(mark for mark in marks if mark in tones)]))
    return "".join(coded).encode("cp1258")


@pytest.mark.parametrize("kind", ["missing", "empty", "unreadable"])
def test_where_nothing_can_be_read_nothing_is_published(
    tmp_path: Path, index: Path, kind: str
) -> None:
    folder = tmp_path / "nothing"
    if kind != "missing":
        folder.mkdir()
    if kind == "unreadable":
        (folder / "a.docx").write_bytes(b"x")
    result = run_command("rebuild", documents=folder, index=index)
    assert result.exit_code == 1
    assert result.stderr.strip()
    assert "Traceback" not in result.output
    assert not (index / "CURRENT").exists()


def test_a_rollback_of_nothing_fails_with_a_message(index: Path) -> None:
    result = run_command("rebuild", "--rollback", index=index)
    assert result.exit_code == 1
    assert "searchapp rebuild" in result.stderr or "thế hệ" in result.stderr


def test_a_bad_setting_is_named(documents: Path, index: Path) -> None:
    result = run_command("rebuild", documents=documents, index=index, jobs="viele")
    assert result.exit_code == 1
    assert "SEARCHAPP_JOBS" in result.stderr
