"""The distinct tokens of an archive by number, and what pyvi's field makes of each.

A text is then an array of numbers, and what its tokens contribute are arrays taken by them.
"""

import re
import string
from collections.abc import Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.remembered import Remembered

Numbers = NDArray[np.intp]

EDGE = 0
"""The number of the beginning or end of a line."""

# How pyvi splits a line into tokens. Source: the patterns of pyvi's ViTokenizer, restated. None of
# them goes over a space.
_ABBREVIATIONS = r"[A-ZĐ]+\.|(?:Tp|Mr|Mrs|Ms|Dr|ThS)\."
_OTHERS = (
    r"==>|->|\.\.\.|>>|\n"
    r"|\w+://[^\s]+"
    r"|[a-zA-Z0-9_.+-]+@(?:[a-zA-Z0-9-]+\.)+[a-zA-Z0-9-]+"
    r"|\d+(?:[\.,_]\d+)+|[^\w\s]|\w+"
)
_TOKENS = re.compile(f"{_ABBREVIATIONS}|{_OTHERS}")
_LOWER_TOKENS = re.compile(_OTHERS)

_MOST = 1 << 17  # distinct tokens, or chunks, worth remembering
_FIRST = 1 << 14


class Spellings:
    """Numbers tokens; by a number stands what its token contributes.

    Attributes:
        own: Log-odds of "continues a word" against "begins one" for the token itself; ``before``
            for the token after it, ``after`` for the one before it.
        words: Its place among the dictionary's words, or 0.
        joinable: Whether it may be part of a compound.
        titled: Whether it begins with a capital that the field sees.
        capital: Whether it begins with a capital.
        lower: Itself in lower case.
    """

    def __init__(
        self, weights: Mapping[str, float], words: Mapping[str, int], *, heeds_capitals: bool
    ) -> None:
        self._weights, self._words, self._heeds_capitals = weights, words, heeds_capitals
        self._rule = _TOKENS if heeds_capitals else _LOWER_TOKENS
        self._chunks = Remembered(self._read_chunk, _MOST)
        self._edge = (0.0, 0.0, 0.0)
        self._forget()

    def set_edge(self, own: float, before: float, after: float) -> None:
        """Tell what the beginning or end of a line contributes."""
        self._edge = own, before, after
        self._forget()

    def read(self, text: str) -> Numbers:
        """Return the numbers of a text's tokens (NFC), an ``EDGE`` around each line."""
        if len(self._numbers) > _MOST:
            self._forget()
        chunks = text.replace("\n", " \n ").split(" ")
        found = chain.from_iterable(map(self._chunks.__getitem__, chunks))
        return np.fromiter(chain((EDGE,), found, (EDGE,)), np.intp)

    def tokens(self, text: str) -> list[str]:
        """Return the tokens of a text (NFC)."""
        found: list[str] = self._rule.findall(text)
        return found

    def number(self, token: str) -> int:
        """Return the number of a token."""
        number = self._numbers.get(token)
        return self._add(token) if number is None else number

    def word_number(self, word: str) -> int:
        """Return the place of a word in lower case among the dictionary's, or 0."""
        return self._words.get(word, 0)

    def _read_chunk(self, chunk: str) -> tuple[int, ...]:
        return (EDGE,) if chunk == "\n" else tuple(map(self.number, self.tokens(chunk)))

    def _forget(self) -> None:
        self._chunks.clear()
        self._numbers: dict[str, int] = {"": EDGE}
        self.own, self.before, self.after = np.zeros((3, _FIRST))
        self.words = np.zeros(_FIRST, np.intp)
        self.joinable, self.titled, self.capital = np.zeros((3, _FIRST), np.bool_)
        self.lower = np.zeros(_FIRST, np.object_)
        self.lower[EDGE] = "\n"
        self.own[EDGE], self.before[EDGE], self.after[EDGE] = self._edge

    def _add(self, token: str) -> int:
        number = len(self._numbers)
        if number == len(self.own):
            self._grow()
        self._numbers[token] = number
        lower = token.lower()
        seen = token if self._heeds_capitals else lower
        self.own[number] = self._weigh("", seen, lower) + self._own_extras(seen)
        self.before[number] = self._weigh("-1:", seen, lower)
        self.after[number] = self._weigh("+1:", seen, lower)
        self.words[number] = self._words.get(lower, 0)
        self.joinable[number] = seen not in string.punctuation and not seen[0].isdigit()
        self.titled[number] = seen[0].istitle()
        self.capital[number] = token[0].isupper()
        self.lower[number] = lower
        return number

    def _grow(self) -> None:
        for name in ("own", "before", "after", "words", "joinable", "titled", "capital", "lower"):
            values = getattr(self, name)
            setattr(self, name, np.concatenate([values, np.zeros_like(values)]))

    def _weigh(self, prefix: str, token: str, lower: str) -> float:
        score = self._weights.get(f"{prefix}word.lower():{lower}", 0.0)
        if token.istitle():
            score += self._weights.get(f"{prefix}word.istitle()", 0.0)
        if token.isupper():
            score += self._weights.get(f"{prefix}word.isupper()", 0.0)
        return score

    def _own_extras(self, token: str) -> float:
        digit = self._weights.get("word.isdigit()", 0.0) if token.isdigit() else 0.0
        return self._weights.get("bias", 0.0) + digit
