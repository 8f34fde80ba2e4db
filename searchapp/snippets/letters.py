"""Text + words -> where these words stand in any spelling, without tokenising the rest.

A text is rewritten with one byte a code point, so offsets stay: the bare small letter or digit,
a space for what is in no word, ``~`` for what has no such letter of its own (combining marks,
ligatures, foreign scripts). The first eight letters of a word are one number, so all words of a
text are looked up at once. What is found is then read by the one tokenizer, and so are all words
with an odd letter: the outcome is exactly that of tokenising everything.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchapp.analysis.remembered import Remembered
from searchapp.analysis.syllables import fold, normalize_syllable, tokenize
from searchapp.model import Span

IntArray = NDArray[np.int64]
_Keys = NDArray[np.uint64]

_SPACE, _ODD = b" ", b"~"
_KNOWN = 0x3000  # code points with a letter of their own; all after them are odd
# y stands for i in open syllables: both are sought as i, and told apart by the tokenizer.
_SOUGHT = bytes.maketrans(b"y", b"i")
_KEY = 8  # letters that are looked up; no syllable has more than seven
_FIRST = np.array([(1 << 8 * letters) - 1 for letters in range(_KEY + 1)], np.uint64)
"""What to keep of the letters at a place, by how many of them are the word's."""
_ROOM = 1 << 15  # places of a table of keys, where twenty words rarely meet another
_SPREAD = np.uint64(0x9E3779B97F4A7C15), np.uint64(64 - 15)
"""Source: multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4)."""
NOT_SOUGHT = -1
_MOST_SPELLINGS = 1 << 14  # remembered; of Vietnamese there are fewer
_NOWHERE = 1 << 62  # behind every text


class Found(NamedTuple):
    """The words of a text that are sought, in order.

    Attributes:
        starts: Where each begins, in code points.
        ends: Where each ends.
        ordinals: How many tokens of the text stand before each.
        forms: The number that its form has in ``Sought``.
    """

    starts: IntArray
    ends: IntArray
    ordinals: IntArray
    forms: Sequence[int]


class Sought:
    """Folded words to find in texts, and beginnings of words; it grows with what is read.

    Attributes:
        forms: The exact and the folded form of every sought word that was found, by its number.
    """

    def __init__(self, words: Iterable[str], prefixes: Iterable[str] = ()) -> None:
        self._words = frozenset(words)
        self._prefixes = tuple(prefixes)
        self.forms: list[tuple[str, str]] = []
        self._numbers: dict[tuple[str, str], int] = {}
        self._read = _Read(self)
        keys = {_key(letters) for word in self._words for letters in _writings(word)}
        self._table = np.zeros(_ROOM, bool)
        self._table[_spread(np.array(list(keys), np.uint64))] = True
        self._beginnings = [
            (np.uint64(_key(letters)), _FIRST[min(len(letters), _KEY)])
            for prefix in self._prefixes
            for letters in _writings(prefix)
        ]

    def number(self, raw: str) -> int:
        """Return the number of the form of a word as spelled; ``NOT_SOUGHT`` if it is not."""
        form = spellings()[raw]
        if form[1] not in self._words and not form[1].startswith(self._prefixes):
            return NOT_SOUGHT
        if form not in self._numbers:
            self._numbers[form] = len(self.forms)
            self.forms.append(form)
        return self._numbers[form]

    def numbers(self, raws: Iterable[str]) -> list[int]:
        """Return the number of each word as spelled."""
        return list(map(self._read.__getitem__, raws))

    def holds(self, keys: _Keys) -> NDArray[np.bool_]:
        """Return which words may be sought, by their first letters: all that are, few others."""
        held: NDArray[np.bool_] = self._table.take(_spread(keys))
        for begun, kept in self._beginnings:
            held |= (keys & kept) == begun
        return held


class _Read(dict[str, int]):
    """The numbers of words as spelled, read once."""

    def __init__(self, sought: Sought) -> None:
        self._sought = sought

    def __missing__(self, raw: str) -> int:
        number = self[raw] = self._sought.number(raw)
        return number


def find(
    text: str,
    sought: Sought,
    skip: Sequence[Span] = (),
    codes: NDArray[np.uint32] | None = None,
) -> Found:
    """Return the words that are sought.

    Those that touch a skipped span (sorted by start) are left out, as ``tokenize`` does. Whoever
    has the code points of the text already gives them.
    """
    letters = _rewrite(code_points(text) if codes is None else codes)
    starts, lengths = _words(letters)
    at_each = np.ndarray((len(letters) - _KEY,), "<u8", letters, 1, (1,))
    keys = at_each.take(starts) & _FIRST.take(lengths, mode="clip")
    ordinals = sought.holds(keys).nonzero()[0]
    firsts = starts.take(ordinals)
    ends = firsts + lengths.take(ordinals)
    if _ODD in letters:
        firsts, ends, ordinals = _with_odd(text, letters, (starts, lengths), ordinals)
    if skip:
        kept = _outside(firsts, ends, skip)
        firsts, ends, ordinals = firsts[kept], ends[kept], ordinals[kept]
    raws = map(text.__getitem__, map(slice, firsts.tolist(), ends.tolist()))
    forms = sought.numbers(raws)
    if NOT_SOUGHT not in forms:
        return Found(firsts, ends, ordinals, forms)
    kept = np.array(forms) != NOT_SOUGHT
    forms = [form for form in forms if form != NOT_SOUGHT]
    return Found(firsts[kept], ends[kept], ordinals[kept], forms)


@cache
def spellings() -> Remembered[tuple[str, str]]:
    """Return the exact and the folded form of each word as spelled."""
    return Remembered(_spelling, _MOST_SPELLINGS)


def _spelling(raw: str) -> tuple[str, str]:
    exact = normalize_syllable(raw)
    return exact, fold(exact)


def code_points(text: str) -> NDArray[np.uint32]:
    """Return the code points of a text."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def _rewrite(codes: NDArray[np.uint32]) -> bytes:
    """Return the letters of a text, with a space before and room for a key behind.

    Place ``n`` of the text is place ``n + 1`` of the bytes.
    """
    return _SPACE + _letters().take(codes, mode="clip").tobytes() + _SPACE * (_KEY + 1)


def _words(letters: bytes) -> tuple[IntArray, IntArray]:
    """Return where in the text words begin, and how long they are."""
    space = np.frombuffer(letters, np.uint8, len(letters) - _KEY) == ord(_SPACE)
    bounds = (space[1:] != space[:-1]).nonzero()[0]
    starts = bounds[::2]
    return starts, bounds[1::2] - starts


def _with_odd(
    text: str, letters: bytes, words: tuple[IntArray, IntArray], sought: IntArray
) -> tuple[IntArray, IntArray, IntArray]:
    """Return the starts, ends and ordinals of the sought words and of all tokens in odd ones.

    A word with an odd letter may be several tokens, or none.
    """
    starts, lengths = words
    odd_letters = (np.frombuffer(letters, np.uint8) == ord(_ODD)).nonzero()[0] - 1
    odd = np.unique(starts.searchsorted(odd_letters, "right") - 1)
    read = [
        [(start + token.start, start + token.end) for token in tokenize(text[start:end])]
        for start, end in zip(starts[odd].tolist(), (starts + lengths)[odd].tolist(), strict=True)
    ]
    tokens = np.ones(len(starts), np.int64)
    tokens[odd] = [len(found) for found in read]
    before = tokens.cumsum() - tokens
    plain = np.setdiff1d(sought, odd)
    rows = list(zip(starts[plain], (starts + lengths)[plain], before[plain], strict=True))
    for word, found in zip(before[odd].tolist(), read, strict=True):
        rows += [(start, end, word + nth) for nth, (start, end) in enumerate(found)]
    firsts, ends, ordinals = np.array(sorted(rows), np.int64).reshape(-1, 3).T
    return firsts, ends, ordinals


def _outside(starts: IntArray, ends: IntArray, skip: Sequence[Span]) -> NDArray[np.bool_]:
    """Return which words touch none of the spans."""
    last = np.maximum.accumulate([span.end for span in skip])
    first = np.array([*(span.start for span in skip), _NOWHERE])
    outside: NDArray[np.bool_] = first[last.searchsorted(starts, "right")] >= ends
    return outside


# --- letters ------------------------------------------------------------------------------------


def _writings(word: str) -> Iterator[bytes]:
    """Yield the letters to look for; a number may be written with any number of zeros before."""
    letters = word.encode("utf-8").translate(_SOUGHT)
    for zeros in range(_KEY + 1 if word.isdigit() else 1):
        yield b"0" * zeros + letters


def _spread(keys: _Keys) -> IntArray:
    """Return the place of each key in a table: the same for the same, hardly ever for others."""
    return (keys * _SPREAD[0] >> _SPREAD[1]).view(np.int64)


def _key(letters: bytes) -> int:
    return int.from_bytes(letters[:_KEY], "little")


@cache
def _letters() -> NDArray[np.uint8]:
    """Return the letter of every code point, made at first use (in a hundredth of a second)."""
    return np.frombuffer(b"".join(map(_letter, map(chr, range(_KNOWN)))) + _ODD, np.uint8)


def _letter(char: str) -> bytes:
    if not char.isalnum():
        joins = len(list(tokenize(f"a{char}a"))) == 1  # a combining mark, an invisible character
        return _ODD if joins else _SPACE
    bare = fold(normalize_syllable(char))
    if len(bare) == 1 and bare.isascii() and bare.isalnum():
        return bare.encode("ascii").translate(_SOUGHT)
    return _ODD
