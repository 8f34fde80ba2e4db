"""What is suggested while somebody types: keys in order, so that a prefix is a stretch of them.

Every suggestion has one key, and may be entered at each of its first words. The entrances are
sorted, a kind after the other, as the suffixes of a suffix array are; finding those that begin
with a prefix takes two bisections a kind, and the best of them are picked from their weights::

    completions.texts.*, .values.*           what is shown, and what leads to its reports
    completions.counts/.fields.npy           of each suggestion
    completions.letters/.marks.npy           all keys behind each other, see ``completion_keys``
    completions.starts/.owners/.weights.npy  of each entrance: where it is, whose, how good
    completions.bounds.npy                   int64[kinds + 1]: the entrances of each kind
    completions.firsts.npy                   int64[kinds + 1]: the suggestions of each kind
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.completion_keys import END, Pattern, pattern_of
from searchapp.engines.whoosh.inversion import DocArray, FloatArray, IntArray
from searchapp.model import Completion, CompletionKind, CompletionQuery

MOST_ENTRANCES = 8
"""Words at which a suggestion may be entered."""
KINDS = tuple(CompletionKind)
FIELDS = ("", "topic", "province", "province_now", "district")
# Of the score: diacritics as typed, then the earlier word, then the count by its logarithm. That
# the last word is whole weighs as much as four times the reports; that nothing is left, 256 times.
_AGREES = np.float32(1024)
A_WORD_LATER = np.float32(32)
_WHOLE_WORD = np.float32(2)
_WHOLE_TEXT = np.float32(8)
_BLANK = ord(" ")


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
            for number, kind in enumerate(KINDS)
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
            field=FIELDS[self._fields[owner]],
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
