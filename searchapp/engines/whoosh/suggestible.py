"""What of an archive is suggested while somebody types, and how many reports each gives."""

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

import msgspec

from searchapp.analysis.syllables import tokenize
from searchapp.facts.places import gazetteer
from searchapp.facts.places.below import unit_value
from searchapp.model import CommuneFact, CompletionKind, DistrictFact, Facts, Report

_SINCE = "từ 1/7/2025"
_TALLY = "suggestible.msgpack"
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Suggestible:
    """What may be suggested; see ``Completion`` for the meaning of its fields."""

    text: str
    kind: CompletionKind
    value: str
    count: int
    field: str = ""


class Tally(msgspec.Struct):
    """How many reports may be suggested by each topic, place and cluster.

    Attributes:
        places: By field, value and name.
        clusters: For each name, how many reports call it by which words.
        found: For those words, how many reports hold them.
    """

    topics: dict[str, int] = {}
    places: dict[tuple[str, str, str], int] = {}
    clusters: dict[str, dict[str, int]] = {}
    found: dict[str, int] = {}

    def add(self, report: Report, times: int = 1) -> None:
        """Count one report, or take it out again by ``times=-1``."""
        for topic in dict.fromkeys(report.topics):
            _count(self.topics, topic, times)
        for place in dict.fromkeys(_places(report.facts)):
            _count(self.places, place, times)
        cluster = report.facts.cluster
        if cluster is not None:
            self._add_cluster(cluster.name, _words(cluster.evidence.text), times)

    def add_all(self, other: "Tally") -> None:
        """Count everything that another one has counted."""
        for topic, times in other.topics.items():
            _count(self.topics, topic, times)
        for place, times in other.places.items():
            _count(self.places, place, times)
        for name, told in other.clusters.items():
            for words, times in told.items():
                self._add_cluster(name, words, times)

    def _add_cluster(self, name: str, words: str, times: int) -> None:
        told = self.clusters.setdefault(name, {})
        _count(told, words, times)
        if not told:
            del self.clusters[name]

    def cluster_words(self) -> dict[str, str]:
        """Return the clusters, sorted, each with the words that most of its reports call it by.

        Its name alone would not find it: it is evened out, and may stand in no text at all.
        """
        return {
            name: max(sorted(self.clusters[name]), key=self.clusters[name].__getitem__)
            for name in sorted(self.clusters)
        }

    def suggestible(self) -> Iterator[Suggestible]:
        """Yield topics, places and clusters, sorted, a kind after the other.

        A cluster counts the reports in which its words are ``found``.
        """
        for topic, count in sorted(self.topics.items()):
            yield Suggestible(topic, CompletionKind.TOPIC, topic, count, "topic")
        yield from self._suggestible_places()
        for name, words in self.cluster_words().items():
            if self.found[words]:
                yield Suggestible(name, CompletionKind.CLUSTER, words, self.found[words])

    def _suggestible_places(self) -> Iterator[Suggestible]:
        """Yield the places; a province of today only where it holds more than that of its day."""
        for (field, value, name), count in sorted(self.places.items()):
            shown = name
            if field == "province_now":
                if self.places.get(("province", value, name)) == count:
                    continue
                shown = f"{name} ({_SINCE})"
            yield Suggestible(shown, CompletionKind.PLACE, value, count, field)


def save_tally(folder: Path, tally: Tally) -> None:
    """Write a tally."""
    (folder / _TALLY).write_bytes(msgspec.msgpack.encode(tally))


def load_tally(folder: Path) -> Tally:
    """Return the tally that was written to a folder."""
    return msgspec.msgpack.decode((folder / _TALLY).read_bytes(), type=Tally)


def title_of(report: Report) -> str:
    """Return the title that a report is suggested by; nothing where it has none."""
    return " ".join(report.title.split())


def title_key(title: str) -> str:
    """Return what titles that are written alike have in common, and what they are sorted by."""
    return title.casefold()


def title_hash(title: str) -> int:
    """Return 64 bits that tell a title from others that are not written alike; 0 for none."""
    if not title:
        return 0
    return int.from_bytes(blake2b(title_key(title).encode(), digest_size=8).digest(), "little")


def _count(counts: dict[Key, int], key: Key, times: int) -> None:
    count = counts.get(key, 0) + times
    if count:
        counts[key] = count
    else:
        del counts[key]


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
