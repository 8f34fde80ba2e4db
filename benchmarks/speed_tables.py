"""Figures of speed, as ``benchmarks.speed --json`` gives them -> Markdown tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.peers.timed import OURS

Data = Mapping[str, Any]


def search_table(data: Data) -> str:
    """Return a row a class: ours, its 95th percentile and first use, the peers, the ratio."""
    peers = [name for name in data["indexes"] if name != OURS]
    heads = ["ms, median", OURS, "p95", "first use", *peers, "ours / best peer"]
    return markdown(heads, [_class_row(one, peers) for one in data["search"]])


def _class_row(one: Data, peers: Sequence[str]) -> list[str]:
    ratio = one["ratio_to_best_peer"]
    return [
        one["class"],
        shown(one["ours_ms"]),
        shown(one["p95_ms"]),
        shown(one["first_use_ms"]),
        *(shown(one["peers_ms"].get(name)) for name in peers),
        "–" if ratio is None else f"{ratio:.2f} ({one['best_peer']})",
    ]


def first_use_table(data: Data) -> str:
    """Return a row an engine: what opening costs, and the first query of each class then."""
    opening = data["opening_ms"]
    classes = [one["class"] for one in data["search"]]
    first = {
        one["class"]: {OURS: one["first_use_ms"], **one["peers_first_use_ms"]}
        for one in data["search"]
    }
    rows = [
        [name, shown(ms), *(shown(first[kind].get(name)) for kind in classes)]
        for name, ms in opening.items()
    ]
    return markdown(["ms, first use", "opening", *classes], rows)


def builds_table(data: Data) -> str:
    """Return a row an index: rate, seconds, size against the texts, memory."""
    builds = data["builds"]
    full, changed = builds["full"], builds["incremental"]
    rows = [
        _own_row("searchapp, from text files", full),
        _own_row("after one changed", {**changed, "reports_per_s": None}),
    ]
    for name, build in builds["peers"].items():
        share = build["megabytes"] / max(full["raw_mb"], 1e-9)
        figures = (build["reports_per_s"], build["seconds"], build["megabytes"], share)
        rows.append([f"{name}, from terms", *map(shown, figures), shown(build["peak_mb"])])
    heads = ["index", "reports/s", "seconds", "MB", "MB / MB of text", "peak MB of memory"]
    return markdown(heads, rows)


def _own_row(name: str, build: Data) -> list[str]:
    figures = ("reports_per_s", "duration_s", "index_mb", "index_to_raw", "peak_mb")
    return [name, *(shown(build[figure]) for figure in figures)]


def steps_table(data: Data) -> str:
    """Return where the time of our full rebuild goes, or "" where it does not tell."""
    seconds = data["builds"]["full"]["seconds"]
    if not seconds:
        return ""
    return markdown(["step", "seconds"], [[name, shown(s)] for name, s in seconds.items()])


def http_table(loads: Sequence[Data]) -> str:
    """Return a row a load."""
    heads = ["50 clients", "requests/s", "p50 ms", "p99 ms", "errors", "wrong", "private MB"]
    return markdown(heads, [_load_row(load) for load in loads])


def _load_row(load: Data) -> list[str]:
    wrong = f"{load['wrong']} of {load['checked']}" if load["checked"] else "–"
    figures = [shown(load[name]) for name in ("requests_per_s", "p50_ms", "p99_ms")]
    errors = f"{load['errors']} of {load['requests']}"
    return [load["name"], *figures, errors, wrong, shown(load["private_mb"])]


def million_table(data: Data) -> str:
    """Return a row a class of generated postings, or why there are none."""
    if not data["search"]:
        return str(data["skipped"])
    rows = [[one["class"], shown(one["ours_ms"]), shown(one["p95_ms"])] for one in data["search"]]
    return markdown([f"ms, median, {data['docs']:,} reports", OURS, "p95"], rows)


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return a table; all columns but the first are numbers."""
    ruler = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, ruler, *rows))


def shown(number: float | None) -> str:
    """Return a figure with as many digits as mean something."""
    if number is None:
        return "–"
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
