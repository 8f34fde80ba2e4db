"""All engines answer the same question with the same reports; who cannot says why."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from invented_news import write_shared

from benchmarks.agreement import compare
from benchmarks.built import Place, ensure_built, index_folder
from benchmarks.cases import CLASSES, FACETS, PLAIN, ROUTED, WHOLE, Case
from benchmarks.first_use import measure_first_use
from benchmarks.peers.timed import ENGINES, OURS
from benchmarks.peers.timed import lucene as lucene_module
from benchmarks.peers.timed.base import Answer, TimedEngine
from benchmarks.search_speed import available
from benchmarks.timing import measure_all, percentile
from benchmarks.workload import Workload, prepare

COUNT = 40
TOTALS = [name for name in ENGINES if name != "bm25s"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A scratch folder of its own; the tools are those of the machine, where it has any."""
    return Place(tmp_path_factory.mktemp("scratch"), Place.usual().tools)


@pytest.fixture(scope="module")
def workload(place: Place, tmp_path_factory: pytest.TempPathFactory) -> Workload:
    shared = write_shared(tmp_path_factory.mktemp("shared"), COUNT)
    return prepare(shared, COUNT, place.scratch, queries=4)


@pytest.fixture(scope="module")
def folders(workload: Workload, place: Place) -> Mapping[str, Path]:
    """The indexes of all engines that can be had here."""
    present, _ = available(list(ENGINES), COUNT, place, fetch=False)
    ensure_built(present, workload, place)
    return {name: index_folder(name, workload, place) for name in present}


@pytest.fixture(scope="module")
def engines(folders: Mapping[str, Path], place: Place) -> Iterator[Mapping[str, TimedEngine]]:
    opened = {name: ENGINES[name](folder, place.tools) for name, folder in folders.items()}
    yield opened
    for engine in opened.values():
        engine.close()


def _of(engines: Mapping[str, TimedEngine], name: str, place: Place) -> TimedEngine:
    if name not in engines:
        pytest.skip(f"{name}: {ENGINES[name].missing(place.tools)}")
    return engines[name]


def _counted(workload: Workload, *words: str) -> set[int]:
    return {fed.number for fed in workload.archive.feed() if set(words) <= set(fed.exact)}


@pytest.mark.slow
def test_all_engines_agree_about_every_class(
    engines: Mapping[str, TimedEngine], workload: Workload
) -> None:
    agreement = compare(engines, workload.cases)
    assert agreement.disagreements == ()
    assert agreement.compared > 500


@pytest.mark.slow
@pytest.mark.parametrize("name", TOTALS)
def test_an_and_finds_the_reports_that_hold_both_words(
    engines: Mapping[str, TimedEngine], workload: Workload, place: Place, name: str
) -> None:
    expected = _counted(workload, "thi", "khen")
    answer = _of(engines, name, place).ask(Case("", all_of=("thi", "khen"), limit=COUNT))
    assert answer.total == len(expected) > 0
    assert set(answer.top) == expected


@pytest.mark.slow
@pytest.mark.parametrize("name", TOTALS)
def test_a_phrase_is_found_in_its_order_only(
    engines: Mapping[str, TimedEngine], place: Place, name: str
) -> None:
    engine = _of(engines, name, place)
    assert engine.ask(Case("", phrase=("thi", "đua", "của"))).total
    assert engine.ask(Case("", phrase=("đua", "thi", "của"))).total == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", TOTALS)
def test_filters_and_counts_are_those_of_the_reports(
    engines: Mapping[str, TimedEngine], workload: Workload, place: Place, name: str
) -> None:
    some = next(workload.archive.feed())
    days = (some.day - 2000, some.day + 2000)
    case = Case("", all_of=("thi",), days=days, facets=("type",))
    expected = [
        fed.kind
        for fed in workload.archive.feed()
        if "thi" in fed.exact and days[0] <= fed.day <= days[1]
    ]
    answer = _of(engines, name, place).ask(case)
    assert answer.total == len(expected)
    assert answer.facets["type"] == {kind: expected.count(kind) for kind in set(expected)}


@pytest.mark.slow
@pytest.mark.parametrize("name", TOTALS)
def test_the_newest_report_comes_first_when_asked_for(
    engines: Mapping[str, TimedEngine], workload: Workload, place: Place, name: str
) -> None:
    days = workload.archive.days
    newest = max(_counted(workload, "thi"), key=lambda number: days[number])
    answer = _of(engines, name, place).ask(Case("", all_of=("thi",), newest=True))
    assert days[int(answer.top[0])] == days[newest]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tantivy", "lucene", "xapian", "fts5"])
def test_a_routed_query_finds_what_was_typed_without_marks(
    engines: Mapping[str, TimedEngine], place: Place, name: str
) -> None:
    case = Case(ROUTED, any_of=("hop", "tac", "xa"), typed="hop tac xa", routes=True, facets=FACETS)
    answer = _of(engines, name, place).ask(case)
    assert answer.total
    assert sum(answer.facets["type"].values()) == answer.total


@pytest.mark.slow
def test_an_engine_that_cannot_answer_says_why(engines: Mapping[str, TimedEngine]) -> None:
    assert "tổng số" in engines["bm25s"].refuses(Case("", phrase=("thi", "đua")))
    assert engines["bm25s"].refuses(Case("", any_of=("thi", "đua"))) == ""
    assert "bốn trường" in engines["whoosh"].refuses(Case(ROUTED, any_of=("a",), routes=True))
    assert all(engine.refuses(Case(WHOLE)) for name, engine in engines.items() if name != OURS)


@pytest.mark.slow
def test_times_are_told_for_every_class_that_an_engine_answers(
    engines: Mapping[str, TimedEngine], workload: Workload
) -> None:
    told = {figures.kind: figures for figures in measure_all(engines, workload.cases, {})}
    assert tuple(told) == CLASSES
    assert all(ms > 0 for figures in told.values() for ms in figures.median_ms.values())
    assert set(told[WHOLE].median_ms) == {OURS}
    assert told[WHOLE].ratio is None
    assert "bm25s" in told[PLAIN].median_ms
    for figures in told.values():
        assert all(figures.p95_ms[name] >= ms for name, ms in figures.median_ms.items())
        if figures.kind != WHOLE:
            best = min(ms for name, ms in figures.median_ms.items() if name != OURS)
            assert figures.ratio == figures.median_ms[OURS] / best


@pytest.mark.slow
def test_a_first_use_is_measured_in_a_process_of_its_own(
    folders: Mapping[str, Path], workload: Workload, place: Place
) -> None:
    some = {name: folders[name] for name in (OURS, "fts5", "bm25s")}
    found = measure_first_use(some, place.tools, workload.cases, rounds=1)
    assert set(found.opening_ms) == set(some)
    assert (OURS, WHOLE) in found.asking_ms
    assert ("fts5", WHOLE) not in found.asking_ms


def test_an_engine_that_is_not_there_is_skipped_with_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lucene_module, "_javas", list)
    present, skipped = available(
        ["lucene", "whoosh", "fts5"], 20_000, Place.below(tmp_path), fetch=False
    )
    assert present == [OURS, "fts5"]
    assert "pip download --no-deps pyserini" in skipped["lucene"]
    assert "quá chậm" in skipped["whoosh"]


def test_a_jar_without_a_java_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zipfile import ZipFile

    with ZipFile(tmp_path / "anserini-1-fatjar.jar", "w") as jar:
        head = b"\xca\xfe\xba\xbe\x00\x00\x00\x37"
        jar.writestr("org/apache/lucene/search/IndexSearcher.class", head)
    monkeypatch.setattr(lucene_module, "_javas", list)
    assert "Java" in lucene_module.LuceneEngine.missing(tmp_path)


class _Odd(TimedEngine):
    """An engine that answers whatever it was told to."""

    name = "odd"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:
        raise NotImplementedError

    def __init__(self, total: int) -> None:
        self.total = total

    def ask(self, case: Case) -> Answer:  # noqa: ARG002
        return Answer((), self.total)


def test_the_engine_that_differs_from_most_is_named() -> None:
    engines = {"a": _Odd(3), "b": _Odd(3), "c": _Odd(4)}
    agreement = compare(engines, [Case("AND", all_of=("x", "y"))])
    (odd,) = agreement.disagreements
    assert (odd.engine, odd.told, odd.most) == ("c", 4, 3)


def test_a_percentile_is_a_value_that_few_exceed() -> None:
    assert percentile([float(number) for number in range(100)], 0.95) == 95.0
    assert percentile([7.0], 0.95) == 7.0
