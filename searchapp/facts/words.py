"""Words with their places, in the spelling by which names are compared.

Facts are looked for in every report, so this is kept cheap: words are found around the places that
matter only, and the work of spelling a word is done once for all texts.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple

from searchapp.analysis.syllables import normalize_syllable

_LETTERS = [chr(code) for code in (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "A-Z" + "".join(letter for letter in _LETTERS if letter.isupper())
LOWER = "a-z" + "".join(letter for letter in _LETTERS if letter.islower())
"""Vietnamese letters for a regular expression's class: ranges such as À-Ỹ hold both cases."""

_RESPELLED = {
    "đăk": "đắk", "đắc": "đắk", "đak": "đắk", "dak": "đắk", "dăk": "đắk",
    "lăk": "lắk", "lắc": "lắk", "lak": "lắk", "lăc": "lắk", "cạn": "kạn",
}  # fmt: skip
"""Syllables of other languages of the country, by the spelling of the gazetteer's files."""

WORD = re.compile(r"[^\W_]+")
_PARTS = re.compile(r"([^\W_]+)")
_SHORT = 24  # characters of a word worth remembering
_REMEMBERED = 1 << 15


class Words(NamedTuple):
    """The words around a place in a text.

    Attributes:
        text: The whole text, in which offsets count.
        starts: Where each word begins, ascending; ``ends`` where it ends, exclusive.
        keys: Its normalised spelling: lower case, one placement of the tone, one i or y.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]
    keys: tuple[str, ...]

    def gap(self, at: int) -> str:
        """Return what stands between a word and the next one."""
        return self.text[self.ends[at] : self.starts[at + 1]]

    def is_capitalised(self, at: int) -> bool:
        """Tell whether a word begins with a capital."""
        return self.text[self.starts[at]].isupper()

    def before(self, at: int, most: int) -> tuple[str, ...]:
        """Return up to ``most`` keys before a word, of its own line and sentence."""
        first, low = at, max(0, at - most)
        while first > low and not _ends(self.text[self.ends[first - 1] : self.starts[first]]):
            first -= 1
        return self.keys[first:at]


def _ends(gap: str) -> bool:
    return gap != " " and ("\n" in gap or ". " in gap or ";" in gap)


_BEFORE_CHARS, _AFTER_CHARS = 56, 40  # hold the words below
_BEFORE, _AFTER = 8, 6


def words_around(text: str, at: int) -> tuple[Words, int]:
    """Return a text's (evened out) words around the one that begins at ``at``, and which it is."""
    low = max(0, at - _BEFORE_CHARS)
    parts = _PARTS.split(text[low : at + _AFTER_CHARS])  # a gap, a word, a gap, ..., a gap
    places = list(accumulate(map(len, parts), initial=low))
    number = places.index(at) // 2
    first = max(0, number - _BEFORE)
    words = slice(2 * first + 1, 2 * (number + _AFTER), 2)
    ends = places[words.start + 1 : words.stop + 1 : 2]
    # The window is short, so no word is too long to be remembered.
    keys = tuple(map(_key, parts[words]))
    return Words(text, places[words][: len(keys)], ends, keys), number - first


def key_of(word: str) -> str:
    """Return the spelling under which a word of a name is looked up."""
    return _key(word) if len(word) <= _SHORT else normalize_syllable(word)


@lru_cache(_REMEMBERED)
def _key(word: str) -> str:
    key = normalize_syllable(word)
    return _RESPELLED.get(key, key)


def name_key(name: str) -> tuple[str, ...]:
    """Return the keys of a name's words."""
    return tuple(key_of(match[0]) for match in WORD.finditer(name))
