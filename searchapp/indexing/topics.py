"""Which phrases tell what a report is about: they recur in the archive, and not everywhere."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain

import msgspec

from searchapp.indexing.empty_words import BROAD, EMPTY
from searchapp.indexing.phrases import Phrase, PhraseCounter, phrase_key

TOPICS_A_REPORT = 6
_MOST_COMMON = 0.4  # what stands in more of the reports tells nothing of one of them
_SMALL_ARCHIVE = 20  # reports; below, shares mean little
_SPARE = 4_000  # reports: for each of these, a topic stands in one report more
_LEAST_DWELLING = 1.1  # how often a report that holds a single word says it: subjects return
_PHRASE_GAIN = 2.0  # several words tell more than one
_CACHE = 1 << 16
_TOPIC, _BEGINNING = 1, 2

_EMPTY = frozenset(map(phrase_key, EMPTY))
_BROAD = frozenset(map(phrase_key, BROAD))


class Topics(msgspec.Struct, frozen=True):
    """What may be a topic in an archive: key -> how it is written, and how much it tells."""

    labels: dict[str, str]
    weights: dict[str, float]


class TopicChooser:
    """Chooses the topics of reports among those of their archive."""

    def __init__(self, topics: Topics) -> None:
        self._labels = topics.labels
        self._weights = topics.weights
        self._key = lru_cache(_CACHE)(phrase_key)
        self._topics_of = lru_cache(_CACHE)(self._topics_in)  # most pieces stand in many reports
        self._known = _known_runs(topics.labels)

    def choose(self, pieces: Sequence[str]) -> tuple[str, ...]:
        """Return the topics of a report, most telling first, at most ``TOPICS_A_REPORT``.

        None of them is a part of another one.
        """
        counts = Counter(chain.from_iterable(map(self._topics_of, pieces)))
        weights, chosen = self._weights, list[str]()
        for _, key in sorted((-(1 + math.log(n)) * weights[key], key) for key, n in counts.items()):
            if not any(_overlap(key, one) for one in chosen):
                chosen.append(key)
                if len(chosen) == TOPICS_A_REPORT:
                    break
        return tuple(self._labels[key] for key in chosen)

    def _topics_in(self, piece: str) -> tuple[str, ...]:
        """Return the topics that stand in a piece; a run is followed while one may come."""
        known, found = self._known, []
        keys = [self._key(word) for word in piece.split(" ")]
        for end, run in enumerate(keys, 1):
            what = known.get(run, 0)
            while what:
                if what & _TOPIC:
                    found.append(run)
                if not what & _BEGINNING or end == len(keys):
                    break
                run = f"{run} {keys[end]}"
                end += 1
                what = known.get(run, 0)
        return tuple(found)


def _known_runs(topics: Iterable[str]) -> dict[str, int]:
    """Return what each run of words is: a topic, the beginning of one, or both."""
    known = dict.fromkeys(topics, _TOPIC)
    for key in list(known):
        for end, char in enumerate(key):
            if char == " ":
                known[key[:end]] = known.get(key[:end], 0) | _BEGINNING
    return known


def mine(archive: Iterable[Sequence[str]]) -> Topics:
    """Return the topics of an archive, given the pieces of each of its reports."""
    counter = PhraseCounter()
    for pieces in archive:
        counter.add(pieces)
    least = 2 + counter.counted // _SPARE if counter.counted >= _SMALL_ARCHIVE else 1
    miner = _Miner(counter.counted)
    for phrase in counter.phrases(least):
        miner.consider(phrase)
    return miner.topics


class _Miner:
    """Keeps, of the phrases of so many reports, those that may be topics."""

    def __init__(self, reports: int) -> None:
        self._reports = reports
        self.topics = Topics({}, {})

    def consider(self, phrase: Phrase) -> None:
        """Keep a phrase that may be a topic; of two segmentations the more common one counts."""
        key = phrase_key(phrase.label)
        if self._tells(phrase, key):
            weight = self._weigh(phrase)
            if weight < self.topics.weights.get(key, math.inf):
                self.topics.labels[key], self.topics.weights[key] = phrase.label, weight

    def _tells(self, phrase: Phrase, key: str) -> bool:
        from searchapp.facts.places.gazetteer import province_by_name

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
