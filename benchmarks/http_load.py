"""The HTTP part of ``benchmarks.speed``: a server of its own under the load of fifty clients."""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

from benchmarks.cases import ROUTED, Case
from benchmarks.memory import family, private_mb
from benchmarks.preparation import say
from benchmarks.text_archive import TextArchive

CONNECTIONS = 50
_SECONDS = 20
_WARM_UP_S = 3
_WRK_THREADS = 2
_CHECKED = 20  # answers that are compared with those of before
_START_S = 60
_STOP_S = 15
_SCRIPT = Path(__file__).with_name("zipf.lua")
_SUMMARY = re.compile(r"^SUMMARY (\{.*\})$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Load:
    """What clients saw.

    Attributes:
        errors: Answers that are none (a status of 400 or more, a broken connection, no answer).
        wrong: Of ``checked`` answers, those that differ from the ones of the quiet server.
        private_mb: Of the server's largest process, beyond what it shares.
    """

    name: str
    requests_per_s: float
    p50_ms: float
    p99_ms: float
    requests: int
    errors: int
    checked: int = 0
    wrong: int = 0
    private_mb: float = 0.0


def why_not() -> str:
    """Return why no load can be made here, or ""."""
    return "" if shutil.which("wrk") else "không có wrk; trên Debian: apt-get install wrk"


def measure_http(
    archive: TextArchive, cases: Sequence[Case], scratch: Path, seconds: int = _SECONDS
) -> tuple[Load, ...]:
    """Put load on the server: nothing kept, everything kept, each alone and beside a rebuild.

    Args:
        archive: What is served; its index stands.
        cases: Routed queries, the most frequent one first; each is asked with its filters.
        scratch: Where the list of requests is written.
        seconds: How long each load lasts.
    """
    paths = [path_of(case) for case in cases if case.kind == ROUTED]
    listed = scratch / "requests.txt"
    listed.write_text("\n".join(paths) + "\n", "ascii")
    loads = []
    for name, environment in (("uncached", {"SEARCHAPP_CACHE_ENTRIES": "0"}), ("cached", {})):
        with serving(archive, environment) as (address, pid):
            expected = _answers(address, paths)
            loads.append(_load(name, address, pid, listed, seconds))
            with _rebuilding(archive):
                beside = _load(f"{name}, rebuild beside", address, pid, listed, seconds)
                told = _answers(address, paths)
            wrong = [path for path, answer in expected.items() if told[path] != answer]
            for path in wrong:
                say(f"  {path}: {told[path]}, trước đó {expected[path]}")
            loads.append(replace(beside, checked=len(expected), wrong=len(wrong)))
    return tuple(loads)


def path_of(case: Case) -> str:
    """Return a routed query as the API's address."""
    asked = {"q": case.typed, "province": case.province, "type": case.type}
    if case.days:
        first, last = (date.fromordinal(day).isoformat() for day in case.days)
        asked |= {"from": first, "to": last}
    return "/api/search?" + urlencode({name: value for name, value in asked.items() if value})


@contextmanager
def serving(archive: TextArchive, environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """Serve an archive on a free port of this machine; yields address and process id."""
    port = _free_port()
    folders = {"SEARCHAPP_INDEX": archive.index, "SEARCHAPP_DOCUMENTS": archive.documents}
    command = [sys.executable, "-m", "searchapp", "serve", "--port", str(port)]
    process = subprocess.Popen(
        command,
        env={**os.environ, **{name: str(path) for name, path in folders.items()}, **environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield address, process.pid
    finally:
        _end(process)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + _START_S
    while time.monotonic() < until:
        try:
            with urlopen(f"{address}/healthz", timeout=5):
                return
        except (URLError, OSError):
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise TimeoutError(f"{address} không trả lời; mã thoát: {process.poll()}")


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(_STOP_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _rebuilding(archive: TextArchive) -> Iterator[None]:
    """Let a full rebuild of the same index run, and end it afterwards if it has not ended."""
    command = [sys.executable, "-m", "searchapp", "rebuild", "--full"]
    folders = ["--documents", str(archive.documents), "--index", str(archive.index)]
    process = subprocess.Popen(
        [*command, *folders], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(_WARM_UP_S)
    try:
        yield
    finally:
        _end(process)


def _load(name: str, address: str, pid: int, listed: Path, seconds: int) -> Load:
    say(f"wrk: {name}, {CONNECTIONS} máy khách, {seconds} giây …")
    _wrk(address, listed, _WARM_UP_S)
    told = json.loads(_wrk(address, listed, seconds))
    largest = max((private_mb(one) for one in family(pid)), default=0.0)
    return Load(
        name,
        told["requests"] / (told["duration_us"] / 1e6),
        told["p50_us"] / 1000,
        told["p99_us"] / 1000,
        told["requests"],
        told["errors"],
        private_mb=largest,
    )


def _wrk(address: str, listed: Path, seconds: int) -> str:
    command = ["wrk", f"-t{_WRK_THREADS}", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s"]
    command += ["--latency", "-s", str(_SCRIPT), address, "--", str(listed)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = _SUMMARY.search(told)
    assert found, told
    return found.group(1)


def _answers(address: str, paths: Sequence[str]) -> dict[str, object]:
    """Return totals, hits and counts of some requests; None where none came."""
    found: dict[str, object] = {}
    for path in paths[:_CHECKED]:
        try:
            with urlopen(address + path, timeout=30) as answer:
                told = json.load(answer)
        except (URLError, OSError):
            found[path] = None
        else:
            ids = [hit["id"] for hit in told["hits"]]
            found[path] = (told["total"], ids, told["facets"])
    return found


def loads_data(loads: Sequence[Load]) -> list[dict[str, object]]:
    """Return the figures as they are printed for other programs."""
    return [asdict(load) for load in loads]
