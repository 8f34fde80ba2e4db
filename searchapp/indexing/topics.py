"""Which phrases tell what a report is about: they recur in the archive, and not everywhere."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from searchapp.facts.places.gazetteer import province_by_name
from searchapp.indexing.empty_words import BROAD, EMPTY
from searchapp.indexing.phrases import Phrase, PhraseCounter, phrase_key

TOPICS_A_REPORT = 6
_MOST_COMMON = 0.4  # what stands in more of the reports tells nothing of one of them
_SMALL_ARCHIVE = 20  # reports; below, shares mean little
_SPARE = 4_000  # reports: for each of these, a topic stands in one report more
_LEAST_DWELLING = 1.1  # how often a report that holds a single word says it: subjects return
_PHRASE_GAIN = 2.0  # several words tell more than one
_CACHE = 1 << 17

_EMPTY = frozenset(map(phrase_key, EMPTY))
_BROAD = frozenset(map(phrase_key, BROAD))


class TopicChooser:
    """Chooses the topics of reports among the phrases of their archive."""

    def __init__(self, archive: Iterable[Sequence[str]]) -> None:
        """Count the phrases of an archive, given the pieces of each of its reports."""
        counter = PhraseCounter()
        for pieces in archive:
            counter.add(pieces)
        self._reports = counter.counted
        self._key = lru_cache(_CACHE)(phrase_key)
        self._labels: dict[str, str] = {}
        self._weights: dict[str, float] = {}
        self._beginnings: set[str] = set()  # of topics: what no topic begins with is not followed
        least = 2 + self._reports // _SPARE if self._reports >= _SMALL_ARCHIVE else 1
        for phrase in counter.phrases(least):
            self._consider(phrase)

    def choose(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """Return the topics of a report, most telling first, at most ``TOPICS_A_REPORT``.

        None of them is a part of another one.
        """
        counts = Counter(key for piece in pieces for key in self._topics_in(piece))
        ranked = sorted(counts, key=lambda key: (-self._score(key, counts[key]), key))
        chosen: list[str] = []
        for key in ranked:
            if len(chosen) < TOPICS_A_REPORT and not any(_overlap(key, one) for one in chosen):
                chosen.append(key)
        return tuple(self._labels[key] for key in chosen)

    def _topics_in(self, piece: str) -> Iterator[str]:
        keys = [self._key(word) for word in piece.split(" ")]
        for first in range(len(keys)):
            run = ""
            for key in keys[first:]:
                run = f"{run} {key}" if run else key
                if run in self._weights:
                    yield run
                if run not in self._beginnings:
                    break

    def _score(self, key: str, count: int) -> float:
        return (1 + math.log(count)) * self._weights[key]

    def _consider(self, phrase: Phrase) -> None:
        """Keep a phrase that may be a topic; of two segmentations the more common one counts."""
        key = phrase_key(phrase.label)
        if self._tells(phrase, key):
            weight = self._weigh(phrase)
            if weight < self._weights.get(key, math.inf):
                self._labels[key], self._weights[key] = phrase.label, weight
                self._beginnings.update(key[:end] for end, char in enumerate(key) if char == " ")

    def _tells(self, phrase: Phrase, key: str) -> bool:
        if key in _BROAD or _has_empty_end(phrase) or province_by_name(phrase.label) is not None:
            return False  # a place has facets of its own
        if len(phrase.words) == 1 and phrase.count < _LEAST_DWELLING * phrase.reports:
            return False
        return self._reports < _SMALL_ARCHIVE or phrase.reports <= _MOST_COMMON * self._reports

    def _weigh(self, phrase: Phrase) -> float:
        rarity = math.log((self._reports + 1) / phrase.reports)
        dwelling = math.log2(1 + phrase.count / phrase.reports)
        firmness = 1.0 if len(phrase.words) == 1 else _PHRASE_GAIN * math.sqrt(phrase.cohesion)
        return rarity * dwelling * firmness


def _has_empty_end(phrase: Phrase) -> bool:
    """Tell whether it begins or ends with empty words, also where they are part of a longer one."""
    words = [phrase_key(word) for word in phrase.words]
    ends = {" ".join(part) for n in range(1, len(words) + 1) for part in (words[:n], words[-n:])}
    parts = " ".join(words).split(" ")
    ends |= {" ".join(part) for n in range(2, len(parts)) for part in (parts[:n], parts[-n:])}
    return not _EMPTY.isdisjoint(ends)


def _overlap(one: str, other: str) -> bool:
    return f" {one} " in f" {other} " or f" {other} " in f" {one} "
