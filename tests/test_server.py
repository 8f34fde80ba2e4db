"""A real server of several processes: under load, while the index is rebuilt, and at its bounds."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote

import pytest
from command_line import GOOD, write_archive

from searchapp.engines import open_engine
from searchapp.indexing import rebuild
from searchapp.model import Query
from searchapp.searching import search
from searchapp.settings import Settings

pytestmark = pytest.mark.slow
PATIENCE_S = 30
THREADS = 8
GENERATIONS = 3
PATH = "/api/search?q=thi+dua"


class Client:
    """One kept-alive connection to a server, for a ``with``."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        self._connection.request("GET", path, headers=headers)
        response = self._connection.getresponse()
        return response.status, dict(response.getheaders()), response.read()

    def total(self, path: str) -> int:
        """How many reports a search finds."""
        status, _, body = self.get(path)
        assert status == 200, body
        return int(json.loads(body)["total"])


@contextmanager
def serving(settings: Settings, **environment: object) -> Iterator[int]:
    """The port of a server over an index."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    environment |= {"documents": settings.documents, "index": settings.index}
    added = {f"SEARCHAPP_{name.upper()}": str(value) for name, value in environment.items()}
    command = [sys.executable, "-m", "searchapp", "serve", "--port", str(port), "--workers", "3"]
    server = subprocess.Popen(
        command, env=os.environ | added, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        output, _ = server.communicate(timeout=PATIENCE_S)
    assert b"Traceback" not in output, output.decode()
    assert server.returncode == 0


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with Client(port) as client:
                assert client.get("/healthz")[0] == 200
        except OSError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the server does not answer")


def each(count: int, task: Any) -> list[Any]:
    """What a task returns in so many threads at once, each given its number."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(task, range(count)))


def test_processes_that_share_an_open_index_answer_what_one_answers(
    sample_settings: Settings,
) -> None:
    engine = open_engine(sample_settings)
    hits = search(engine, Query(per_page=100)).hits
    texts = {hit.report.id: hit.report.text for hit in hits}
    assert len(texts) == 58

    def read(number: int) -> None:
        names = sorted(texts)[number:] + sorted(texts)[:number]
        with Client(port) as client:
            for name in names:
                status, _, body = client.get(f"/api/reports/{quote(name)}")
                assert (status, json.loads(body)["text"]) == (200, texts[name])

    with serving(sample_settings, cache_entries=0) as port:
        each(THREADS, read)


def test_what_was_answered_is_answered_again_by_each_process(sample_settings: Settings) -> None:
    path = "/?q=thi+dua"

    def ask(_: int) -> str:
        with Client(port) as client:
            _, headers, body = client.get(path)
            assert client.get(path)[2] == body
            assert client.get(path, **{"If-None-Match": headers["ETag"]})[0] == 304
            return headers["ETag"]

    with serving(sample_settings) as port:
        assert len(set(each(THREADS, ask))) == 1


def test_more_than_can_be_computed_is_refused_and_the_rest_is_answered(
    sample_settings: Settings,
) -> None:
    def ask(number: int) -> Counter[int]:
        with Client(port) as client:
            told = Counter[int]()
            for turn in range(10):
                status, headers, body = client.get(f"/api/search?q=thi+dua+{number}x{turn}")
                told[status] += 1
                if status == 503:
                    refused(headers, body)
                assert client.get("/healthz")[0] == 200
            return told

    with serving(sample_settings, max_concurrent=1, max_wait_s=0) as port:
        told = sum(each(24, ask), Counter[int]())
        assert set(told) == {200, 503}
        with Client(port) as client:
            assert client.total("/api/search?q=thi+dua") > 0


def refused(headers: dict[str, str], body: bytes) -> None:
    """Check how a search is refused."""
    assert headers["Content-Type"] == "application/problem+json"
    assert headers["Cache-Control"] == "no-store"
    assert int(headers["Retry-After"]) > 0
    assert json.loads(body)["detail"]


def test_a_rebuild_is_followed_without_an_error_or_an_answer_of_the_past(tmp_path: Path) -> None:
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index", jobs=1)
    write_archive(settings.documents)
    rebuild(settings)
    over = threading.Event()

    def watch(number: int) -> list[int]:
        totals = list[int]()
        with Client(port) as client:
            while not over.wait(0.005):
                new = f"&from=1{900 + len(totals) % 100}" if number % 2 else ""
                totals.append(client.total(PATH + new))
        return totals

    with serving(settings) as port, ThreadPoolExecutor(THREADS) as pool, Client(port) as client:
        watching = [pool.submit(watch, number) for number in range(THREADS)]
        try:
            held = client.get(PATH)[1]["ETag"]
            for number in range(GENERATIONS):
                text = GOOD.replace("Tiền Hải", f"Tiền Hải {number}")
                (settings.documents / f"them-{number}.txt").write_text(text, "utf-8")
                rebuild(settings)
                settle(port, 3 + number)
                status, headers, _ = client.get(PATH, **{"If-None-Match": held})
                assert status == 200
                held = headers["ETag"]
        finally:
            over.set()
        seen = [one.result() for one in watching]
    assert {total for totals in seen for total in totals} <= set(range(2, 3 + GENERATIONS))
    assert all(len(totals) > GENERATIONS for totals in seen)


def settle(port: int, expected: int) -> None:
    """Wait until every process has seen the new generation; from then on nothing else comes."""
    deadline, row = time.monotonic() + PATIENCE_S, 0
    while row < 30:
        assert time.monotonic() < deadline
        row = row + 1 if fresh_total(port) == expected else 0
    for _ in range(30):
        assert fresh_total(port) == expected


def fresh_total(port: int) -> int:
    """A total told over a new connection, which any of the processes may take."""
    with Client(port) as client:
        return client.total(PATH)
