"""Texts -> small sketches that agree as far as the texts do, and the pairs worth comparing.

A sketch holds the least value of each of many hash functions over the shingles of a text; two
sketches agree in as many of them as the texts share of their shingles. Nothing here depends on
chance, nor on what else the archive holds: the hashes are fixed, and are those of the words.

Source: Broder, "On the resemblance and containment of documents" (1997); bands of rows as in
Leskovec, Rajaraman and Ullman, "Mining of Massive Datasets", section 3.4.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.inversion import DocArray, FloatArray, IntArray, distinct

HashArray = npt.NDArray[np.uint32]

SHINGLE = 4  # syllables
LEAST_WORDS = 40
"""A shorter text is too little to tell a copy from a stock phrase."""
_ROWS, _BANDS = 4, 16  # texts that share .8 of their shingles meet with a chance of .9998
_FIGURE_ROWS = 16
_NEIGHBOURS = 8  # of a report in a band: bounds what stock texts cost, which all share a band
_CHUNK = 100_000  # syllables hashed at once, so that they stay in the processor's cache
_PAIRS_AT_ONCE = 200_000

_ROMAN = frozenset({"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"})
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


@dataclass(frozen=True, slots=True)
class Texts:
    """The words of every report in order, folded; ``bounds`` has an entry more than reports.

    Attributes:
        codes: uint64[folded terms]: a hash of each.
        figures: uint32[folded terms]: a hash of the number in each ("19h" holds 19), also of a
            Roman one; 0 for words.
        title_lengths: How many of a report's first words are its title.
    """

    terms: DocArray
    bounds: IntArray
    codes: npt.NDArray[np.uint64]
    figures: HashArray
    title_lengths: DocArray

    def words(self, doc: int) -> DocArray:
        """Return the words of one report."""
        return self.terms[self.bounds[doc] : self.bounds[doc + 1]]

    def text(self, doc: int) -> "Text":
        """Return one report."""
        words = self.words(doc)
        return Text(self.codes[words], self.figures[words], int(self.title_lengths[doc]))


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one report, whatever the vocabulary that they were read by.

    Attributes:
        codes: uint64: a hash of each word.
        figures: uint32: a hash of the number in each, 0 for words.
        title_length: How many of them are its title.
    """

    codes: npt.NDArray[np.uint64]
    figures: HashArray
    title_length: int

    def shingles(self) -> HashArray:
        """Return the hashes of the shingles, in order."""
        return _shingles(self.codes)


def read_texts(
    stream: DocArray,
    ends: IntArray,
    title_lengths: DocArray,
    fold_of: DocArray,
    folded: Sequence[str],
) -> Texts:
    """Return the texts of a stream of exact terms, its breaks left out."""
    bounds = np.zeros(len(ends) + 1, np.int64)
    bounds[1:] = ends - np.searchsorted(np.flatnonzero(stream < 0), ends)
    words, figures = word_hashes(folded), number_hashes(folded)
    return Texts(fold_of[stream[stream >= 0]], bounds, words, figures, title_lengths)


def number_hashes(words: Sequence[str]) -> HashArray:
    """Return a hash of the number in each word, 0 where there is none."""
    numbers = [_number(term) for term in words]
    figures = word_hashes(numbers) >> np.uint64(32)
    figures[[not number for number in numbers]] = 0
    return figures.astype(np.uint32)


def word_hashes(words: Sequence[str]) -> npt.NDArray[np.uint64]:
    """Return a hash of each word."""
    digests = b"".join(blake2b(word.encode(), digest_size=8).digest() for word in words)
    return np.frombuffer(digests, "<u8").astype(np.uint64)


def _number(term: str) -> str:
    """Return the digits of a term, the term if it is a Roman number, nothing if it is a word."""
    return term if term in _ROMAN else "".join(filter(str.isdigit, term))


@dataclass(frozen=True, slots=True)
class Sketches:
    """A column a report: of its shingles, and of the numbers in it."""

    shingles: HashArray
    figures: HashArray


def no_sketches(count: int) -> Sketches:
    """Return columns of nothing."""
    shape = _ROWS * _BANDS, count
    return Sketches(np.zeros(shape, np.uint32), np.zeros((_FIGURE_ROWS, count), np.uint32))


def sketch_all(texts: Texts) -> Sketches:
    """Return the sketches of all the reports; those of a text of few words are nothing but 0."""
    docs = np.flatnonzero(np.diff(texts.bounds) >= LEAST_WORDS)
    whole = no_sketches(len(texts.bounds) - 1)
    if len(docs):
        made = sketch(texts, docs)
        whole.shingles[:, docs], whole.figures[:, docs] = made.shingles, made.figures
    return whole


def sketch(texts: Texts, docs: IntArray) -> Sketches:
    """Return the sketches of some reports, in the order given; none is shorter than a shingle."""
    made = Sketches(
        np.empty((_ROWS * _BANDS, len(docs)), np.uint32),
        np.empty((_FIGURE_ROWS, len(docs)), np.uint32),
    )
    seeds = _seeds(max(_ROWS * _BANDS, _FIGURE_ROWS))
    lengths = np.diff(texts.bounds)[docs]
    for part in _chunks(lengths):
        starts = np.cumsum(lengths[part]) - lengths[part]
        words = np.concatenate([texts.words(int(doc)) for doc in docs[part]])
        _least(*_shingles_of_many(texts.codes[words], starts), seeds, made.shingles[:, part])
        _least(*_figures_of_many(texts, words, starts), seeds, made.figures[:, part])
    return made


def _chunks(lengths: IntArray) -> Iterator[slice]:
    """Yield runs of texts of about ``_CHUNK`` syllables, at least one text each."""
    chunk_of = np.cumsum(lengths) // _CHUNK
    edges = [0, *(np.flatnonzero(np.diff(chunk_of)) + 1).tolist(), len(lengths)]
    return (slice(a, b) for a, b in pairwise(edges) if a < b)


def _seeds(count: int) -> HashArray:
    return _scramble(np.arange(1, 2 * count + 1, dtype=np.uint64)).reshape(count, 2)


def _scramble(values: npt.NDArray[np.uint64]) -> HashArray:
    """Return a hash of each number, in which every bit of it counts."""
    mixed = values * _MULTIPLIER
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _shingles(codes: npt.NDArray[np.uint64]) -> HashArray:
    count = max(0, len(codes) - SHINGLE + 1)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE):
        mixed *= _MULTIPLIER
        mixed += codes[place : place + count]
    return _scramble(mixed)


def _shingles_of_many(
    codes: npt.NDArray[np.uint64], starts: IntArray
) -> tuple[HashArray, IntArray]:
    """Return the shingles of texts behind each other, without those that lie across two."""
    shingles = _shingles(codes)
    inside = np.ones(len(shingles), bool)
    for place in range(1, SHINGLE):
        inside[starts[1:] - place] = False
    return shingles[inside], starts - (SHINGLE - 1) * np.arange(len(starts))


def _figures_of_many(texts: Texts, words: DocArray, starts: IntArray) -> tuple[HashArray, IntArray]:
    """Return the numbers of texts behind each other, each time after a first that all share."""
    values = texts.figures[words]
    values[starts] = 0
    kept = values != 0
    kept[starts] = True
    return values[kept], (np.cumsum(kept) - 1)[starts]


def _least(values: HashArray, starts: IntArray, seeds: HashArray, rows: HashArray) -> None:
    """Write the least value of each hash function in each of the texts behind each other."""
    for row, (mask, factor) in zip(rows, seeds, strict=False):
        mixed = (values ^ mask) * (factor | np.uint32(1))
        np.minimum.reduceat(mixed, starts, out=row)


# --- which pairs to compare ---------------------------------------------------------------------


def close_pairs(sketches: Sketches, agreement: float) -> tuple[IntArray, IntArray, FloatArray]:
    """Return pairs of columns (earlier, later) whose sketches agree, and how far they do.

    Sorted by the later one, the closest first. Of the many that share a band those whose numbers
    are the same stand side by side, and only neighbours are paired.
    """
    count = sketches.shingles.shape[1]
    keys = distinct(np.concatenate([np.empty(0, np.int64), *_meetings(sketches)]))
    later, earlier = np.divmod(keys, max(1, count))
    close = _agreement(sketches.shingles, earlier, later)
    # Copies tell the same numbers, but for a few that portals add.
    kept = (close >= agreement) & (_agreement(sketches.figures, earlier, later) >= agreement / 2)
    earlier, later, close = earlier[kept], later[kept], close[kept]
    order = np.lexsort((earlier, -close, later))
    return earlier[order], later[order], close[order]


def _meetings(sketches: Sketches) -> Iterator[IntArray]:
    """Yield the pairs that share a band, each as one number."""
    count = sketches.shingles.shape[1]
    bands = [_fingerprint(rows) for rows in sketches.shingles.reshape(_BANDS, _ROWS, count)]
    for number, band in enumerate(bands):
        shared = _shared(band)
        keys = (bands[number - 1][shared], sketches.figures[number][shared], band[shared])
        order = shared[np.lexsort(keys)]
        for step in range(1, _NEIGHBOURS + 1):
            left, right = order[:-step], order[step:]
            same = band[left] == band[right]
            if not same.any():
                break
            left, right = left[same], right[same]
            yield np.maximum(left, right) * count + np.minimum(left, right)


def _shared(band: npt.NDArray[np.uint64]) -> IntArray:
    """Return the columns that others share a band with, ascending."""
    order = np.argsort(band)
    same = band[order[1:]] == band[order[:-1]]
    shared = np.zeros(len(band), bool)
    shared[order[1:][same]] = shared[order[:-1][same]] = True
    return np.flatnonzero(shared)


def _fingerprint(rows: HashArray) -> npt.NDArray[np.uint64]:
    mixed = np.zeros(rows.shape[1], np.uint64)
    for row in rows:
        mixed = (mixed ^ row) * _MULTIPLIER
        mixed ^= mixed >> np.uint64(31)
    return mixed


def _agreement(rows: HashArray, left: IntArray, right: IntArray) -> FloatArray:
    """Return the share of equal rows in each pair of columns."""
    columns = np.ascontiguousarray(rows.T)
    shares = np.empty(len(left), np.float32)
    for start in range(0, len(left), _PAIRS_AT_ONCE):
        part = slice(start, start + _PAIRS_AT_ONCE)
        shares[part] = (columns[left[part]] == columns[right[part]]).mean(axis=1)
    return shares
