"""The build part of ``benchmarks.speed``: ours from text files, the peers' from terms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from benchmarks.built import Build, Place, ensure_built
from benchmarks.peers.timed import OURS
from benchmarks.text_archive import Rebuilt, TextArchive
from benchmarks.workload import Workload

_OPENINGS = 3
_WORDS = "hội nghị tổng kết"


@dataclass(frozen=True, slots=True)
class BuildRun:
    """What building and opening cost at one size.

    Attributes:
        incremental: After one report has changed.
        opening_s: From a new interpreter to the first answer, the best of some.
        heavy: Modules that the serving process should not load, and did.
        peers: What their indexes cost, from terms that were made already.
    """

    docs: int
    full: Rebuilt
    incremental: Rebuilt
    opening_s: float
    heavy: str
    peers: Mapping[str, Build]


def measure_builds(
    names: Sequence[str], workload: Workload, place: Place, *, anew: bool
) -> BuildRun:
    """Build ours from text files (all, then one changed), open it, and build the peers'."""
    archive = TextArchive.of(workload, place.scratch)
    full = archive.full(anew=anew)
    incremental = archive.incremental()
    openings = [archive.opening_s(_WORDS) for _ in range(_OPENINGS)]
    peers = ensure_built([name for name in names if name != OURS], workload, place, anew=anew)
    return BuildRun(len(workload.archive), full, incremental, *min(openings), peers)


def builds_data(run: BuildRun) -> dict[str, object]:
    """Return the figures as they are printed for other programs."""
    return {
        "docs": run.docs,
        "full": _rebuilt_data(run.full),
        "incremental": _rebuilt_data(run.incremental),
        "opening_s": round(run.opening_s, 3),
        "heavy_modules_in_serving": run.heavy,
        "peers": {
            name: {**asdict(build), "reports_per_s": round(build.reports_per_s, 1)}
            for name, build in run.peers.items()
        },
    }


def _rebuilt_data(one: Rebuilt) -> dict[str, object]:
    data = asdict(one)
    data["reports_per_s"] = round(one.reports_per_s, 1)
    data["index_to_raw"] = round(one.index_mb / max(one.raw_mb, 1e-9), 3)
    return data
