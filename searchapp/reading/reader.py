"""The reading of files: one call for every format, safe against what is in them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from searchapp.model import Skipped, SourceDocument
from searchapp.reading.archive import ENDINGS, SIDECAR_ENDING, ArchiveFile
from searchapp.reading.json_lines import read_lines
from searchapp.reading.regular_files import why_not
from searchapp.reading.sandbox import Sandbox
from searchapp.reading.worker import Limits
from searchapp.settings import Settings


class Reader:
    """Reads files of an archive, one after the other; a context manager, not for many threads.

    Every format but JSONL is read in a child process that is limited in memory and time and
    lives as long as the reader. What goes wrong with one file is told as its Skipped, and the
    next file is read as if nothing had happened.
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
            yield self._sandbox.read(file)


def read_file(path: Path, settings: Settings) -> Iterator[SourceDocument | Skipped]:
    """Yield the reports of one file that need not be in an archive, its path as it was given."""
    found = _find(path)
    if isinstance(found, Skipped):
        yield found
        return
    with Reader(settings) as reader:
        for result in reader.read(found):
            yield replace(result, path=result.path.replace(found.name, path.as_posix(), 1))


def _find(path: Path) -> ArchiveFile | Skipped:
    given = path.as_posix()
    try:
        size = path.stat().st_size
    except FileNotFoundError:
        return Skipped(given, "không có tệp này")
    except OSError as error:
        return Skipped(given, why_not(error))
    if path.is_dir():
        return Skipped(given, "đây là một thư mục; hãy chỉ ra từng tệp")
    if path.suffix.lower() not in ENDINGS:
        return Skipped(given, f"không đọc loại tệp này; các loại được đọc: {' '.join(ENDINGS)}")
    sidecar = path.with_name(path.name + SIDECAR_ENDING)
    return ArchiveFile(path, path.name, size, sidecar if sidecar.is_file() else None)
