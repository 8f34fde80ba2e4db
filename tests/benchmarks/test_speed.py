"""The command measures a small archive from end to end and prints what it promises."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from invented_news import write_shared

from benchmarks.cases import AND, CLASSES, ROUTED
from benchmarks.http_load import why_not
from benchmarks.speed import main

COUNT = 40


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_shared(tmp_path_factory.mktemp("shared"), COUNT)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch")


def run(shared: Path, scratch: Path, *options: str) -> Result:
    named = ["--docs", str(COUNT), "--queries", "2", "--first-uses", "1", "--no-fetch"]
    folders = ["--shared", str(shared), "--scratch", str(scratch)]
    return CliRunner().invoke(main, [*named, *folders, *options], catch_exceptions=False)


@pytest.mark.slow
def test_the_json_has_the_promised_form(shared: Path, scratch: Path) -> None:
    result = run(shared, scratch, "--peers", "tantivy,fts5", "--json")
    assert result.exit_code == 0, result.output
    data = json.loads(result.stdout)
    assert data["docs"] == COUNT
    assert [one["class"] for one in data["search"]] == list(CLASSES)
    for one in data["search"]:
        assert one["ours_ms"] > 0
        assert one["p95_ms"] >= one["ours_ms"]
        assert one["first_use_ms"] > 0
    for one in data["search"][:-1]:  # the last one is ours alone
        assert set(one["peers_ms"]) == {"tantivy", "fts5"}
        best = min(one["peers_ms"].values())
        assert one["ratio_to_best_peer"] == pytest.approx(one["ours_ms"] / best, rel=0.05, abs=0.01)
    assert data["agreement"]["disagreements"] == []
    assert set(data["opening_ms"]) == {"ours", "tantivy", "fts5"}


@pytest.mark.slow
def test_a_table_has_a_row_a_class(shared: Path, scratch: Path) -> None:
    result = run(shared, scratch, "--peers", "fts5", "--classes", f"{AND},{ROUTED}")
    rows = [line for line in result.stdout.splitlines() if line.startswith("| ")]
    assert [row.split(" | ")[0].strip("| ") for row in rows[2:]] == [AND, ROUTED]


@pytest.fixture(scope="module")
def results(shared: Path, scratch: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What ``make bench`` writes, of two small archives and a larger generated one."""
    folder = tmp_path_factory.mktemp("results")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("benchmarks.speed._SIZES", (20, COUNT))
        patch.setattr("benchmarks.speed._SERVED", (COUNT,))
        patch.setattr("benchmarks.speed._MILLION", 3000)
        patch.setattr("benchmarks.http_load._WARM_UP_S", 1)
        patch.setattr("benchmarks.builds._OPENINGS", 1)
        options = ("--growth", "--peers", "fts5", "--seconds", "1", "--results", str(folder))
        assert run(shared, scratch, *options).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def figures(results: Path) -> Any:
    return json.loads((results / "speed.json").read_text("utf-8"))


@pytest.mark.slow
def test_growth_writes_tables_and_a_picture(results: Path) -> None:
    told = (results / "speed.md").read_text("utf-8")
    assert all(f"## {size}" in told for size in ("20 reports", "40 reports", "3,000 generated"))
    assert told.count(f"\n| {AND} |") == 3
    assert "second machine" in told
    assert (results / "speed.svg").read_text("utf-8").startswith("<svg")


@pytest.mark.slow
def test_builds_tell_rate_size_memory_and_what_one_change_costs(figures: Any) -> None:
    builds = figures["sizes"][1]["builds"]
    assert builds["full"]["analysed"] == builds["full"]["reports"] == COUNT
    assert builds["incremental"]["reports"] == COUNT
    assert builds["incremental"]["analysed"] == 1
    assert builds["full"]["index_mb"] > 0 < builds["full"]["raw_mb"]
    assert builds["full"]["peak_mb"] > 10
    assert builds["full"]["seconds"]["analysis.facts"] > 0
    assert builds["opening_s"] > 0
    assert builds["heavy_modules_in_serving"] == ""
    assert builds["peers"]["fts5"]["reports"] == COUNT


@pytest.mark.slow
@pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")
def test_a_server_under_load_answers_right_beside_a_rebuild(figures: Any) -> None:
    assert not figures["sizes"][0].get("http")
    loads = figures["sizes"][1]["http"]
    assert [load["name"] for load in loads] == [
        "uncached",
        "uncached, rebuild beside",
        "cached",
        "cached, rebuild beside",
    ]
    for load in loads:
        assert load["requests"] > 0
        assert load["p99_ms"] >= load["p50_ms"] > 0
        assert load["wrong"] == 0
    assert loads[1]["checked"] == loads[3]["checked"] == 20


@pytest.mark.slow
def test_generated_postings_are_searched_in_every_class_that_needs_no_order(figures: Any) -> None:
    assert figures["million"]["docs"] == 3000
    assert len(figures["million"]["search"]) == 8
    assert all(one["ours_ms"] > 0 for one in figures["million"]["search"])


def test_an_unknown_peer_is_named_with_those_there_are(shared: Path, tmp_path: Path) -> None:
    result = run(shared, tmp_path, "--peers", "solr")
    assert result.exit_code == 2
    assert "solr" in result.output
    assert "tantivy" in result.output


def test_missing_data_is_told_with_the_variable_that_names_it(tmp_path: Path) -> None:
    result = run(tmp_path, tmp_path)
    assert result.exit_code == 1
    assert "SEARCHAPP_SHARED" in result.output


def test_without_wrk_the_reason_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert "apt-get install wrk" in why_not()
