"""Before time is measured: do all engines find the same reports?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.cases import Case
from benchmarks.peers.timed import OURS
from benchmarks.peers.timed.base import Answer, TimedEngine


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An engine that answers another number than most do."""

    engine: str
    kind: str
    asked: str
    told: int
    most: int


@dataclass(frozen=True, slots=True)
class Agreement:
    """What came of asking every engine for everything once.

    Attributes:
        compared: How many totals and counts were compared.
        disagreements: In the order of the cases.
    """

    compared: int
    disagreements: tuple[Disagreement, ...]


def compare(engines: Mapping[str, TimedEngine], cases: Sequence[Case]) -> Agreement:
    """Ask for all that is no routed query: of those each engine has its own idea."""
    compared, found = 0, []
    for case in cases:
        if case.typed:
            continue
        answers = {
            name: engine.ask(case) for name, engine in engines.items() if not engine.refuses(case)
        }
        for what, told in _figures(answers):
            compared += len(told)
            found += list(_odd_ones(case, what, told))
    return Agreement(compared, tuple(found))


def _figures(answers: Mapping[str, Answer]) -> Iterator[tuple[str, dict[str, int]]]:
    """Yield what can be compared: totals, the lengths of pages, every count of a facet."""
    totals = {name: one.total for name, one in answers.items() if one.total is not None}
    yield "", totals
    # Copies are one hit of ours.
    yield " (trang)", {name: len(answers[name].top) for name in totals if name != OURS}
    facets = {name: one.facets for name, one in answers.items() if one.facets}
    for facet in sorted({facet for counted in facets.values() for facet in counted}):
        values = {value for counted in facets.values() for value in counted[facet]}
        for value in sorted(values):
            told = {name: counted[facet].get(value, 0) for name, counted in facets.items()}
            yield f" {facet}={value}", told


def _odd_ones(case: Case, what: str, told: Mapping[str, int]) -> Iterator[Disagreement]:
    if not told:
        return
    most = max(sorted(told.values()), key=list(told.values()).count)
    for name, number in told.items():
        if number != most:
            yield Disagreement(name, case.kind, f"{_asked(case)}{what}", number, most)


def _asked(case: Case) -> str:
    words = " ".join(case.all_of or case.any_of or case.phrase) or f"{case.prefix}*"
    return f"{words} {case.province} {case.days or ''}".strip()
