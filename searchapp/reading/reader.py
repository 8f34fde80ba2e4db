"""The reading of files: one call for every format, safe against what is in them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.model import Skipped, SourceDocument
from searchapp.reading.archive import ENDINGS, SIDECAR_ENDING, ArchiveFile, walk
from searchapp.reading.json_lines import read_lines
from searchapp.reading.one_file import read_in_place
from searchapp.reading.regular_files import why_not
from searchapp.reading.sandbox import Sandbox
from searchapp.reading.worker import Limits
from searchapp.settings import Settings


class Reader:
    """Reads files of an archive, one after the other; a context manager, not for many threads.

    What needs a parsing library, or a guess at its encoding, is read in a child process that is
    limited in memory and time and lives as long as the reader. What goes wrong with one file is
    told as its Skipped, and the next file is read as if nothing had happened.
    """

    def __init__(self, settings: Settings) -> None:
        self._max_file_bytes = settings.max_file_bytes
        self._sandbox = Sandbox(
            Limits(settings.max_file_bytes, settings.read_memory_bytes, settings.read_timeout_s)
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child process."""
        self._sandbox.close()

    def read(self, file: ArchiveFile) -> Iterator[SourceDocument | Skipped]:
        """Yield the reports of a file (one, but for JSONL), or why there is none.

        Raises:
            ReadingError: The child process cannot be started: no file could be read.
        """
        if file.ending == ".jsonl":
            yield from read_lines(file, self._max_file_bytes)
        elif file.size > self._max_file_bytes:
            yield Skipped(
                file.name,
                f"tệp quá lớn: {file.size} byte, giới hạn là {self._max_file_bytes} "
                "(SEARCHAPP_MAX_FILE_BYTES)",
            )
        else:
            yield read_in_place(file, self._max_file_bytes) or self._sandbox.read(file)


def read_files(paths: Iterable[Path], settings: Settings) -> Iterator[SourceDocument | Skipped]:
    """Yield the reports of files that need not be in an archive, and of all files in folders.

    Paths are told as they were given; a file in a folder by the folder's and its own.
    """
    with Reader(settings) as reader:
        for path in paths:
            for found in _find(path):
                yield from _read(reader, found)


def _read(reader: Reader, found: ArchiveFile | Skipped) -> Iterator[SourceDocument | Skipped]:
    if isinstance(found, Skipped):
        yield found
        return
    for result in reader.read(found):
        yield replace(result, path=result.path.replace(found.name, found.path.as_posix(), 1))


def _find(path: Path) -> Iterator[ArchiveFile | Skipped]:
    if not path.is_dir():
        yield _one(path)
        return
    for found in walk(path):
        if isinstance(found, Skipped):
            yield Skipped((path / found.path).as_posix(), found.reason)
        else:
            yield found


def _one(path: Path) -> ArchiveFile | Skipped:
    given = path.as_posix()
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Skipped(given, "không có tệp này")
    except OSError as error:
        return Skipped(given, why_not(error))
    if path.suffix.lower() not in ENDINGS:
        return Skipped(given, f"không đọc loại tệp này; các loại được đọc: {' '.join(ENDINGS)}")
    sidecar = path.with_name(path.name + SIDECAR_ENDING)
    beside = str(sidecar) if sidecar.is_file() else None
    return ArchiveFile(str(path), path.name, size, beside)
