"""An archive of terms on disk: what every engine is built from, and cases are drawn from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from searchapp.analysis.syllables import fold

Array = npt.NDArray[Any]

BREAK = "ǁ"
"""The token between words that are no neighbours. A letter, so every tokenizer keeps it."""
JOINT = "ǀ"
"""Between the two words of a pair; a letter as well."""


class Text(StrEnum):
    """The texts that are kept of an archive; those of reports stand in the reports' order."""

    TERMS = "terms"
    IDS = "ids"
    TITLES = "titles"
    PROVINCES = "provinces"
    PROVINCE_NAMES = "province_names"
    KINDS = "kinds"


@dataclass(frozen=True, slots=True)
class Fed:
    """A report as a peer is given it: tokens in order, and what is filtered by and counted.

    Attributes:
        number: Its place in the order of the ids, from 0.
        exact: Its syllables with their diacritics; ``folded`` those without.
        day: Of its event, as ``date.toordinal`` counts.
    """

    number: int
    exact: list[str]
    folded: list[str]
    exact_pairs: list[str]
    folded_pairs: list[str]
    province: str
    kind: str
    day: int
    year: str


class Archive:
    """Reports in the order of their ids (as UTF-8 bytes), in terms; its arrays are mapped."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stream = np.load(folder / "stream.npy", mmap_mode="r")
        self.ends = np.load(folder / "ends.npy")
        self.title_lengths = np.load(folder / "title_lengths.npy")
        self.days = np.load(folder / "days.npy")

    def __len__(self) -> int:
        return len(self.ends)

    @cached_property
    def texts(self) -> dict[Text, list[str]]:
        """The texts, by their names."""
        kept = json.loads((self.folder / "texts.json").read_text("ascii"))
        return {Text(name): values for name, values in kept.items()}

    @property
    def terms(self) -> list[str]:
        """The exact terms, sorted by their bytes; ``stream`` holds their numbers, breaks -1."""
        return self.texts[Text.TERMS]

    def codes(self, number: int) -> Array:
        """Return the terms of one report in order, as numbers."""
        start = self.ends[number - 1] if number else 0
        return np.asarray(self.stream[start : self.ends[number]])

    @cached_property
    def holding(self) -> Array:
        """In how many reports each term stands."""
        file = self.folder / "holding.npy"
        if not file.is_file():
            np.save(file, self._count_holding())
        counts: Array = np.load(file)
        return counts

    def _count_holding(self) -> Array:
        counts = np.zeros(len(self.terms) + 1, np.int64)
        for number in range(len(self)):
            counts[np.unique(self.codes(number))] += 1
        return counts[:-1]  # the last one counts breaks

    def feed(self) -> Iterator[Fed]:
        """Yield every report as a peer is given it."""
        exact_terms = [*self.terms, BREAK]
        folded_terms = [*map(fold, self.terms), BREAK]
        provinces, kinds = self.texts[Text.PROVINCES], self.texts[Text.KINDS]
        for number, day in enumerate(self.days.tolist()):
            codes = self.codes(number).tolist()
            exact = [exact_terms[code] for code in codes]
            folded = [folded_terms[code] for code in codes]
            yield Fed(
                number,
                exact,
                folded,
                pairs(exact),
                pairs(folded),
                provinces[number],
                kinds[number],
                day,
                year_of(day),
            )


def pairs(words: list[str]) -> list[str]:
    """Return every word joined with the next, but over a break."""
    return [
        f"{left}{JOINT}{right}"
        for left, right in pairwise(words)
        if left != BREAK and right != BREAK
    ]


def year_of(day: int) -> str:
    """Return the year of a day."""
    return str(date.fromordinal(day).year)
