"""Opening what lies in an archive: regular files alone, never waiting, with clear refusals."""

import os
import stat
from pathlib import Path
from typing import IO

from searchapp.errors import ReadingError, ReadingLimitError

NOT_REGULAR = "không phải tệp thường (ống dẫn hay thiết bị) nên không được mở"


def open_regular(path: Path) -> IO[bytes]:
    """Open a file for reading bytes.

    Raises:
        ReadingError: It is not a regular file (any more), or cannot be opened.
    """
    # O_NONBLOCK: a pipe that took the file's place since the walk must not hang the batch.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(path, flags)
    except OSError as error:
        raise ReadingError(why_not(error)) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise ReadingError(NOT_REGULAR)
    return os.fdopen(descriptor, "rb")


def read_bytes(path: Path, max_bytes: int) -> bytes:
    """Return the content of a file.

    Raises:
        ReadingError: It cannot be read.
        ReadingLimitError: It is longer than ``max_bytes``.
    """
    try:
        with open_regular(path) as stream:
            data = stream.read(max_bytes + 1)
    except OSError as error:
        raise ReadingError(why_not(error)) from error
    if len(data) > max_bytes:
        raise ReadingLimitError(f"tệp quá lớn, giới hạn là {max_bytes} byte")
    return data


def why_not(error: OSError) -> str:
    """Return the reason, in Vietnamese, for which the system refused a file or folder."""
    if isinstance(error, PermissionError):
        return "không có quyền đọc; hãy cấp quyền đọc cho người chạy searchapp"
    if isinstance(error, FileNotFoundError):
        return "không có tệp này"
    return f"hệ thống không cho đọc ({error.strerror or type(error).__name__})"
