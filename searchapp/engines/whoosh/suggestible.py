"""What of an archive is suggested while somebody types, and how many reports each gives."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from searchapp.analysis.syllables import tokenize
from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import unit_value
from searchapp.model import CommuneFact, CompletionKind, DistrictFact, Facts, Report

_SINCE = "từ 1/7/2025"
Counts = Callable[[Sequence[str]], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Suggestible:
    """What may be suggested; see ``Completion`` for the meaning of its fields."""

    text: str
    kind: CompletionKind
    value: str
    count: int
    field: str = ""


class SuggestibleGatherer:
    """Gathers what reports may be suggested by: topics, places, clusters, titles."""

    def __init__(self) -> None:
        self._topics: Counter[str] = Counter()
        self._places: Counter[tuple[str, str, str]] = Counter()
        self._clusters: dict[str, Counter[str]] = {}
        self._titles: dict[str, tuple[str, str]] = {}

    def add(self, report: Report) -> None:
        """Take what one report may be suggested by."""
        self._topics.update(set(report.topics))
        self._places.update(set(_places(report.facts)))
        cluster = report.facts.cluster
        if cluster is not None:
            told = _words(cluster.evidence.text)
            self._clusters.setdefault(cluster.name, Counter())[told] += 1
        title = " ".join(report.title.split())
        if title:
            self._titles.setdefault(title.casefold(), (title, report.id))

    def gathered(self, count_phrases: Counts) -> Iterator[Suggestible]:
        """Yield everything that was gathered, a kind after the other.

        Args:
            count_phrases: Tells how many reports hold each of some phrases.
        """
        for topic, count in sorted(self._topics.items()):
            yield Suggestible(topic, CompletionKind.TOPIC, topic, count, "topic")
        yield from self._gathered_places()
        yield from self._gathered_clusters(count_phrases)
        for _, (title, report_id) in sorted(self._titles.items()):
            yield Suggestible(title, CompletionKind.TITLE, report_id, 1)

    def _gathered_places(self) -> Iterator[Suggestible]:
        """Yield the places; a province of today only where it holds more than that of its day."""
        for (field, value, name), count in sorted(self._places.items()):
            if field == "province_now":
                if self._places["province", value, name] == count:
                    continue
                name = f"{name} ({_SINCE})"
            yield Suggestible(name, CompletionKind.PLACE, value, count, field)

    def _gathered_clusters(self, count_phrases: Counts) -> Iterator[Suggestible]:
        """Yield the clusters, each found by the words that most of its reports call it by.

        Its name alone would not do: it is evened out, and may stand in no text at all.
        """
        names = sorted(self._clusters)
        told = [max(sorted(counts), key=counts.__getitem__) for counts in
                map(self._clusters.__getitem__, names)]  # fmt: skip
        for name, words, count in zip(names, told, count_phrases(told), strict=True):
            if count:
                yield Suggestible(name, CompletionKind.CLUSTER, words, count)


def _places(facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield field, value and name of each place of a report."""
    for province in facts.provinces:
        yield "province", province.place.slug, province.place.name
        yield "province_now", province.now.slug, province.now.name
    units: tuple[DistrictFact | CommuneFact, ...] = (*facts.districts, *facts.communes)
    for unit in units:
        of = gazetteer.province(unit.province)
        name = f"{unit.name}, {of.name if of else unit.province}"
        yield "district", unit_value(unit.province, unit.name), name


def _words(text: str) -> str:
    return " ".join(text[token.start : token.end] for token in tokenize(text))
