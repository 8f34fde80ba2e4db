"""Vietnamese syllables, put together from their parts by the rules of the orthography."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pytest

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
_VOWELS = "aăâeêioôơuưy"
ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip
OPEN_RIMES = (
    "a e ê i o ô ơ u ư y ia ua ưa oa oe uê uy uơ uya ai ay ao au âu ây eo êu iu oi ôi ơi ui ưi ưu"
    " uôi ươi ươu iêu yêu oai oay oao oeo uây uyu"
)
CLOSED_RIMES = (
    "am ap an at ang ac anh ach ăm ăp ăn ăt ăng ăc âm âp ân ât âng âc em ep en et eng ec ên êt ênh"
    " êch êm êp im ip in it inh ich om op on ot ong oc ôm ôp ôn ôt ông ôc ơm ơp ơn ơt um up un ut"
    " ung uc ưm ưn ưt ưng ưc iêm iêp iên iêt iêng iêc yêm yên yêt uôm uôn uôt uông uôc ươm ươp ươn"
    " ươt ương ươc oan oat oang oac oanh oach oăn oăt oăng oăc uân uât uâng uyên uyêt uynh uych"
    " uyt oong ăk ak êk ôk"
)


class Syllable(NamedTuple):
    """The parts of a syllable; the tone is a combining mark or empty."""

    onset: str
    rime: str
    tone: str

    def written(self, tone_at: int = -1) -> str:
        """Spell it with the tone behind one of the vowels of its rime, by number."""
        vowels = [i for i, char in enumerate(self.rime) if char in _VOWELS]
        at = vowels[tone_at % len(vowels)] + 1
        rime = self.rime[:at] + self.tone + self.rime[at:]
        return unicodedata.normalize("NFC", self.onset + rime)


def _fits(onset: str, rime: str) -> bool:
    """Leave out what is no syllable, or is spelled like another one (g + ia = gi + a)."""
    if onset == "qu":
        return rime[0] not in "uouơ" or rime == "ơ"
    if onset == "gi":
        return rime[0] not in "iy"
    return not (onset == "g" and rime[0] == "i")


def _all() -> Iterator[Syllable]:
    for onset in ONSETS:
        for rime in f"{OPEN_RIMES} {CLOSED_RIMES}".split():
            if _fits(onset, rime):
                yield from (Syllable(onset, rime, tone) for tone in TONES)


@pytest.fixture(scope="session")
def syllables() -> tuple[Syllable, ...]:
    """Every syllable that onsets, rimes and tones make, about 20,000 of them."""
    return tuple(_all())
