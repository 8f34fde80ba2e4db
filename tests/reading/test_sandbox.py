"""Hostile files: each costs its limits at most, and the batch goes on."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ReadAll
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_files import (
    TEXT,
    page,
    pdf_file,
    with_document_xml,
    word_file,
    word_xml,
    write,
)

from searchapp.errors import ReadingError
from searchapp.model import Skipped, SourceDocument
from searchapp.reading import ArchiveFile, Reader, read_files, walk
from searchapp.reading.one_file import read_in_place
from searchapp.reading.worker import Request, _limit_memory, _reply
from searchapp.settings import Settings


def children(parent: int) -> list[int]:
    """Return the processes that live, or wait to be buried, under a parent."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = entry.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(entry.parent.name))
    return found


def skipped(result: object) -> str:
    assert isinstance(result, Skipped), result
    return result.reason


def test_every_format_is_read_in_one_batch(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.txt", TEXT)
    write(documents / "b.md", TEXT)
    write(documents / "c.html", page())
    write(documents / "d.htm", page())
    write(documents / "e.docx", word_file(TEXT))
    write(documents / "f.pdf", pdf_file((TEXT.replace("\n", " "),)))
    for name, result in read_all().items():
        assert isinstance(result, SourceDocument), result
        assert result.path == name
        assert len(result.text) > 100
        assert len(result.sha256) == 64


def test_rubbish_is_a_reason_or_a_text_but_never_an_error(
    documents: Path, read_all: ReadAll
) -> None:
    rubbish = (b" \n\0\xff\xfe", b"\x00" * 100, b"<" * 5000, b"%PDF-PK\x03", os.urandom(3000), b"")
    for ending in ("txt", "md", "html", "docx", "pdf"):
        for number, data in enumerate(rubbish):
            write(documents / f"{number}.{ending}", data)
    for result in read_all().values():
        if isinstance(result, Skipped):
            assert result.reason
            assert "Traceback" not in result.reason


def test_an_empty_file_is_skipped_with_its_reason(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.txt", " \n\n")
    assert "không có chữ" in skipped(read_all()["a.txt"])


def test_a_file_that_is_too_large_is_skipped_unread(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.txt", "chữ " * 1000)
    write(documents / "b.txt", TEXT)
    results = read_all(max_file_bytes=1000)
    assert "SEARCHAPP_MAX_FILE_BYTES" in skipped(results["a.txt"])
    assert isinstance(results["b.txt"], SourceDocument)


@pytest.mark.slow
def test_a_file_that_takes_too_long_is_left_and_the_next_one_read(
    documents: Path, read_all: ReadAll
) -> None:
    many = "".join(f"<w:p><w:r><w:t>{number}</w:t></w:r></w:p>" for number in range(1_000_000))
    write(documents / "a.docx", with_document_xml(word_xml(many)))
    write(documents / "b.txt", TEXT)
    results = read_all(read_timeout_s=0.7, read_memory_bytes=2_000_000_000)
    assert "0.7 giây" in skipped(results["a.docx"])
    assert isinstance(results["b.txt"], SourceDocument)


@pytest.mark.slow
def test_a_file_that_takes_too_much_memory_is_left_and_the_next_one_read(
    documents: Path, read_all: ReadAll
) -> None:
    many = "".join(f"<w:p>{number}</w:p>" for number in range(500_000))
    write(documents / "a.docx", with_document_xml(word_xml(many)))
    write(documents / "b.txt", TEXT)
    results = read_all(read_memory_bytes=180_000_000)
    assert "bộ nhớ" in skipped(results["a.docx"])
    assert isinstance(results["b.txt"], SourceDocument)


def test_a_child_that_is_killed_while_reading_costs_its_file_alone(documents: Path) -> None:
    write(documents / "a.md", TEXT)
    (file,) = walk(documents)
    assert isinstance(file, ArchiveFile)
    others = set(children(os.getpid()))  # what other tests of this process have started
    with Reader(Settings()) as reader:
        (first,) = reader.read(file)
        (child,) = set(children(os.getpid())) - others
        os.kill(child, signal.SIGKILL)
        results = [next(reader.read(file)) for _ in range(2)]
    assert isinstance(first, SourceDocument)
    assert "đột ngột" in skipped(results[0])
    assert results[1] == first


def test_no_process_is_left_behind(documents: Path, read_all: ReadAll) -> None:
    write(documents / "a.md", TEXT)
    others = children(os.getpid())
    read_all()
    assert children(os.getpid()) == others


def test_the_child_ends_when_its_parent_is_killed(documents: Path, tmp_path: Path) -> None:
    write(documents / "a.md", TEXT)
    script = (
        "import sys, time; from pathlib import Path\n"
        "from searchapp.reading import Reader, walk; from searchapp.settings import Settings\n"
        "reader = Reader(Settings()); (file,) = walk(Path(sys.argv[1])); list(reader.read(file))\n"
        "print('ready', flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", script, str(documents)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        parent.stdout.readline()
        (child,) = children(parent.pid)
        parent.kill()
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{child}").exists()


def test_a_reader_that_cannot_start_is_an_error_not_a_skipped_archive(
    documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(documents / "a.md", TEXT)
    (file,) = walk(documents)
    assert isinstance(file, ArchiveFile)
    for program in ("/nothing/python", "/bin/false"):
        monkeypatch.setattr(sys, "executable", program)
        with Reader(Settings()) as reader, pytest.raises(ReadingError, match="khởi động"):
            next(reader.read(file))


def test_where_memory_cannot_be_limited_reading_still_works(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    _limit_memory(1)


def test_a_file_that_became_a_pipe_is_not_waited_for(documents: Path) -> None:
    path = write(documents / "a.txt", TEXT)
    (file,) = walk(documents)
    assert isinstance(file, ArchiveFile)
    path.unlink()
    os.mkfifo(path)
    with Reader(Settings()) as reader:
        assert "tệp thường" in skipped(next(reader.read(file)))


def test_one_file_is_read_by_its_own_path(tmp_path: Path) -> None:
    path = write(tmp_path / "Sơ kết.txt", TEXT)
    write(tmp_path / "Sơ kết.txt.meta.json", '{"province": "Hà Nam"}')
    (document,) = read_files([path], Settings())
    assert isinstance(document, SourceDocument)
    assert (document.id, document.path) == ("so-ket", path.as_posix())
    assert document.metadata.province == ("Hà Nam",)


def test_lines_of_one_jsonl_file_are_named_by_its_own_path(tmp_path: Path) -> None:
    path = write(tmp_path / "x.jsonl", '{"id": "a", "text": "chữ"}\n{')
    document, bad = read_files([path], Settings())
    assert (document.path, bad.path) == (path.as_posix(), f"{path.as_posix()}:2")


@pytest.mark.parametrize("name", ["nothing.txt", ".", "photo.jpg"])
def test_what_cannot_be_read_by_its_path_has_a_reason(tmp_path: Path, name: str) -> None:
    write(tmp_path / "photo.jpg", "x")
    (result,) = read_files([tmp_path / name], Settings())
    assert skipped(result)


@given(st.one_of(st.text(max_size=400).map(str.encode), st.binary(max_size=200)))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150)
def test_a_text_read_in_place_is_what_the_child_would_have_read(
    documents: Path, data: bytes
) -> None:
    write(documents / "a.txt", data)
    (file,) = walk(documents)
    assert isinstance(file, ArchiveFile)
    in_place = read_in_place(file, 10_000)
    reply = _reply(Request(os.fsencode(file.place), file.name, None), 10_000)
    assert in_place in (None, reply.document or reply.skipped)


def test_a_text_in_another_encoding_and_a_large_one_are_left_to_the_child(documents: Path) -> None:
    write(documents / "a.txt", TEXT.encode("utf-16-le"))
    write(documents / "b.txt", TEXT.encode("utf-8") + b"\xff")
    write(documents / "c.txt", "chữ " * 300_000)
    write(documents / "d.md", TEXT)
    for file in walk(documents):
        assert isinstance(file, ArchiveFile)
        assert read_in_place(file, 10_000_000) is None


def test_a_text_needs_no_child(documents: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(documents / "a.txt", TEXT)
    write(documents / "a.txt.meta.json", '{"province": "Hà Nam"}')
    monkeypatch.setattr(sys, "executable", "/nothing/python")
    (document,) = read_files([documents], Settings())
    assert isinstance(document, SourceDocument)
    assert document.metadata.province == ("Hà Nam",)
