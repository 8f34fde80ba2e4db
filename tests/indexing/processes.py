"""Real processes for the tests of failures: rebuilds that are killed, a server that is asked.

Whatever is started here leads a session of its own, so that nothing else can be hit by a signal
that is meant for it, and so that whatever it leaves behind is found.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from searchapp.settings import Settings

START_S = 30.0
END_S = 15.0
PAUSE_S = 0.02  # between two questions, so that the rebuilds get their turn too
_SEARCHAPP = (sys.executable, "-m", "searchapp")


def start_rebuild(
    settings: Settings, command: Sequence[str] = (*_SEARCHAPP, "rebuild")
) -> "subprocess.Popen[str]":
    """Start a rebuild command in a session of its own."""
    return subprocess.Popen(
        command,
        env=_environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def finish(rebuild: "subprocess.Popen[str]") -> tuple[int, str]:
    """Wait for a rebuild and all its processes; return its exit status and what it complained of.

    Nothing of it may outlive it by more than a moment.
    """
    try:
        _, errors = rebuild.communicate(timeout=START_S)
    except subprocess.TimeoutExpired:
        kill_session(rebuild.pid)
        raise
    deadline = time.monotonic() + END_S
    while session(rebuild.pid) and time.monotonic() < deadline:
        time.sleep(0.01)
    left = session(rebuild.pid)
    kill_session(rebuild.pid)
    assert left == [], "processes of a rebuild outlived it"
    return rebuild.returncode, errors


def run_rebuild(settings: Settings) -> tuple[int, str]:
    """Rebuild in a process of its own, to the end."""
    return finish(start_rebuild(settings))


def session(leader: int) -> list[int]:
    """The living processes of a session, by id."""
    return [pid for pid, (state, of) in _processes().items() if of == leader and state != "Z"]


def kill_session(leader: int) -> None:
    """Kill every process of a session that was started here."""
    for pid in session(leader):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def builder_of(rebuild: "subprocess.Popen[str]") -> int | None:
    """The child in which a rebuild builds, if it runs."""
    spawned = (pid for pid in session(rebuild.pid) if b"spawn_main" in command_of(pid))
    return min(spawned, default=None)


def command_of(pid: int) -> bytes:
    """The command line of a process; empty when it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _processes() -> dict[int, tuple[str, int]]:
    """State and session of every process."""
    found = {}
    for folder in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            # The name, in brackets, may hold anything; the rest is fields.
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            found[int(folder.name)] = (fields[0], int(fields[3]))
    return found


def _environment(settings: Settings) -> dict[str, str]:
    return os.environ | {
        "SEARCHAPP_DOCUMENTS": str(settings.documents),
        "SEARCHAPP_INDEX": str(settings.index),
        "SEARCHAPP_JOBS": str(settings.jobs),
    }


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve an index in a process of its own; the value is its address."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [*_SEARCHAPP, "serve", "--port", str(port)]
    server = subprocess.Popen(
        command,
        env=_environment(settings),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        try:
            server.wait(END_S)
        finally:
            kill_session(server.pid)
            server.wait(END_S)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + START_S
    while True:
        try:
            with urlopen(address, timeout=5):
                return
        except URLError:
            assert server.poll() is None, "the server ended before it answered"
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered, and the turns of the test in which it was asked and answered."""

    status: int
    total: int
    hits: int
    asked: int
    answered: int


@dataclass(slots=True)
class Asker:
    """Asks a server without pause, in a thread of its own; ``turn`` is set by the test."""

    address: str
    turn: int = 0
    answers: list[Answer] = field(default_factory=list)
    errors: list[Exception] = field(default_factory=list)
    _enough: threading.Event = field(default_factory=threading.Event)

    @contextmanager
    def asking(self) -> Iterator["Asker"]:
        """Ask as long as the block runs."""
        thread = threading.Thread(target=self._ask_on)
        thread.start()
        try:
            yield self
        finally:
            self._enough.set()
            thread.join(START_S)
            assert not thread.is_alive()

    def ask(self) -> Answer:
        """Ask once."""
        asked = self.turn
        with urlopen(f"{self.address}/api/search?q=thi+%C4%91ua&per_page=100", timeout=30) as got:
            answer = json.load(got)
            return Answer(got.status, answer["total"], len(answer["hits"]), asked, self.turn)

    def _ask_on(self) -> None:
        while not self._enough.wait(PAUSE_S):
            try:
                self.answers.append(self.ask())
            except Exception as error:  # noqa: BLE001 - whatever it is, it is no answer
                self.errors.append(error)
