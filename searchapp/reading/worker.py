"""The child process that reads hostile files: takes requests from a pipe, one file at a time.

It is the only place where a parsing library runs, under a limit of memory, and it is killed by
its parent when it takes too long. It ends by itself when the parent is gone.
"""

import contextlib
import os
import signal
import struct
from pathlib import Path
from typing import IO

import msgspec

from searchapp.errors import ReadingError
from searchapp.model import Skipped, SourceDocument
from searchapp.reading.one_file import make_document
from searchapp.reading.regular_files import read_bytes

_LENGTH = struct.Struct("!Q")


class Limits(msgspec.Struct, frozen=True):
    """What reading one file may cost."""

    max_file_bytes: int
    memory_bytes: int
    timeout_s: float


class Request(msgspec.Struct, frozen=True):
    """One file to read; paths as the system's bytes, which need not be UTF-8."""

    path: bytes
    name: str
    sidecar: bytes | None


class Reply(msgspec.Struct, frozen=True):
    """The document or the reason; ``worn`` when the process should be replaced."""

    document: SourceDocument | None = None
    skipped: Skipped | None = None
    worn: bool = False


def send(stream: IO[bytes], message: msgspec.Struct) -> None:
    """Write a message with its length before it."""
    packed = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes | None:
    """Return the next message, None when the other side is gone."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    packed = stream.read(length)
    return packed if len(packed) == length else None


def main(arguments: str) -> None:
    """Answer requests until the pipe closes; the arguments are the Limits as JSON."""
    limits = msgspec.json.decode(arguments, type=Limits)
    requests, replies = _take_over_pipes()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to handle
    _load_formats()
    _limit_memory(limits.memory_bytes)
    send(replies, Reply())
    while (packed := receive(requests)) is not None:
        _set_alarm(limits.timeout_s)
        request = msgspec.msgpack.decode(packed, type=Request)
        send(replies, _reply(request, limits.max_file_bytes))
        _set_alarm(0)


def _take_over_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Keep the pipes to ourselves: a library that prints must not write into the replies."""
    requests, replies = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    return requests, replies


def _load_formats() -> None:
    """Import the libraries before memory is limited, so that a file gets all of the limit."""
    from searchapp.reading import formats  # noqa: F401


def _limit_memory(limit_bytes: int) -> None:
    try:
        import resource
    except ImportError:  # Windows: the deadline alone protects
        return
    for kind, limit in ((resource.RLIMIT_AS, limit_bytes), (resource.RLIMIT_CORE, 0)):
        _, hard = resource.getrlimit(kind)
        capped = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        with contextlib.suppress(OSError, ValueError):  # macOS knows this limit but refuses it
            resource.setrlimit(kind, (capped, hard))


def _set_alarm(timeout_s: float) -> None:
    """Die by the system's clock some time after the deadline, should the parent be gone by then."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, timeout_s + 1 if timeout_s else 0)


def _reply(request: Request, max_file_bytes: int) -> Reply:
    try:
        return Reply(document=_read(request, max_file_bytes))
    except ReadingError as error:
        return Reply(skipped=Skipped(request.name, str(error)))
    except MemoryError:
        reason = "cần quá nhiều bộ nhớ để đọc (giới hạn: SEARCHAPP_READ_MEMORY_BYTES)"
        return Reply(skipped=Skipped(request.name, reason), worn=True)
    except Exception as error:  # noqa: BLE001 -- a parser may raise anything at all
        ending = Path(request.name).suffix.lower()
        reason = f"không đọc được nội dung {ending} ({type(error).__name__}); tệp có thể bị hỏng"
        return Reply(skipped=Skipped(request.name, reason))


def _read(request: Request, max_file_bytes: int) -> SourceDocument:
    from searchapp.reading.formats import EXTRACTORS

    path = Path(os.fsdecode(request.path))
    sidecar = None if request.sidecar is None else Path(os.fsdecode(request.sidecar))
    extract = EXTRACTORS[path.suffix.lower()]
    data = read_bytes(path, max_file_bytes)
    return make_document(request.name, data, extract, sidecar, max_file_bytes)
