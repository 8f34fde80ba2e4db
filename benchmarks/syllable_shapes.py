"""The build of a written Vietnamese syllable: its letters, its tone, and where the tone goes.

Written apart from ``searchapp.analysis`` on purpose: variants that were made with the product's
own rules would hide that rule's mistakes from the measurement.
"""

import re
import unicodedata
from dataclasses import dataclass

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""Huyền, sắc, ngã, hỏi, nặng as combining characters."""

LEVEL = ""
"""The sixth tone, which is written with no mark."""

_SYLLABLE = re.compile(
    r"(?P<onset>ngh|ng|nh|gh|gi(?=[aăâeêoôơuư])|qu(?=[aăâeêioôơy])|kh|ph|th|tr|ch"
    r"|[bcdđghklmnprstvx])?"
    r"(?P<nucleus>[aăâeêioôơuưy]{1,3})"
    r"(?P<coda>ch|ng|nh|[ckmnpt])?"
)
_QUALITIES = "ăâêôơư"


@dataclass(frozen=True, slots=True)
class Syllable:
    """A syllable taken apart.

    Attributes:
        letters: NFC, in the case it was written in, without its tone.
        tone: One of ``TONES``, or ``LEVEL``.
        place: The index in ``letters`` of the vowel that bears the tone, or would.
        stopped: Whether it ends in c, ch, k, p or t, and so takes no tone but sắc and nặng.
    """

    letters: str
    tone: str
    place: int
    stopped: bool

    def with_tone(self, tone: str) -> str:
        """The syllable as written with another tone, NFC."""
        after = self.place + 1
        return unicodedata.normalize("NFC", self.letters[:after] + tone + self.letters[after:])


def take_apart(word: str) -> Syllable | None:
    """A word as a syllable, or None when no Vietnamese syllable is built like it."""
    letters, tones = _tones_off(word)
    shape = _SYLLABLE.fullmatch(letters.lower())
    if shape is None or len(tones) > 1:
        return None
    tone, place = tones[0] if tones else (LEVEL, _tone_place(shape))
    return Syllable(letters, tone, place, (shape["coda"] or "") in ("c", "ch", "k", "p", "t"))


def without_diacritics(text: str) -> str:
    """Latin letters without their marks, đ as d; everything else as it is."""
    bare = re.sub("[\u0300-\u036f]", "", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare.translate(str.maketrans("đĐ", "dD")))


def has_diacritic(word: str) -> bool:
    """Whether ``without_diacritics`` would change it."""
    return without_diacritics(word) != unicodedata.normalize("NFC", word)


def _tones_off(word: str) -> tuple[str, list[tuple[str, int]]]:
    """The NFC letters without tones, and each tone with the index of the letter under it."""
    letters: list[str] = []
    tones: list[tuple[str, int]] = []
    for letter in unicodedata.normalize("NFC", word):
        parts = unicodedata.normalize("NFD", letter)
        tones += [(part, len(letters)) for part in parts if part in TONES]
        bare = "".join(part for part in parts if part not in TONES)
        letters.append(unicodedata.normalize("NFC", bare))
    return "".join(letters), tones


def _tone_place(shape: re.Match[str]) -> int:
    """Where a tone goes in the older placement (hòa, thủy), which both schools read."""
    nucleus, start = shape["nucleus"], shape.start("nucleus")
    qualities = [index for index, letter in enumerate(nucleus) if letter in _QUALITIES]
    if qualities:
        return start + qualities[-1]
    if shape["coda"]:
        return start + len(nucleus) - 1
    return start + (1 if len(nucleus) == 3 else 0)
