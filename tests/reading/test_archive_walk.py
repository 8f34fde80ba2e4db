"""The walk of the archive: what counts as a report, and what is refused with its reason."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_files import write

from searchapp.errors import ReadingError
from searchapp.model import Skipped
from searchapp.reading import ArchiveFile, content_key, report_id, walk


def reports(documents: Path) -> list[str]:
    return [found.name for found in walk(documents) if isinstance(found, ArchiveFile)]


def refusals(documents: Path) -> dict[str, str]:
    return {found.path: found.reason for found in walk(documents) if isinstance(found, Skipped)}


def test_reports_are_found_in_all_folders_sorted_by_name(documents: Path) -> None:
    for name in ("b.txt", "a/z.md", "a-b.html", "a/b/c.PDF", "2020/x.jsonl", "y.docx", "w.htm"):
        write(documents / name, "x")
    expected = ["2020/x.jsonl", "a-b.html", "a/b/c.PDF", "a/z.md", "b.txt", "w.htm", "y.docx"]
    assert reports(documents) == expected


def test_hidden_files_and_the_archives_own_readme_are_not_mentioned(documents: Path) -> None:
    for name in (".hidden.txt", ".git/config.txt", "README.md", "~$open.docx"):
        write(documents / name, "x")
    assert list(walk(documents)) == []


def test_a_readme_in_a_folder_is_a_report(documents: Path) -> None:
    write(documents / "2020/README.md", "x")
    assert reports(documents) == ["2020/README.md"]


def test_an_unknown_ending_is_refused_naming_the_endings_that_are_read(documents: Path) -> None:
    write(documents / "photo.jpg", "x")
    assert ".docx" in refusals(documents)["photo.jpg"]


def test_a_sidecar_belongs_to_its_report(documents: Path) -> None:
    write(documents / "a.txt", "x")
    sidecar = write(documents / "a.txt.meta.json", "{}")
    (found,) = walk(documents)
    assert isinstance(found, ArchiveFile)
    assert found.sidecar == sidecar


@pytest.mark.parametrize("name", ["lost.txt.meta.json", "photo.jpg.meta.json", "b.jsonl.meta.json"])
def test_a_sidecar_without_a_report_is_refused(documents: Path, name: str) -> None:
    write(documents / "photo.jpg", "x")
    write(documents / "b.jsonl", "{}")
    write(documents / name, "{}")
    assert "siêu dữ liệu" in refusals(documents)[name]


def test_a_link_to_a_file_outside_is_refused(documents: Path, tmp_path: Path) -> None:
    (documents / "out.txt").symlink_to(write(tmp_path / "secret.txt", "x"))
    assert "ra ngoài" in refusals(documents)["out.txt"]


def test_a_link_to_a_folder_outside_is_refused(documents: Path, tmp_path: Path) -> None:
    write(tmp_path / "elsewhere/secret.txt", "x")
    (documents / "out").symlink_to(tmp_path / "elsewhere")
    assert "ra ngoài" in refusals(documents)["out"]
    assert reports(documents) == []


def test_a_sidecar_that_leads_out_is_refused_and_the_report_stays(
    documents: Path, tmp_path: Path
) -> None:
    write(documents / "a.txt", "x")
    (documents / "a.txt.meta.json").symlink_to(write(tmp_path / "secret.json", "{}"))
    file, refused = walk(documents)
    assert isinstance(file, ArchiveFile)
    assert file.sidecar is None
    assert isinstance(refused, Skipped)


def test_a_link_to_a_file_of_the_archive_is_a_report(documents: Path) -> None:
    (documents / "b.txt").symlink_to(write(documents / "a.txt", "x"))
    assert reports(documents) == ["a.txt", "b.txt"]


def test_loops_and_broken_links_end(documents: Path) -> None:
    write(documents / "a/b.txt", "x")
    (documents / "a/again").symlink_to(documents)
    (documents / "self.txt").symlink_to(documents / "self.txt")
    (documents / "gone.txt").symlink_to(documents / "nothing.txt")
    assert reports(documents) == ["a/b.txt"]
    assert set(refusals(documents)) == {"a/again", "self.txt", "gone.txt"}


def test_a_pipe_is_never_opened(documents: Path) -> None:
    os.mkfifo(documents / "pipe.txt")
    assert "không được mở" in refusals(documents)["pipe.txt"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every folder")
def test_a_folder_that_may_not_be_read_is_refused(documents: Path) -> None:
    (documents / "closed").mkdir(mode=0)
    assert "quyền" in refusals(documents)["closed/"]


def test_a_missing_archive_is_an_error_that_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="--documents"):
        walk(tmp_path / "nothing")


def test_a_name_that_is_no_utf_8_can_be_shown_and_read(documents: Path) -> None:
    for name in (b"/b\xe1o.txt", b"/b\xe2o.txt"):
        write(Path(os.fsdecode(os.fsencode(documents) + name)), "x")
    assert reports(documents) == ["b\\xe1o.txt", "b\\xe2o.txt"]
    assert all(found.path.exists() for found in walk(documents) if isinstance(found, ArchiveFile))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2020/000_1f09230453dce509.txt", "2020-000_1f09230453dce509"),
        ("Thái Bình/Sơ kết quý I.docx", "thai-binh-so-ket-quy-i"),
        ("Đợt 1 (bản cuối).PDF", "dot-1-ban-cuoi"),
        ("a.b.txt", "a-b"),
    ],
)
def test_an_id_is_a_readable_slug(name: str, expected: str) -> None:
    assert report_id(name) == expected


@given(st.text(min_size=1))
def test_every_name_has_an_id_fit_for_an_address(name: str) -> None:
    slug = report_id(name + ".txt")
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-")


def test_a_content_key_changes_with_bytes_sidecar_and_name(documents: Path) -> None:
    def key() -> str:
        (found,) = walk(documents)
        assert isinstance(found, ArchiveFile)
        return content_key(found)

    path = write(documents / "a.txt", "x")
    keys = [key(), key()]
    assert keys[0] == keys[1]
    write(documents / "a.txt.meta.json", "{}")
    keys.append(key())
    write(path, "y")
    keys.append(key())
    path.rename(documents / "b.txt")
    (documents / "a.txt.meta.json").rename(documents / "b.txt.meta.json")
    keys.append(key())
    assert len(set(keys)) == 4
