"""Suggestions -> the files of ``completions``; those of titles go on from an older generation.

The entrances of a kind are sorted as suffixes, eight bytes of all of them at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.columns import load_strings
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


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of some suggestions, as they are spelled.

    Attributes:
        letters: All keys behind each other, an END behind each.
        marks: As long.
        starts: Where in its key each entrance stands, key by key.
        counts: How many entrances each key has.
    """

    letters: Bytes
    marks: Bytes
    starts: IntArray
    counts: IntArray

    def save(self, folder: Path, name: str) -> None:
        """Write them."""
        for column in _COLUMNS_OF_KEYS:
            arrays.save(folder, f"{name}.{column}", getattr(self, column))

    def take(self, order: IntArray) -> "Keys":
        """Return some of them, in another order."""
        lengths = np.diff(np.flatnonzero(self.letters == END[0]) + 1, prepend=0)
        bytes_ = _ragged(lengths, order)
        starts = self.starts[_ragged(self.counts, order)]
        return Keys(self.letters[bytes_], self.marks[bytes_], starts, self.counts[order])


_COLUMNS_OF_KEYS = ("letters", "marks", "starts", "counts")


def load_keys(folders: Sequence[Path], name: str) -> Keys:
    """Return the keys that were written to some folders, behind each other."""
    columns = [
        np.concatenate([arrays.load(folder, f"{name}.{column}") for folder in folders])
        for column in _COLUMNS_OF_KEYS
    ]
    return Keys(*columns)


def _ragged(lengths: IntArray, order: IntArray) -> IntArray:
    """Return where the elements of some of many stretches stand, which follow each other."""
    starts = (np.cumsum(lengths) - lengths)[order]
    taken = lengths[order]
    places = np.repeat(starts - (np.cumsum(taken) - taken), taken)
    places += np.arange(len(places))
    return places


def spell(texts: Sequence[str]) -> Keys:
    """Return the keys of some suggestions."""
    keys = [key_of(text) for text in texts]
    found = [key.starts[:MOST_ENTRANCES] for key in keys]
    return Keys(
        _bytes([key.letters for key in keys]),
        _bytes([key.marks for key in keys]),
        np.array([start for starts in found for start in starts], np.int64),
        np.array([len(starts) for starts in found], np.int64),
    )


def enter(keys: Keys) -> Entered:
    """Return the entrances of some suggestions of one kind."""
    counts = keys.counts
    lengths = np.diff(np.flatnonzero(keys.letters == END[0]) + 1, prepend=0)
    owners = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    positions = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
    starts = keys.starts + (np.cumsum(lengths) - lengths)[owners]
    order = _sorted(keys.letters, starts, np.lexsort((owners, positions)))
    words: DocArray = positions[order].astype(np.int32)
    return Entered(keys.letters, keys.marks, starts[order], owners[order], words)


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
class Listed:
    """The suggestions of one kind, in their order.

    Attributes:
        values: What leads to the reports of each; of a title the id of its report.
    """

    texts: Sequence[str]
    values: Sequence[str]
    entered: Entered


def save(folder: Path, others: Sequence[Suggestible], titles: Listed, old: Path | None) -> None:
    """Write everything that is suggested: ``others``, a kind after the other, then the titles.

    Args:
        folder: Where to.
        others: Topics, places and clusters.
        titles: All of them.
        old: The folder of an older generation, whose keys need not be spelled again.
    """
    kinds = [_of_kind(others, kind) for kind in KINDS if kind is not CompletionKind.TITLE]
    entered = [*(_entered(shown, number, old) for number, shown in enumerate(kinds))]
    entered.append(titles.entered)
    counts = np.concatenate(
        [np.array([one.count for one in others], np.int32), np.ones(len(titles.texts), np.int32)]
    )
    _save_entrances(folder, entered, [*map(len, kinds), len(titles.texts)], counts)
    fields = np.zeros(len(counts), np.uint8)
    fields[: len(others)] = [FIELDS.index(one.field) for one in others]
    arrays.save(folder, "completions.fields", fields)
    arrays.save(folder, "completions.counts", counts)
    texts = [*(one.text for one in others), *titles.texts]
    arrays.save_terms(folder, "completions.texts", texts)
    values = [*(one.value for one in others), *titles.values]
    arrays.save_terms(folder, "completions.values", values)


def _entered(shown: Sequence[Suggestible], number: int, old: Path | None) -> Entered:
    texts = [one.text for one in shown]
    if old is not None:
        before = load_listed(old, number)
        if before.texts == texts:
            return before.entered
    return enter(spell(texts))


def load_listed(folder: Path, number: int) -> Listed:
    """Return the suggestions of one kind of an older generation."""
    column = {
        name: arrays.load(folder, f"completions.{name}")
        for name in (
            "bounds",
            "firsts",
            "starts",
            "owners",
            "weights",
            "counts",
            "letters",
            "marks",
        )
    }
    owned, entrances = (
        slice(*column[name][number : number + 2].tolist()) for name in ("firsts", "bounds")
    )
    ends = np.flatnonzero(column["letters"] == END[0]) + 1
    keys = slice(*np.concatenate([[0], ends])[[owned.start, owned.stop]].tolist())
    owners = column["owners"][entrances]
    popular = np.log2(1 + column["counts"][owners])
    entered = Entered(
        column["letters"][keys],
        column["marks"][keys],
        column["starts"][entrances].astype(np.int64) - keys.start,
        owners - np.int32(owned.start),
        np.rint((popular - column["weights"][entrances]) / A_WORD_LATER).astype(np.int32),
    )
    texts, values = (
        load_strings(folder, f"completions.{name}", owned) for name in ("texts", "values")
    )
    return Listed(texts, values, entered)


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
        "starts": starts.astype(np.int32) if bases[-1] <= np.iinfo(np.int32).max else starts,
        "owners": owners.astype(np.int32),
        "letters": np.concatenate([one.letters for one in entered]),
        "marks": np.concatenate([one.marks for one in entered]),
    }
    for name, column in columns.items():
        arrays.save(folder, f"completions.{name}", column)
