"""Which compounds tell what a report is about: frequent in it, and not in every report."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from searchapp.analysis.syllables import normalize_syllable
from searchapp.facts.places.gazetteer import province_by_name

TOPICS_A_REPORT = 6
_MOST_COMMON = 0.4  # a compound in more of the reports than this tells nothing of one of them
_SMALL_ARCHIVE = 20  # reports; below, shares mean little


class TopicChooser:
    """Chooses topics by tf-idf over one archive; spellings of one compound are one topic."""

    def __init__(self, archive: Iterable[Mapping[str, int]]) -> None:
        self._reports = 0
        self._held: Counter[str] = Counter()
        spellings: dict[str, Counter[str]] = {}
        for compounds in archive:
            self._reports += 1
            keys = {compound: _key(compound) for compound in compounds}
            self._held.update(set(keys.values()))
            for compound, key in keys.items():
                spellings.setdefault(key, Counter())[compound] += compounds[compound]
        self._label = {
            key: min(counts, key=lambda spelling: (-counts[spelling], spelling))
            for key, counts in spellings.items()
        }

    def choose(self, compounds: Mapping[str, int]) -> tuple[str, ...]:
        """Return the topics of a report, most telling first, at most ``TOPICS_A_REPORT``."""
        counts: Counter[str] = Counter()
        for compound, count in compounds.items():
            counts[_key(compound)] += count
        telling = [key for key in counts if self._tells(key)]
        telling.sort(key=lambda key: (-self._weigh(key, counts[key]), key))
        return tuple(self._label[key] for key in telling[:TOPICS_A_REPORT])

    def _tells(self, key: str) -> bool:
        if province_by_name(self._label[key]) is not None:
            return False  # a place is no topic: it has facets of its own
        if self._reports < _SMALL_ARCHIVE:
            return True
        return 1 < self._held[key] <= _MOST_COMMON * self._reports

    def _weigh(self, key: str, count: int) -> float:
        syllables = key.count(" ") + 1
        rarity = math.log((self._reports + 1) / self._held[key])
        return (1 + math.log(count)) * rarity * math.sqrt(syllables)


def _key(compound: str) -> str:
    return " ".join(map(normalize_syllable, compound.split(" ")))
