"""More is asked for than can be computed: some wait, in order, and some are told to come back."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import lxml.html
import pytest
from flask import Flask
from watched_engine import PATIENCE_S, WatchedEngine

from searchapp.app import create_app
from searchapp.settings import Settings
from searchapp.web.serving.admission import Gate


@pytest.fixture
def engine(settings: Settings) -> WatchedEngine:
    """The engine over the small archive, watched."""
    return WatchedEngine(settings)


@contextmanager
def held_up(app: Flask, engine: WatchedEngine, path: str) -> "Iterator[Future[Any]]":
    """A request that is being computed as long as the block lasts."""
    engine.door.clear()
    with ThreadPoolExecutor(1) as pool:
        request = pool.submit(app.test_client().get, path)
        try:
            assert engine.knocked.acquire(timeout=PATIENCE_S)
            yield request
        finally:
            engine.door.set()


@pytest.mark.parametrize("path", ["/api/search?q=hai", "/api/suggest?q=ha", "/api/reports/x"])
def test_the_api_refuses_what_it_cannot_compute_in_time(
    settings: Settings, engine: WatchedEngine, path: str
) -> None:
    app = create_app(replace(settings, max_concurrent=1, max_wait_s=0.01), engine)
    with held_up(app, engine, "/api/search?q=mot") as first:
        response = app.test_client().get(path)
        assert (response.status_code, response.mimetype) == (503, "application/problem+json")
        assert response.get_json()["title"] == "Máy chủ đang quá tải"
        assert int(response.headers["Retry-After"]) > 0
        assert response.headers["Cache-Control"] == "no-store"
        assert "ETag" not in response.headers
    assert first.result().status_code == 200
    assert app.test_client().get(path).status_code != 503


@pytest.mark.parametrize("path", ["/?q=hai", "/", "/?from=x", "/reports/ban-tin-8"])
def test_a_page_that_is_refused_says_so_in_vietnamese(
    settings: Settings, engine: WatchedEngine, path: str
) -> None:
    app = create_app(replace(settings, max_concurrent=1, max_wait_s=0.01), engine)
    with held_up(app, engine, "/?q=mot"):
        response = app.test_client().get(path)
    assert (response.status_code, response.mimetype) == (503, "text/html")
    assert int(response.headers["Retry-After"]) > 0
    page = lxml.html.document_fromstring(response.text).text_content()
    assert "quá tải" in page
    assert "Hãy thử lại sau vài giây." in page


def test_what_needs_no_search_is_answered_under_any_load(
    settings: Settings, engine: WatchedEngine
) -> None:
    app = create_app(replace(settings, max_concurrent=1, max_wait_s=0.01), engine)
    client = app.test_client()
    tag = client.get("/?q=da+biet").headers["ETag"]
    while engine.knocked.acquire(blocking=False):
        pass
    unknown = create_app(settings).test_client().get("/?q=chua+biet").headers["ETag"]
    with held_up(app, engine, "/?q=mot"):
        for path in ("/?q=da+biet", "/healthz", "/static/style.css", "/tro-giup"):
            with client.get(path) as response:
                assert response.status_code == 200, path
        for path, held in (("/?q=da+biet", tag), ("/?q=chua+biet", unknown)):
            assert client.get(path, headers={"If-None-Match": held}).status_code == 304
        assert client.get("/?q=chua+biet").status_code == 503


def test_equal_requests_at_once_are_computed_once(
    settings: Settings, engine: WatchedEngine
) -> None:
    alone = WatchedEngine(settings)
    create_app(settings, alone).test_client().get("/api/search?q=thi")
    app = create_app(replace(settings, max_concurrent=8), engine)
    with ThreadPoolExecutor(7) as pool, held_up(app, engine, "/api/search?q=thi") as first:
        others = [pool.submit(app.test_client().get, "/api/search?q=thi") for _ in range(7)]
        time.sleep(0.1)  # whoever comes later finds the answer kept: the test holds either way
        engine.door.set()
        assert {other.result().data for other in others} == {first.result().data}
    assert engine.searches == alone.searches


# --- the gate itself -----------------------------------------------------------------------------


@contextmanager
def inside(gate: Gate, count: int = 1) -> Iterator[Callable[[], None]]:
    """So many threads inside a gate, until the block ends or the given function is called."""
    leave, entered = threading.Event(), threading.Semaphore(0)

    def stay() -> None:
        with gate.passing() as admitted:
            assert admitted
            entered.release()
            assert leave.wait(PATIENCE_S)

    with ThreadPoolExecutor(count) as pool:
        staying = [pool.submit(stay) for _ in range(count)]
        try:
            for _ in staying:
                assert entered.acquire(timeout=PATIENCE_S)
            yield leave.set
        finally:
            leave.set()
    for one in staying:
        one.result()


def passes(gate: Gate) -> bool:
    """Whether one is let in."""
    with gate.passing() as admitted:
        return admitted


def test_as_many_are_inside_as_the_gate_is_wide() -> None:
    gate = Gate(width=3, room=5, max_wait_s=0.01)
    with inside(gate, 2):
        assert passes(gate)
        with gate.passing() as admitted:
            assert admitted
            assert not passes(gate)
        assert passes(gate)
    with inside(gate, 3):
        assert not passes(gate)


def test_nobody_waits_where_there_is_no_room() -> None:
    gate = Gate(width=1, room=0, max_wait_s=PATIENCE_S)
    with inside(gate):
        assert not passes(gate)  # at once, or the test would take its time
    assert passes(gate)


def test_those_who_wait_are_let_in_as_they_came() -> None:
    gate = Gate(width=1, room=20, max_wait_s=PATIENCE_S)
    order: list[int] = []

    def enter(number: int) -> None:
        with gate.passing() as admitted:
            assert admitted
            order.append(number)

    with ThreadPoolExecutor(20) as pool, inside(gate):
        for number in range(20):
            pool.submit(enter, number)
            while len(gate._line) <= number:
                time.sleep(0.001)
    assert order == list(range(20))


def test_no_place_is_lost_or_made_when_turns_and_patience_end_together() -> None:
    gate = Gate(width=2, room=50, max_wait_s=0.0005)
    most, now, lock = 0, 0, threading.Lock()

    def enter(_: int) -> None:
        nonlocal most, now
        with gate.passing() as admitted:
            if not admitted:
                return
            with lock:
                now += 1
                most = max(most, now)
            time.sleep(0.0005)
            with lock:
                now -= 1

    with ThreadPoolExecutor(16) as pool:
        list(pool.map(enter, range(2000)))
    assert most == 2
    assert gate._free == 2
    assert not gate._line
