"""Seals of files: their size and hash, by which a generation is known to be what was written."""

import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec

_MOST_REMEMBERED = 4096  # files
_SETTLED_NS = 100_000_000  # a file that was written just now may be written again in the same tick
_THREADS = 2  # hashing leaves the interpreter's lock alone

_FileState = tuple[int, int, int, int]


class FileSeal(msgspec.Struct, frozen=True):
    """Size in bytes and hexadecimal SHA-256 of one file."""

    size: int
    sha256: str


NO_FILE = FileSeal(-1, "")
"""Equal to no seal: a generation holds plain files only."""


class SealMemory:
    """Hashes files, each once as long as its inode, size and time of change stay the same.

    A generation shares most of its files with the one before, so that who follows them need not
    read everything again. Safe to share between threads.
    """

    def __init__(self) -> None:
        self._seals: dict[_FileState, FileSeal] = {}

    def seals(self, paths: Iterable[Path]) -> Mapping[Path, FileSeal]:
        """Return the seals of some files.

        Raises:
            OSError: One cannot be read.
        """
        listed = list(paths)
        with ThreadPoolExecutor(_THREADS) as threads:
            return dict(zip(listed, threads.map(self.seal, listed), strict=True))

    def seal(self, path: Path) -> FileSeal:
        """Return the seal of one file, ``NO_FILE`` where it is no plain one."""
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            return NO_FILE
        state = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        known = self._seals.get(state)
        if known is None:
            known = _hashed(path)
            if time.time_ns() - found.st_mtime_ns > _SETTLED_NS:
                self._keep(state, known)
        return known

    def _keep(self, state: _FileState, seal: FileSeal) -> None:
        if len(self._seals) >= _MOST_REMEMBERED:
            self._seals.clear()
        self._seals[state] = seal


def _hashed(path: Path) -> FileSeal:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return FileSeal(file.tell(), digest.hexdigest())


def take_over(source: Path, target: Path) -> bool:
    """Give a file that never changes a second name, and tell whether that could be done.

    Where it cannot (on another file system, say) the file is copied.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)
        return False
    return True
