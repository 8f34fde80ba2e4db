"""A file is hashed once as long as it stays the file that it was."""

import os
import time
from pathlib import Path

import pytest

from searchapp.engines import sealing
from searchapp.engines.sealing import NO_FILE, FileSeal, SealMemory, take_over


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A file that was written long ago."""
    path = tmp_path / "old"
    path.write_bytes(b"forty bytes of it".ljust(40))
    _age(path)
    return path


def _age(path: Path) -> None:
    hour_ago = time.time_ns() - 3_600 * 10**9
    os.utime(path, ns=(hour_ago, hour_ago))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files that are read, as they are."""
    read: list[Path] = []
    really = sealing._hashed

    def watched(path: Path) -> FileSeal:
        read.append(path)
        return really(path)

    monkeypatch.setattr(sealing, "_hashed", watched)
    return read


def test_the_same_file_under_another_name_is_not_read_again(
    old: Path, tmp_path: Path, hashed: list[Path]
) -> None:
    memory = SealMemory()
    seal = memory.seal(old)
    assert take_over(old, tmp_path / "deep" / "new")
    assert memory.seal(tmp_path / "deep" / "new") == seal
    assert hashed == [old]


def test_a_file_that_changed_is_read_again(old: Path, hashed: list[Path]) -> None:
    memory = SealMemory()
    before = memory.seal(old)
    content = bytearray(old.read_bytes())
    content[-1] ^= 1
    old.write_bytes(content)
    assert memory.seal(old) != before
    assert hashed == [old, old]


def test_a_file_that_was_written_just_now_is_not_remembered(
    tmp_path: Path, hashed: list[Path]
) -> None:
    path = tmp_path / "new"
    path.write_bytes(b"x")
    memory = SealMemory()
    memory.seal(path)
    memory.seal(path)
    assert hashed == [path, path]


def test_what_is_no_plain_file_has_no_seal(old: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(old)
    assert SealMemory().seals([link, tmp_path]) == {link: NO_FILE, tmp_path: NO_FILE}


def test_a_copy_stands_in_where_a_link_cannot_be_made(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(18, f"{source} and {target} are on different devices")

    monkeypatch.setattr("os.link", refuse)
    assert not take_over(old, tmp_path / "copy")
    assert (tmp_path / "copy").read_bytes() == old.read_bytes()
    assert not (tmp_path / "copy").samefile(old)


def test_what_is_remembered_is_bounded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, hashed: list[Path]
) -> None:
    monkeypatch.setattr(sealing, "_MOST_REMEMBERED", 2)
    paths = [tmp_path / str(number) for number in range(3)]
    memory = SealMemory()
    for path in paths:
        path.write_bytes(path.name.encode())
        _age(path)
        memory.seal(path)
    memory.seal(paths[2])
    memory.seal(paths[0])
    assert hashed == [*paths, paths[0]]
