"""Suggestions and what was typed, spelled so that a prefix of bytes is a prefix of letters.

A key is the folded syllables of a text, a blank behind each, so that "thi " begins "thi đua" and
not "thiết". Beside every byte stands what was folded away: the letter's own mark, and the tone of
its whole syllable, wherever it is put: so "hoà" begins "hoàn", although "hòa" is how it is spelled.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

import numpy as np
import numpy.typing as npt

from searchapp.analysis.syllables import TONES, fold, split_tone, tokenize
from searchapp.model import Reading

Bytes = npt.NDArray[np.uint8]

MOST_WORDS = 32
"""Of a longer text only the beginning is a key; more than what is typed and looked at."""
_MOST_LETTERS = 32  # of a word, so that hostile text fills no memory
_WORDS_KEPT = 1 << 15
END = b"\0"
"""Stands behind every key, and sorts before every letter."""

_LETTER_MARKS = {**dict.fromkeys("âêô", 1), **dict.fromkeys("ăơư", 2), "đ": 3}
_TONE_SHIFT = 2
_TONE_NUMBERS = {"": 0} | {tone: number for number, tone in enumerate(sorted(TONES), 1)}
_LETTER_MASK = (1 << _TONE_SHIFT) - 1
_WHOLE_MASK = 255


@dataclass(frozen=True, slots=True)
class Key:
    """What a suggestion is found by.

    Attributes:
        letters: The folded syllables, a blank behind each.
        marks: As long: what was folded away from each byte.
        starts: Where each word starts.
    """

    letters: bytes
    marks: bytes
    starts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """What a key must go on with.

    Attributes:
        letters: Its first bytes, from the start of some word.
        marks: As long: what agrees with the diacritics that were typed …
        masks: … where these bits are looked at.
        open: Whether the last word is unfinished.
    """

    letters: bytes
    marks: Bytes
    masks: Bytes
    open: bool


def key_of(text: str) -> Key:
    """Return the key of a suggestion."""
    spelled = [_spell(token.exact) for token in islice(tokenize(text), MOST_WORDS)]
    ends = list(accumulate([len(letters) + 1 for letters, _ in spelled], initial=0))
    return Key(
        b"".join([letters + b" " for letters, _ in spelled]),
        b"".join([marks + b"\0" for _, marks in spelled]),
        tuple(ends[:-1]),
    )


def pattern_of(reading: Reading) -> Pattern:
    """Return what a reading asks of a key."""
    parts = []
    for word in reading.words:
        parts.append((*_spell(word.exact), _WHOLE_MASK if word.marked else 0))
        parts.append((b" ", b"\0", 0))
    if reading.beginning is not None:
        letters, marks = _spell(reading.beginning.exact)
        parts.append((letters, marks, _mask_of_beginning(marks)))
    return Pattern(
        b"".join(letters for letters, _, _ in parts),
        np.frombuffer(b"".join(marks for _, marks, _ in parts), np.uint8),
        _masks((len(letters), mask) for letters, _, mask in parts),
        open=reading.beginning is not None,
    )


def _mask_of_beginning(marks: Sequence[int]) -> int:
    """Return what of a beginning must agree: where no tone was typed, one may follow."""
    if not any(marks):
        return 0
    return _WHOLE_MASK if marks[0] >> _TONE_SHIFT else _LETTER_MASK


def _masks(parts: Iterable[tuple[int, int]]) -> Bytes:
    return np.array([mask for length, mask in parts for _ in range(length)], np.uint8)


def _spell(exact: str) -> tuple[bytes, bytes]:
    """Return the folded letters of a word and, byte by byte, what was folded away."""
    return _spell_word(exact) if len(exact) <= _MOST_LETTERS else _spell_word.__wrapped__(exact)


@lru_cache(_WORDS_KEPT)
def _spell_word(exact: str) -> tuple[bytes, bytes]:
    base, tone = split_tone(exact)
    tone_bits = _TONE_NUMBERS[tone] << _TONE_SHIFT
    letters, marks = bytearray(), bytearray()
    for char in base[:_MOST_LETTERS]:
        folded = fold(char).encode("utf-8", "surrogatepass")
        letters += folded
        marks += bytes([tone_bits | _LETTER_MARKS.get(char, 0)]) * len(folded)
    return bytes(letters), bytes(marks)
