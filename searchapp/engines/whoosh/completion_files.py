"""Suggestions -> the files of ``completions``; those of titles go on from an older generation.

The entrances of a kind are sorted as suffixes, eight bytes of all of them at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.completion_keys import END, key_of
from searchapp.engines.whoosh.completions import (
    A_WORD_LATER,
    FIELDS,
    KINDS,
    MOST_ENTRANCES,
)
from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.suggestible import Suggestible
from searchapp.model import CompletionKind

Bytes = npt.NDArray[np.uint8]
_WORD = 8  # bytes that are compared at once
_ENTRANCES_AT_ONCE = 1 << 20


@dataclass(frozen=True, slots=True)
class Entered:
    """The keys of some suggestions, and their entrances, sorted.

    Attributes:
        letters: All keys behind each other, an END behind each.
        marks: As long.
        starts: Of each entrance: where it stands in ``letters`` …
        owners: … whose it is …
        positions: … and at which word.
    """

    letters: Bytes
    marks: Bytes
    starts: IntArray
    owners: DocArray
    positions: DocArray

    @property
    def key_ends(self) -> IntArray:
        """Where the key of each suggestion ends, its END included."""
        return np.flatnonzero(self.letters == END[0]) + 1


def enter(texts: Sequence[str]) -> Entered:
    """Return the entrances of some suggestions of one kind."""
    keys = [key_of(text) for text in texts]
    letters = _bytes([key.letters for key in keys])
    lengths = np.array([len(key.letters) + 1 for key in keys], np.int64)
    bases = np.cumsum(lengths) - lengths
    found = [key.starts[:MOST_ENTRANCES] for key in keys]
    counts = np.array([len(starts) for starts in found], np.int64)
    owners = np.repeat(np.arange(len(texts), dtype=np.int32), counts)
    positions = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    inside = np.array([start for starts in found for start in starts], np.int64)
    starts = inside + bases[owners]
    order = _sorted(letters, starts, np.lexsort((owners, positions)))
    return Entered(
        letters,
        _bytes([key.marks for key in keys]),
        starts[order],
        owners[order],
        positions[order].astype(np.int32),
    )


def _bytes(pieces: Sequence[bytes]) -> Bytes:
    return np.frombuffer(b"".join([piece + END for piece in pieces]), np.uint8)


def _sorted(letters: Bytes, starts: IntArray, order: IntArray) -> IntArray:
    """Return the entrances in the order of the bytes up to their END, equals as they were."""
    padded = np.concatenate([letters, np.zeros(_WORD, np.uint8)])
    tied = np.arange(len(order))  # places in the order that are not decided
    group = np.zeros(len(order), np.int64)  # of each of those: which are equal so far
    depth = 0
    while len(tied):
        words = _words(padded, starts[order[tied]] + depth)
        by_word = np.lexsort((words, group))
        order[tied] = order[tied][by_word]
        words, group = words[by_word], group[by_word]
        new = np.ones(len(tied), bool)
        new[1:] = (words[1:] != words[:-1]) | (group[1:] != group[:-1])
        alone = new & np.append(new[1:], True)
        group = np.cumsum(new)
        open_ = ~alone & (words & np.uint64(255) != 0)
        tied, group = tied[open_], group[open_]
        depth += _WORD
    return order


def _words(padded: Bytes, starts: IntArray) -> npt.NDArray[np.uint64]:
    """Return eight bytes from each start as one number, those behind an END as 0."""
    found = np.empty(len(starts), np.uint64)
    for first in range(0, len(starts), _ENTRANCES_AT_ONCE):
        some = slice(first, first + _ENTRANCES_AT_ONCE)
        read = padded[starts[some, None] + np.arange(_WORD)]
        read[np.logical_or.accumulate(read == END[0], axis=1)] = 0
        found[some] = read.view(">u8")[:, 0]
    return found


# --- writing ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TitleList:
    """The titles that are suggested, sorted by ``title_key``, each with the id of its report."""

    texts: Sequence[str]
    ids: Sequence[str]
    entered: Entered


def save(folder: Path, others: Sequence[Suggestible], titles: TitleList) -> None:
    """Write everything that is suggested: ``others``, a kind after the other, then the titles."""
    kinds = [_of_kind(others, kind) for kind in KINDS if kind is not CompletionKind.TITLE]
    entered = [*(enter([one.text for one in shown]) for shown in kinds), titles.entered]
    counts = np.concatenate(
        [np.array([one.count for one in others], np.int32), np.ones(len(titles.ids), np.int32)]
    )
    _save_entrances(folder, entered, [*map(len, kinds), len(titles.ids)], counts)
    fields = np.zeros(len(counts), np.uint8)
    fields[: len(others)] = [FIELDS.index(one.field) for one in others]
    arrays.save(folder, "completions.fields", fields)
    arrays.save(folder, "completions.counts", counts)
    texts = [*(one.text for one in others), *titles.texts]
    arrays.save_terms(folder, "completions.texts", texts)
    values = [*(one.value for one in others), *titles.ids]
    arrays.save_terms(folder, "completions.values", values)


def _of_kind(shown: Sequence[Suggestible], kind: CompletionKind) -> list[Suggestible]:
    return [one for one in shown if one.kind is kind]


def _save_entrances(
    folder: Path, entered: Sequence[Entered], sizes: Sequence[int], counts: DocArray
) -> None:
    """Write the entrances of all kinds, given how many suggestions each kind has."""
    bases = np.cumsum([0, *(len(one.letters) for one in entered)])
    firsts = np.cumsum([0, *sizes], dtype=np.int64)
    owners = np.concatenate([one.owners + n for one, n in zip(entered, firsts, strict=False)])
    starts = np.concatenate([one.starts + base for one, base in zip(entered, bases, strict=False)])
    positions = np.concatenate([one.positions for one in entered])
    weights = np.log2(1 + counts[owners]) - A_WORD_LATER * positions
    bounds = np.cumsum([0, *(len(one.starts) for one in entered)], dtype=np.int64)
    columns = {
        "bounds": bounds,
        "firsts": firsts,
        "weights": weights.astype(np.float32),
        "starts": starts,
        "owners": owners.astype(np.int32),
        "letters": np.concatenate([one.letters for one in entered]),
        "marks": np.concatenate([one.marks for one in entered]),
    }
    for name, column in columns.items():
        arrays.save(folder, f"completions.{name}", column)
