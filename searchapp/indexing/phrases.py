"""Which runs of words recur in an archive, and how firmly they keep together.

Runs are counted order by order, and one only where both shorter runs in it recur (Apriori), so
that memory follows what recurs and not all that stands in the archive.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from searchapp.analysis.syllables import normalize_syllable

MOST_WORDS = 5
MOST_SYLLABLES = 6
MOST_COUNTED = 8_000_000
"""Words looked at, of reports evenly spread over a larger archive: topics recur in those too."""
_RECURS = 2

LEAST_COHESION = 0.25
MOST_BOUND = 0.75

Places = npt.NDArray[np.int32]
Numbers = npt.NDArray[np.int64]
Shares = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Phrase:
    """How a run of words, or a compound, is used.

    Attributes:
        words: Each as it is spelled most often.
        count: How often it stands in the archive.
        reports: In how many reports.
        cohesion: Normalised pointwise mutual information of the looser of its joints, first word to
            rest and rest to last word: at most 1, which a single word has.
        bound: The largest share of its occurrences beside one and the same word, before or behind:
            near 1 for a fragment of something longer.
    """

    words: tuple[str, ...]
    count: int
    reports: int
    cohesion: float
    bound: float

    @property
    def label(self) -> str:
        """The whole phrase as a reader writes it."""
        return " ".join(self.words)


def phrase_key(words: str) -> str:
    """Return the one spelling of a phrase, whatever its syllables' and however it is segmented."""
    return " ".join(map(normalize_syllable, words.replace("_", " ").split(" ")))


class PhraseCounter:
    """Takes the pieces of reports; ``phrases`` tells what recurs in them."""

    def __init__(self, most_counted: int = MOST_COUNTED) -> None:
        self._most_counted = most_counted
        self._numbers: dict[str, int] = {}
        self._kept: list[array[int]] = []
        self._length = 0
        self._step = 1
        self.reports = 0

    @property
    def counted(self) -> int:
        """How many reports the phrases are counted in."""
        return len(self._kept)

    def add(self, pieces: Iterable[str]) -> None:
        """Add a report."""
        if self.reports % self._step == 0:
            self._keep(pieces)
        self.reports += 1

    def _keep(self, pieces: Iterable[str]) -> None:
        numbers, stream = self._numbers, array("i")
        for piece in pieces:
            words = piece.split(" ")
            stream.extend([numbers.setdefault(word, len(numbers)) for word in words])
            stream.append(-1)
        self._kept.append(stream)
        self._length += len(stream)
        if self._length > self._most_counted:
            del self._kept[1::2]
            self._step *= 2
            self._length = sum(map(len, self._kept))

    def phrases(self, least_reports: int = 1) -> Iterator[Phrase]:
        """Yield what stands as a phrase, compounds included, of 2 to MOST_SYLLABLES syllables."""
        if self._length:
            stream = np.concatenate([np.frombuffer(part, np.int32) for part in self._kept])
            docs = np.repeat(np.arange(len(self._kept), dtype=np.int32), [*map(len, self._kept)])
            words, labels = _one_spelling(stream, list(self._numbers))
            yield from _phrases(words, _count_runs(words, docs), labels, least_reports)


def _one_spelling(stream: Places, spelled: Sequence[str]) -> tuple[Places, list[str]]:
    """Return the stream with one number a word, however it is spelled, and the usual spellings."""
    keys: dict[str, int] = {}
    number_of = [keys.setdefault(phrase_key(word), len(keys)) for word in spelled]
    counts = np.bincount(stream[stream >= 0], minlength=len(spelled))
    labels = [""] * len(keys)
    for spelling in np.argsort(counts, kind="stable"):  # the most frequent one stays
        labels[number_of[spelling]] = spelled[spelling].replace("_", " ")
    return np.array([*number_of, -1], np.int32)[stream], labels


@dataclass(frozen=True, slots=True)
class _Runs:
    """The runs of one length that recur, by number; but for ``at`` an entry a run.

    Attributes:
        at: The number of the run that begins at each place of the stream, or -1.
        first: A place where it begins.
        counts: How often it stands.
        reports: In how many reports.
    """

    at: Places
    first: Numbers
    counts: Numbers
    reports: Numbers


def _count_runs(words: Places, docs: Places) -> list[_Runs]:
    """Return the runs of 1, 2, … words; of one more than phrases have, for what surrounds those."""
    found = [_runs(words, docs)]
    for _ in range(MOST_WORDS):
        heads, tails = found[-1].at, np.append(found[-1].at[1:], np.int32(-1))
        keys = heads.astype(np.int64) * (len(found[-1].counts) + 1) + tails
        keys[(heads < 0) | (tails < 0)] = -1
        found.append(_runs(keys, docs))
    return found


def _runs(keys: npt.NDArray[np.signedinteger], docs: Places) -> _Runs:
    """Number what has the same key; -1 is no key."""
    places = np.flatnonzero(keys >= 0)
    places = places[np.argsort(keys[places], kind="stable")]
    grouped = keys[places]
    begins = np.ones(len(places), bool)
    begins[1:] = grouped[1:] != grouped[:-1]
    in_new_report = begins.copy()
    in_new_report[1:] |= docs[places[1:]] != docs[places[:-1]]
    starts = np.flatnonzero(begins)
    counts = np.diff(starts, append=len(places))
    reports = np.diff(np.append(0, np.cumsum(in_new_report))[np.append(starts, len(places))])
    recur = counts >= _RECURS
    at = np.full(len(keys), -1, np.int32)
    at[places] = np.repeat(np.where(recur, np.cumsum(recur) - 1, -1), counts)
    return _Runs(at, places[starts][recur], counts[recur], reports[recur])


def _phrases(
    words: Places, runs: Sequence[_Runs], labels: Sequence[str], least_reports: int
) -> Iterator[Phrase]:
    syllables = np.array([label.count(" ") + 1 for label in labels])
    for length in range(1, MOST_WORDS + 1):
        these = runs[length - 1]
        size = sum(syllables[words[these.first + place]] for place in range(length))
        cohesion = _cohesion(runs, length)
        bound = _bound(these, runs[length])
        fit = (size >= 2) & (size <= MOST_SYLLABLES) & (these.reports >= least_reports)
        fit &= (cohesion >= LEAST_COHESION) & (bound <= MOST_BOUND)
        for number in np.flatnonzero(fit):
            first = these.first[number]
            parts = words[first : first + length]
            yield Phrase(
                tuple(labels[word] for word in parts),
                int(these.counts[number]),
                int(these.reports[number]),
                float(cohesion[number]),
                float(bound[number]),
            )


def _cohesion(runs: Sequence[_Runs], length: int) -> Shares:
    """Return the normalised pointwise mutual information of each run's looser end."""
    these, single = runs[length - 1], runs[0]
    if length == 1:
        return np.ones(len(these.counts))
    total = single.counts.sum()
    heads = runs[length - 2].counts[runs[length - 2].at[these.first]]
    tails = runs[length - 2].counts[runs[length - 2].at[these.first + 1]]
    firsts = single.counts[single.at[these.first]]
    lasts = single.counts[single.at[these.first + length - 1]]
    share = these.counts / total
    expected = np.maximum(heads * lasts, firsts * tails) / total / total
    found: Shares = np.log(share / expected) / -np.log(share)
    return found


def _bound(these: _Runs, longer: _Runs) -> Shares:
    """Return the largest share of each run's occurrences beside one and the same word."""
    most = np.zeros(len(these.counts), np.int64)
    np.maximum.at(most, these.at[longer.first], longer.counts)
    np.maximum.at(most, these.at[longer.first + 1], longer.counts)
    return most / these.counts
