"""The parent's side of the child process that reads: deadlines, restarts, reasons."""

import contextlib
import json
import os
import subprocess
import sys
import threading

import msgspec

from searchapp.errors import ReadingError
from searchapp.model import Skipped, SourceDocument
from searchapp.reading.archive import ArchiveFile
from searchapp.reading.worker import Limits, Reply, Request, receive, send

_START_TIMEOUT_S = 60.0  # for a machine under load; being slow to start is no file's fault
# The child looks for searchapp where the parent found it, not in the folder it is started from.
_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "from searchapp.reading.worker import main; main(sys.argv[2])"
)

_NO_START = (
    "Không khởi động được tiến trình đọc tệp. Hãy kiểm tra bộ nhớ của máy, số tiến trình cho phép "
    "và SEARCHAPP_READ_MEMORY_BYTES."
)
_UNCLEAR = "tiến trình đọc không trả lời"


class Sandbox:
    """One child process at a time, started when it is needed and replaced when it fails."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._child: _Child | None = None

    def close(self) -> None:
        """End the child, if there is one."""
        if self._child is not None:
            self._child.end()
            self._child = None

    def read(self, file: ArchiveFile) -> SourceDocument | Skipped:
        """Return the document of a file, or why there is none, within the limits.

        Raises:
            ReadingError: The child cannot be started at all.
        """
        sidecar = os.fsencode(file.sidecar_place) if file.sidecar_place else None
        request = Request(os.fsencode(file.place), file.name, sidecar)
        used_before = self._child is not None
        reply = self._ask(request)
        if reply.worn and used_before:  # what earlier files left behind may have taken the memory
            reply = self._ask(request)
        return reply.document or reply.skipped or Skipped(file.name, _UNCLEAR)

    def _ask(self, request: Request) -> Reply:
        if self._child is None:
            self._child = _Child(self._limits)
        packed = self._child.ask(request, self._limits.timeout_s)
        reply = self._failure(request) if packed is None else _decoded(packed)
        if packed is None or reply.worn or self._child.expired:
            self.close()
        return reply

    def _failure(self, request: Request) -> Reply:
        if self._child is not None and self._child.expired:
            reason = f"đọc quá {self._limits.timeout_s:g} giây (giới hạn: SEARCHAPP_READ_TIMEOUT_S)"
        else:
            reason = "tiến trình đọc dừng đột ngột vì tệp này; tệp có thể bị hỏng"
        return Reply(skipped=Skipped(request.name, reason))


def _decoded(packed: bytes) -> Reply:
    return msgspec.msgpack.decode(packed, type=Reply)


class _Child:
    """A running worker.

    Attributes:
        expired: Whether it was killed because an answer took too long.
    """

    def __init__(self, limits: Limits) -> None:
        self.expired = False
        self._process = _start(limits)
        if self.ask(None, _START_TIMEOUT_S) is None:
            self.end()
            raise ReadingError(_NO_START)

    def ask(self, request: Request | None, timeout_s: float) -> bytes | None:
        """Return the answer to a request (None: the greeting), None if the child died over it."""
        timer = threading.Timer(timeout_s, self._expire)
        timer.daemon = True
        timer.start()
        try:
            return self._exchange(request)
        except OSError:
            return None
        finally:
            timer.cancel()
            timer.join()

    def end(self) -> None:
        """Kill the process, close its pipes and wait for it, so that nothing is left of it."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not sent can't be, any more
                    pipe.close()
        self._process.wait()

    def _exchange(self, request: Request | None) -> bytes | None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            return None
        if request is not None:
            send(stdin, request)
        return receive(stdout)

    def _expire(self) -> None:
        self.expired = True
        self._process.kill()


def _start(limits: Limits) -> subprocess.Popen[bytes]:
    encoded = msgspec.json.encode(limits).decode()
    try:
        return subprocess.Popen(  # noqa: S603 -- our own interpreter and module
            [sys.executable, "-P", "-c", _START, json.dumps(sys.path), encoded],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise ReadingError(_NO_START) from error
