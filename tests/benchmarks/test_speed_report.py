"""Figures become sentences, tables and a picture that say what they say."""

import re
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cases import ROUTED, Case
from benchmarks.growth import Growth, build_growth, class_growths, http_growth, second_machine
from benchmarks.http_load import path_of
from benchmarks.machine import machine
from benchmarks.memory import family, held_mb, private_mb
from benchmarks.speed_plot import plot
from benchmarks.speed_report import as_markdown
from benchmarks.speed_tables import search_table, shown


def _class(kind: str, ours: float, peers: dict[str, float]) -> dict[str, Any]:
    best = min(peers, key=lambda name: peers[name]) if peers else None
    return {
        "class": kind,
        "queries": 3,
        "ours_ms": ours,
        "p95_ms": ours * 1.5,
        "peers_ms": peers,
        "peers_p95_ms": peers,
        "best_peer": best,
        "ratio_to_best_peer": round(ours / peers[best], 3) if best else None,
        "first_use_ms": ours * 2,
        "peers_first_use_ms": peers,
    }


def _size(docs: int, rate: float, requests: float | None) -> dict[str, Any]:
    build = {"duration_s": docs / rate, "index_mb": 2.0, "index_to_raw": 2.5, "peak_mb": 90.0}
    full = {**build, "reports_per_s": rate, "raw_mb": 0.8, "seconds": {"reading": 1.5}}
    load = {"name": "uncached", "requests_per_s": requests, "p50_ms": 9.0, "p99_ms": 99.0}
    load |= {"errors": 0, "requests": 10, "checked": 20, "wrong": 0, "private_mb": 50.0}
    return {
        "docs": docs,
        "search": [_class("AND", docs / 1000, {"a": 5.0, "b": 7.0}), _class("own", 2.0, {})],
        "opening_ms": {"ours": 12.0, "a": 3.0},
        "agreement": {"compared": 1234, "disagreements": []},
        "indexes": {"ours": {}, "a": {}, "b": {}},
        "skipped": {"c": "không có"},
        "builds": {"full": full, "incremental": full, "opening_s": 0.9, "peers": {}},
        "http": [load] if requests else [],
    }


SIZES = [_size(10_000, 400.0, 500.0), _size(100_000, 400.0, 250.0)]


def test_what_grows_tenfold_with_ten_times_the_reports_grows_as_the_archive() -> None:
    growing, steady = class_growths(SIZES)
    assert growing.exponent == pytest.approx(1.0)
    assert "as the archive grows" in growing.sentence("ms")
    assert "hardly depends" in steady.sentence("ms")


@given(power=st.floats(-2, 2), factor=st.floats(0.01, 100))
def test_the_power_of_a_growth_is_found(power: float, factor: float) -> None:
    points = tuple((size, factor * size**power) for size in (1_000, 5_000, 100_000))
    assert Growth("", points).exponent == pytest.approx(power, abs=1e-6)


def test_a_size_alone_does_not_grow() -> None:
    assert Growth("", ((10, 3.0),)).exponent == 0


def test_another_machine_is_due_when_the_first_of_its_reasons_is() -> None:
    told = second_machine(http_growth(SIZES), build_growth(SIZES))
    assert "fall below 100 a second" in told
    (size,) = re.findall(r"about ([\d,]+) reports", told)
    assert int(size.replace(",", "")) == 2_100_000  # 250 a second, halved by each ten times


def test_another_machine_is_due_when_the_index_fills_the_memory() -> None:
    index = Growth("", ((1_000, 10.0), (10_000, 100.0)))
    told = second_machine(None, None, index, memory_mb=1_000)
    assert "about 100,000 reports, when the index no longer fits" in told


def test_what_gets_better_with_size_asks_for_no_machine() -> None:
    better = Growth("", ((1_000, 150.0), (10_000, 200.0)))
    assert "Nothing measured" in second_machine(better, None)


def test_nothing_measured_gives_no_size() -> None:
    assert "Nothing measured" in second_machine(None, None)


def test_the_best_peer_stands_beside_the_ratio() -> None:
    row = search_table(SIZES[1]).splitlines()[2]
    assert row == "| AND | 100 | 150 | 200 | 5.00 | 7.00 | 20.00 (a) |"


def test_the_report_has_everything_and_no_gap() -> None:
    told = as_markdown(SIZES, None, "a machine")
    assert "Measured on: a machine." in told
    assert "1,234 totals and counts were compared: 0 differ. Left out: c: không có." in told
    assert "## 100,000 reports" in told
    assert "| reading | 1.50 |" in told
    assert "None" not in told


def test_the_picture_is_xml_with_a_line_for_every_engine_and_class() -> None:
    picture = plot(SIZES)
    root = ET.fromstring(picture)
    words = [text.text or "" for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"AND", "own", "10k", "100k"} <= set(words)
    assert sum(word.startswith("ours ") for word in words) == 2
    assert all(float(value) >= 0 for value in re.findall(r'\b[xy]="(-?[\d.]+)"', picture))


@pytest.mark.parametrize(
    ("number", "text"),
    [(None, "–"), (1234.5, "1,234"), (12.34, "12.3"), (0.1234, "0.12")],
)
def test_a_figure_has_the_digits_that_mean_something(number: float | None, text: str) -> None:
    assert shown(number) == text


def test_the_machine_is_told_without_its_name() -> None:
    import socket

    assert re.search(r"\d+ cores, \d+ GB of memory", machine())
    assert socket.gethostname() not in machine()


def test_a_routed_query_is_asked_over_http_with_its_filters() -> None:
    case = Case(ROUTED, typed="thi đua", province="ca-mau", days=(737425, 737790))
    assert path_of(case) == (
        "/api/search?q=thi+%C4%91ua&province=ca-mau&from=2020-01-01&to=2020-12-31"
    )


def test_a_process_and_its_children_are_weighed_together() -> None:
    import os
    import subprocess
    import sys

    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert child.pid in family(os.getpid())
        assert held_mb(os.getpid()) > held_mb(child.pid) >= 0
        assert private_mb(os.getpid()) > 1
        child.communicate(b"\n")
