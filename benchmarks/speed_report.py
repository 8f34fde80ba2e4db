"""Figures of several sizes -> ``results/speed.md``, ``speed.svg`` and ``speed.json``."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import speed_tables as tables
from benchmarks.growth import (
    build_growth,
    class_growths,
    http_growth,
    index_growth,
    second_machine,
)
from benchmarks.machine import memory_mb
from benchmarks.speed_plot import plot
from benchmarks.speed_tables import Data

RESULTS = Path(__file__).with_name("results")
_INTRODUCTION = """\
Made by `make bench`; do not edit. Every engine indexes the same terms (made once by searchapp's
analysis) of the same news reports and answers the same questions with the ids of the top ten and
the exact total, in turn, in one run, warm; milliseconds are medians over the queries of a class,
measured around the engine's call. bm25s knows no totals and only asks for any of some words. In
*routed* each peer asks what searchapp's routed query means: words and pairs of words, with and
without diacritics, weighted 1, 0.3, 1 and 0.3, under the same filters, with three facets;
searchapp's also repairs, relaxes and ranks anew. In *routed, peers ask plain words* the peers ask
for any of the words alone, without facets. Facets of peers are counted under all filters,
searchapp's each under all but its own. *First use* is the first query of a class in a fresh
process that has opened the index and asked nothing else."""


def write_report(sizes: Sequence[Data], million: Data | None, machine: str, folder: Path) -> None:
    """Write what was measured, smallest archive first."""
    folder.mkdir(parents=True, exist_ok=True)
    everything = {"machine": machine, "sizes": list(sizes), "million": million}
    kept = json.dumps(everything, ensure_ascii=False, indent=1)
    (folder / "speed.json").write_text(kept + "\n", "utf-8")
    (folder / "speed.md").write_text(as_markdown(sizes, million, machine), "utf-8")
    (folder / "speed.svg").write_text(plot([*sizes, *_with_search(million)]), "utf-8")


def as_markdown(sizes: Sequence[Data], million: Data | None, machine: str) -> str:
    """Return the report."""
    parts = ["# Speed", _INTRODUCTION, f"Measured on: {machine}.", "![Time by size](speed.svg)"]
    for data in sizes:
        parts += _of_size(data)
    if million:
        parts += [
            f"## {million['docs']:,} generated reports, search alone",
            tables.million_table(million),
        ]
    parts += ["## What grows how", *_growths([*sizes, *_with_search(million)])]
    return "\n\n".join(parts) + "\n"


def _with_search(million: Data | None) -> list[Data]:
    return [million] if million and million.get("search") else []


def _of_size(data: Data) -> Iterator[str]:
    yield f"## {data['docs']:,} reports"
    yield tables.search_table(data)
    yield _agreement(data)
    yield tables.first_use_table(data)
    if data.get("builds"):
        yield tables.builds_table(data)
        yield (
            f"From a new interpreter to the first answer: {data['builds']['opening_s']:.2f} s. "
            "The peers' seconds are those inside their calls, the terms being made already."
        )
        if steps := tables.steps_table(data):
            yield steps
    if data.get("http"):
        yield tables.http_table(data["http"])


def _agreement(data: Data) -> str:
    told = data["agreement"]
    sentence = (
        f"Before that, {told['compared']:,} totals and counts were compared: "
        f"{len(told['disagreements'])} differ."
    )
    skipped = "; ".join(f"{name}: {why}" for name, why in data["skipped"].items())
    return sentence + (f" Left out: {skipped}." if skipped else "")


def _growths(sizes: Sequence[Data]) -> list[str]:
    """Return a list of sentences, one a class, then those about builds, serving and machines."""
    sentences = [f"- {growth.sentence('ms')}" for growth in class_growths(sizes)]
    builds, requests = build_growth(sizes), http_growth(sizes)
    sentences += [f"- {one.sentence('a second')}" for one in (builds, requests) if one]
    due = second_machine(requests, builds, index_growth(sizes), memory_mb())
    return ["\n".join(sentences), due]
