"""One size of an archive: everything that is to be measured of it, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from benchmarks import speed_tables as tables
from benchmarks.builds import builds_data, measure_builds
from benchmarks.built import Place
from benchmarks.cases import ROUTED, Drawing
from benchmarks.http_load import loads_data, measure_http, why_not
from benchmarks.preparation import say
from benchmarks.search_speed import as_data, measure_search
from benchmarks.text_archive import TextArchive
from benchmarks.workload import Workload, prepare

_REQUESTS = 1000  # different ones that fifty clients ask


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured, and how.

    Attributes:
        classes: Of questions; empty for all.
        http_seconds: How long each load lasts; 0 for none.
        anew: Whether indexes are built although they are there.
    """

    peers: tuple[str, ...]
    classes: tuple[str, ...]
    queries: int
    first_uses: int
    builds: bool
    http_seconds: int
    anew: bool
    fetch: bool
    shared: Path
    place: Place

    def serving(self, wanted: bool) -> "Wanted":
        """Return the same, without a server unless it is wanted."""
        return self if wanted else replace(self, http_seconds=0)

    def workload(self, docs: int) -> Workload:
        """Return so many reports and what is asked of them."""
        kinds, scratch = self.classes, self.place.scratch
        return prepare(self.shared, docs, scratch, queries=self.queries, kinds=kinds)


def measure_size(wanted: Wanted, docs: int) -> dict[str, Any]:
    """Measure one size; search always, the rest where it is wanted."""
    workload = wanted.workload(docs)
    run = measure_search(
        wanted.peers, workload, wanted.place, rounds=wanted.first_uses, fetch=wanted.fetch
    )
    data = as_data(run)
    present = [name for name in run.builds if name in wanted.peers]
    if wanted.builds:
        built = measure_builds(present, workload, wanted.place, anew=wanted.anew)
        data["builds"] = builds_data(built)
    if wanted.http_seconds:
        data["http"] = _http(wanted, workload)
    return data


def _http(wanted: Wanted, workload: Workload) -> list[dict[str, object]]:
    if reason := why_not():
        say(f"Bỏ qua phần máy chủ: {reason}")
        return []
    archive = TextArchive.of(workload, wanted.place.scratch)
    archive.full(anew=False)
    cases = Drawing(workload.archive, _REQUESTS).draw((ROUTED,))
    loads = measure_http(archive, cases, wanted.place.scratch, wanted.http_seconds)
    return loads_data(loads)


def as_text(data: Mapping[str, Any]) -> str:
    """Return the figures of one size as Markdown tables."""
    parts = [tables.search_table(data)]
    if data.get("builds"):
        parts += [tables.builds_table(data), tables.steps_table(data)]
    if data.get("http"):
        parts.append(tables.http_table(data["http"]))
    if data.get("million"):
        parts.append(tables.million_table(data["million"]))
    return "\n\n".join(filter(None, parts))
