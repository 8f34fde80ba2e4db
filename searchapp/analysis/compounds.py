"""Text -> Vietnamese compounds, as pyvi segments them, at many times pyvi's speed.

pyvi's conditional random field has two labels (a syllable begins a word, or continues one) and
every feature is a sum over single tokens, so what a token contributes is known per distinct
spelling and the scores of a text are sums of arrays. The transitions between labels weigh little
beside the features: a token's own score nearly always tells its label, and the best path is looked
for only around those whose score does not. The labels are pyvi's own, to the last one; a test
holds both side by side on random text.

Only the indexer needs this.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.field import load_compounds, load_weights
from searchapp.analysis.spellings import EDGE, Numbers, Spellings

_NEVER = 1e6
"""A score that no features outweigh."""
_ROUNDING = 1e-9


class Segmenter:
    """Labels tokens with pyvi's model; holds its weights and dictionaries (about 30 MB).

    Attributes:
        spellings: The tokens as they stand; ``lower_spellings`` those that are read as if their
            text were in lower case.
    """

    def __init__(self) -> None:
        weights, self._way = load_weights()
        pairs, triples = load_compounds()
        words = {word: at for at, word in enumerate(sorted({*_parts(pairs), *_parts(triples)}), 1)}
        self._pairs = _PairSet(len(words), ((words[a], words[b]) for a, b in pairs))
        self._heads = _PairSet(len(words), ((words[a], words[b]) for a, b, _ in triples))
        self._triples = frozenset(tuple(map(words.__getitem__, entry)) for entry in triples)
        self._of_pair = (weights["+1:word.bi_gram()"], weights["-1:word.bi_gram()"])
        self._of_triple = (weights["+2:word.tri_gram()"], weights["-2:word.tri_gram()"])
        self.spellings = Spellings(weights, words, heeds_capitals=True)
        self.lower_spellings = Spellings(weights, words, heeds_capitals=False)
        self._set_bounds()

    def _set_bounds(self) -> None:
        """Set between which scores the label hangs on its neighbours', and what a line's end is.

        It begins a word whatever stands around it, and takes back what such a token carries; the
        last token of a line continues a word where its lead is above zero.
        """
        ways = self._way.to_begin, self._way.to_inside
        self._begun, self._continued = self._way.carried(-_NEVER), self._way.carried(_NEVER)
        carried = self._begun, self._continued
        self._low = min(ways) - max(carried) - _ROUNDING
        self._high = max(ways) - min(carried) + _ROUNDING
        for spellings in (self.spellings, self.lower_spellings):
            spellings.set_edge(-_NEVER, -self._begun, self._way.to_begin)

    def words(self, text: str) -> list[str]:
        """Return the words of a text in order, the syllables of a compound joined by ``_``."""
        tokens = self.spellings.tokens(unicodedata.normalize("NFC", text))
        numbers = [EDGE, *map(self.spellings.number, tokens), EDGE]
        joined = self.joined(self.spellings, np.array(numbers, np.intp))
        words: list[str] = []
        for token, joins in zip(tokens, joined.tolist()[1:], strict=False):
            if joins:
                words[-1] += "_" + token
            else:
                words.append(token)
        return words

    def joined(self, spellings: Spellings, numbers: Numbers) -> NDArray[np.bool_]:
        """Return of each token whether it continues the word of the one before.

        Every line is to begin and end with an ``EDGE``: nothing is carried over it.
        """
        joined = self._inside(self._scores(spellings, numbers))
        joinable, titled = spellings.joinable.take(numbers), spellings.titled.take(numbers)
        joined[1:] &= joinable[1:] & joinable[:-1] & (titled[:-1] | ~titled[1:])
        return joined

    def _scores(self, spellings: Spellings, numbers: Numbers) -> NDArray[np.float64]:
        """Return, per token, the log-odds of continuing a word, transitions left aside."""
        scores = spellings.own.take(numbers)
        scores[1:] += spellings.before.take(numbers)[:-1]
        scores[:-1] += spellings.after.take(numbers)[1:]
        words = spellings.words.take(numbers)
        pairs = self._pairs.holds(words[:-1], words[1:])
        scores[:-1][pairs] += self._of_pair[0]
        scores[1:][pairs] += self._of_pair[1]
        for at in np.flatnonzero(self._heads.holds(words[:-1], words[1:])).tolist():
            if tuple(words[at : at + 3].tolist()) in self._triples:
                scores[at] += self._of_triple[0]
                scores[at + 2] += self._of_triple[1]
        return scores

    def _inside(self, scores: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Return of each token whether it continues a word on the best path."""
        inside = scores > self._high
        doubtful = np.flatnonzero((scores > self._low) & ~inside).tolist()
        if doubtful:
            self._weigh_doubtful(scores, doubtful, inside)
        return inside

    def _weigh_doubtful(
        self, scores: NDArray[np.float64], doubtful: list[int], inside: NDArray[np.bool_]
    ) -> None:
        """Set the labels that the scores alone leave open.

        A token's lead is its score and what the one before carries, which of a certain token is
        always the same. Behind come the labels, the last first: they hang on the next one's.
        """
        leads: dict[int, float] = {}
        for at in doubtful:
            before = leads.get(at - 1)
            certain = self._continued if inside[at - 1] else self._begun
            carried = certain if before is None else self._way.carried(before)
            leads[at] = float(scores[at]) + carried
        for at in reversed(doubtful):
            inside[at] = leads[at] > (self._way.to_inside if inside[at + 1] else self._way.to_begin)


class _PairSet:
    """A set of pairs of numbers, as bits: many are looked up at once."""

    def __init__(self, most: int, pairs: Iterable[tuple[int, int]]) -> None:
        self._row = most + 1
        held = np.zeros(self._row * self._row, np.bool_)
        held[[left * self._row + right for left, right in pairs]] = True
        self._bits = np.packbits(held, bitorder="little")

    def holds(self, left: Numbers, right: Numbers) -> NDArray[np.bool_]:
        """Return which pairs are in the set."""
        places = left * self._row + right
        bits: NDArray[np.bool_] = (self._bits.take(places >> 3) >> (places & 7)) & 1 != 0
        return bits


def _parts(entries: Iterable[tuple[str, ...]]) -> Iterable[str]:
    return (word for entry in entries for word in entry)


@cache
def segmenter() -> Segmenter:
    """Return the process's one segmenter, loaded at its first use (about half a second)."""
    return Segmenter()
