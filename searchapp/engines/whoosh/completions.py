"""What is suggested while somebody types: keys in order, so that a prefix is a stretch of them.

Every suggestion has one key, and may be entered at each of its first words. The entrances are
sorted, a kind after the other, as the suffixes of a suffix array are; finding those that begin
with a prefix takes two bisections a kind, and the best of them are picked from their weights::

    completions.texts.*, .values.*           what is shown, and what leads to its reports
    completions.counts/.fields.npy           of each suggestion
    completions.letters/.marks.npy           all keys behind each other, see ``completion_keys``
    completions.starts/.owners/.weights.npy  of each entrance: where it is, whose, how good
    completions.bounds.npy                   int64[kinds + 1]: the entrances of each kind
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.completion_keys import END, Pattern, key_of, pattern_of
from searchapp.engines.whoosh.inversion import DocArray, FloatArray, IntArray
from searchapp.engines.whoosh.suggestible import Suggestible
from searchapp.model import Completion, CompletionKind, CompletionQuery

MOST_ENTRANCES = 8
"""Words at which a suggestion may be entered."""
_KINDS = tuple(CompletionKind)
_FIELDS = ("", "topic", "province", "province_now", "district")
# Of the score: diacritics as typed, then the earlier word, then the count by its logarithm. That
# the last word is whole weighs as much as four times the reports; that nothing is left, 256 times.
_AGREES = np.float32(1024)
_A_WORD_LATER = np.float32(32)
_WHOLE_WORD = np.float32(2)
_WHOLE_TEXT = np.float32(8)
_BLANK = ord(" ")


def save(folder: Path, suggestible: Iterable[Suggestible]) -> None:
    """Write everything that is suggested."""
    _Written(folder).write(suggestible)


class _Written:
    """The arrays of one folder while they are made."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._letters = bytearray()
        self._marks = bytearray()
        self._entrances: list[tuple[bytes, int, int, int]] = []  # sorted a kind at a time
        self._columns = {name: array("q") for name in ("starts", "owners", "positions")}

    def write(self, suggestible: Iterable[Suggestible]) -> None:
        shown = list(suggestible)
        bounds = [0]
        for kind in _KINDS:
            for owner, one in enumerate(shown):
                if one.kind is kind:
                    self._enter(owner, one.text)
            bounds.append(bounds[-1] + self._sort_in())
        self._save_keys(np.array([one.count for one in shown], np.int32))
        self._save("bounds", np.array(bounds, np.int64))
        self._save("fields", np.array([_FIELDS.index(one.field) for one in shown], np.uint8))
        arrays.save_terms(self._folder, "completions.texts", [one.text for one in shown])
        arrays.save_terms(self._folder, "completions.values", [one.value for one in shown])

    def _enter(self, owner: int, text: str) -> None:
        key, base = key_of(text), len(self._letters)
        self._letters += key.letters + END
        self._marks += key.marks + END
        for position, start in enumerate(key.starts[:MOST_ENTRANCES]):
            self._entrances.append((key.letters[start:], position, owner, base + start))

    def _sort_in(self) -> int:
        self._entrances.sort()
        for _, position, owner, start in self._entrances:
            for name, value in (("starts", start), ("owners", owner), ("positions", position)):
                self._columns[name].append(value)
        count = len(self._entrances)
        self._entrances.clear()
        return count

    def _save_keys(self, counts: DocArray) -> None:
        columns = {name: np.frombuffer(kept, np.int64) for name, kept in self._columns.items()}
        popular = np.log2(1 + counts[columns["owners"]])
        self._save("weights", (popular - _A_WORD_LATER * columns["positions"]).astype(np.float32))
        self._save("starts", columns["starts"])
        self._save("owners", columns["owners"].astype(np.int32))
        self._save("counts", counts)
        self._save("letters", np.frombuffer(bytes(self._letters), np.uint8))
        self._save("marks", np.frombuffer(bytes(self._marks), np.uint8))

    def _save(self, name: str, column: npt.NDArray[np.generic]) -> None:
        arrays.save(self._folder, f"completions.{name}", column)


class Completions:
    """The suggestions of one generation, mapped."""

    def __init__(self, folder: Path) -> None:
        names = ("starts", "owners", "weights", "letters", "marks", "counts", "fields", "bounds")
        column = {name: arrays.load(folder, f"completions.{name}") for name in names}
        self._starts: IntArray = column["starts"]
        self._owners: DocArray = column["owners"]
        self._weights: FloatArray = column["weights"]
        self._letters, self._marks = column["letters"], column["marks"]
        self._bytes = memoryview(self._letters)  # type: ignore[arg-type]  # it is a buffer
        self._counts, self._fields = column["counts"], column["fields"]
        self._bounds = [int(bound) for bound in column["bounds"]]
        self._texts = arrays.load_terms(folder, "completions.texts")
        self._values = arrays.load_terms(folder, "completions.values")

    def find(self, query: CompletionQuery) -> tuple[Completion, ...]:
        """Return the best of each kind; see ``SearchEngine.suggest``."""
        asked = [pattern_of(reading) for reading in query.readings]
        patterns = [pattern for pattern in asked if pattern.letters]
        return tuple(
            completion
            for number, kind in enumerate(_KINDS)
            for completion in self._best_of(number, kind, patterns, query.limit)
        )

    def _best_of(
        self, number: int, kind: CompletionKind, patterns: Sequence[Pattern], limit: int
    ) -> Iterator[Completion]:
        best: dict[int, float] = {}
        for pattern in patterns:
            stretch = self._stretch(number, pattern)
            for owner, score in self._top(stretch, pattern, limit * MOST_ENTRANCES):
                best[owner] = max(score, best.get(owner, score))
        for owner in sorted(best, key=lambda owner: (-best[owner], owner))[:limit]:
            yield self._completion(owner, kind, best[owner])

    def _completion(self, owner: int, kind: CompletionKind, score: float) -> Completion:
        return Completion(
            text=self._texts.term(owner),
            kind=kind,
            value=self._values.term(owner),
            count=int(self._counts[owner]),
            field=_FIELDS[self._fields[owner]],
            agrees=bool(score > _AGREES / 2),
            score=score,
        )

    def _stretch(self, number: int, pattern: Pattern) -> slice:
        """Return the entrances of a kind that begin with the letters of a pattern."""
        letters = pattern.letters
        entrances = range(self._bounds[number], self._bounds[number + 1])

        def beginning(entrance: int) -> bytes:
            start = int(self._starts[entrance])
            return self._bytes[start : start + len(letters)].tobytes()

        first = bisect_left(entrances, letters, key=beginning)
        last = bisect_right(entrances, letters, lo=first, key=beginning)
        return slice(entrances.start + first, entrances.start + last)

    def _top(self, stretch: slice, pattern: Pattern, most: int) -> Iterable[tuple[int, float]]:
        """Return owners and scores of the best entrances of a stretch, in no particular order."""
        starts, owners = self._starts[stretch], self._owners[stretch]
        scores = self._weights[stretch] + self._agreement(starts, pattern)
        scores += self._completeness(starts + len(pattern.letters), pattern)
        if len(scores) > most:
            top = np.argpartition(scores, -most)[-most:]
            owners, scores = owners[top], scores[top]
        return zip(owners.tolist(), scores.tolist(), strict=True)

    def _completeness(self, ends: IntArray, pattern: Pattern) -> FloatArray:
        """Return what it is worth that nothing, or no letter of the last word, is left to type."""
        whole = np.ones(len(ends), bool)
        if pattern.open:
            whole = self._letters[ends] == _BLANK
            ends = ends + whole
        nothing_left = self._letters[ends] == END[0]
        worth: FloatArray = _WHOLE_WORD * whole + _WHOLE_TEXT * nothing_left
        return worth

    def _agreement(self, starts: IntArray, pattern: Pattern) -> FloatArray | np.float32:
        """Return what it is worth that an entrance has the diacritics that were typed."""
        looked_at = np.flatnonzero(pattern.masks)
        if not len(looked_at):
            return _AGREES
        agree = np.ones(len(starts), bool)
        for at in looked_at:
            mask = pattern.masks[at]
            agree &= (self._marks[starts + at] & mask) == (pattern.marks[at] & mask)
        return _AGREES * agree
