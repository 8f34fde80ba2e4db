"""The search part of ``benchmarks.speed``: one archive, all engines, every class."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.agreement import Agreement, compare
from benchmarks.built import Build, Place, ensure_built, index_folder
from benchmarks.first_use import FirstUse, measure_first_use
from benchmarks.peers.timed import ENGINES, OURS
from benchmarks.peers.timed.base import TimedEngine
from benchmarks.peers.timed.lucene import LuceneEngine, download
from benchmarks.preparation import say
from benchmarks.timing import ClassFigures, measure_all
from benchmarks.workload import Workload

_SHOWN = 20  # disagreements that are told


@dataclass(frozen=True, slots=True)
class SearchRun:
    """What one run over one archive found out.

    Attributes:
        skipped: Engines that were asked for and could not be had -> why.
        refused: Engine -> class -> why it was not asked.
        builds: What each index cost, now or when it was built.
    """

    docs: int
    classes: tuple[ClassFigures, ...]
    first_use: FirstUse
    agreement: Agreement
    builds: Mapping[str, Build]
    skipped: Mapping[str, str]
    refused: Mapping[str, Mapping[str, str]]


def available(
    names: Sequence[str], docs: int, place: Place, *, fetch: bool
) -> tuple[list[str], dict[str, str]]:
    """Return the engines that can be measured here, ours first, and why the others cannot."""
    if fetch and LuceneEngine.name in names:
        download(place.tools)
    wanted = [name for name in ENGINES if name in names or name == OURS]
    skipped = {}
    for name in wanted:
        reason = ENGINES[name].missing(place.tools)
        if 0 < ENGINES[name].most < docs:
            reason = f"chỉ đo đến {ENGINES[name].most} văn bản, vì quá chậm"
        if reason:
            skipped[name] = reason
            say(f"Bỏ qua {name}: {reason}")
    return [name for name in wanted if name not in skipped], skipped


def measure_search(
    names: Sequence[str], workload: Workload, place: Place, *, rounds: int, fetch: bool = False
) -> SearchRun:
    """Build what is missing, compare the answers, then measure; ``rounds`` of first uses."""
    present, skipped = available(names, len(workload.archive), place, fetch=fetch)
    builds = ensure_built(present, workload, place)
    folders = {name: index_folder(name, workload, place) for name in present}
    cases = workload.cases
    say("Đang đo lần dùng đầu …")
    first = measure_first_use(folders, place.tools, cases, rounds)
    with _opened(folders, place.tools) as engines:
        agreement = compare(engines, cases)
        _tell(agreement)
        say("Đang đo …")
        classes = tuple(measure_all(engines, cases, first.asking_ms))
        refused = {
            name: {case.kind: why for case in cases if (why := engine.refuses(case))}
            for name, engine in engines.items()
        }
    return SearchRun(len(workload.archive), classes, first, agreement, builds, skipped, refused)


@contextmanager
def _opened(folders: Mapping[str, Path], tools: Path) -> Iterator[dict[str, TimedEngine]]:
    with ExitStack() as stack:
        engines = {}
        for name, folder in folders.items():
            engines[name] = ENGINES[name](folder, tools)
            stack.callback(engines[name].close)
        yield engines


def _tell(agreement: Agreement) -> None:
    odd = agreement.disagreements
    say(f"So {agreement.compared} con số của các công cụ: {len(odd)} chỗ khác nhau")
    for one in odd[:_SHOWN]:
        say(f"  {one.engine}, {one.kind}, {one.asked}: {one.told}, các công cụ khác {one.most}")


def as_data(run: SearchRun) -> dict[str, object]:
    """Return the run as it is printed for other programs."""
    return {
        "docs": run.docs,
        "search": [class_data(figures) for figures in run.classes],
        "opening_ms": _rounded(run.first_use.opening_ms),
        "agreement": {
            "compared": run.agreement.compared,
            "disagreements": [asdict(one) for one in run.agreement.disagreements],
        },
        "indexes": {name: asdict(build) for name, build in run.builds.items()},
        "skipped": dict(run.skipped),
        "refused": {name: dict(why) for name, why in run.refused.items() if why},
    }


def class_data(figures: ClassFigures) -> dict[str, object]:
    """Return one class as it is printed for other programs."""
    ratio = figures.ratio
    return {
        "class": figures.kind,
        "queries": figures.queries,
        "ours_ms": _rounded(figures.median_ms).get(OURS),
        "p95_ms": _rounded(figures.p95_ms).get(OURS),
        "peers_ms": _peers(figures.median_ms),
        "peers_p95_ms": _peers(figures.p95_ms),
        "best_peer": figures.best_peer or None,
        "ratio_to_best_peer": None if ratio is None else round(ratio, 3),
        "first_use_ms": _rounded(figures.first_ms).get(OURS),
        "peers_first_use_ms": _peers(figures.first_ms),
    }


def _peers(times: Mapping[str, float]) -> dict[str, float]:
    return {name: ms for name, ms in _rounded(times).items() if name != OURS}


def _rounded(times: Mapping[str, float]) -> dict[str, float]:
    return {name: round(ms, 4) for name, ms in times.items()}
