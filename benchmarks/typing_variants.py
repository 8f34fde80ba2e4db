"""A query as hurried fingers type it: mechanical, and the same every time.

Chances are drawn from a generator seeded by the text itself, so that a variant depends on
nothing but its query: not on its neighbours, the process or the machine.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType

from benchmarks.syllable_shapes import LEVEL, TONES, has_diacritic, take_apart, without_diacritics

_WORD = re.compile(r"(?:[^\W\d_]|[\u0300-\u036f])+")
_FEWEST, _MOST = 3, 5  # syllables of a shortened query
_STOPPED_TONES = ("\u0301", "\u0323")
_LETTER_KEYS: Mapping[str, str] = MappingProxyType(
    {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
)
_TONE_KEYS: Mapping[str, str] = MappingProxyType(
    {LEVEL: "", "\u0301": "s", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
)


class Typing(StrEnum):
    """A way to type."""

    FULL = "full"  # as given
    NONE = "none"  # every diacritic off, đ as d
    HALF = "half"  # each syllable with a diacritic loses it by the toss of a coin
    WRONG_TONE = "wrong-tone"  # one syllable has another tone
    TELEX = "telex"  # some syllables are left as the keys of Telex


def vary(text: str, typing: Typing) -> str:
    """The text typed that way, NFC; white space and punctuation stay."""
    text = unicodedata.normalize("NFC", text)
    # A number is not asked for any secrecy here: the same text must give the same variant.
    return _VARIANTS[typing](text, random.Random(f"{typing}:{text}"))


def shorten(text: str) -> str:
    """Three to five syllables in a row, NFC, drawn by chance; all of a shorter text.

    What stands between two spaces is a syllable here (``26,7``, ``TP.HCM``), without the
    punctuation around it, which nobody in a hurry types.
    """
    text = unicodedata.normalize("NFC", text)
    syllables = [bare for bare in map(_strip_marks, text.split()) if bare]
    chance = random.Random(f"short:{text}")
    count = min(chance.randint(_FEWEST, _MOST), len(syllables))
    start = chance.randint(0, len(syllables) - count)
    return " ".join(syllables[start : start + count])


def _strip_marks(word: str) -> str:
    return re.sub(r"^[\W_]+|[\W_]+$", "", word)


def _full(text: str, _chance: random.Random) -> str:
    return text


def _none(text: str, _chance: random.Random) -> str:
    return without_diacritics(text)


def _half(text: str, chance: random.Random) -> str:
    return _replace_words(text, lambda word: _bare_by_chance(word, chance))


def _bare_by_chance(word: str, chance: random.Random) -> str:
    return without_diacritics(word) if has_diacritic(word) and chance.random() < 0.5 else word


def _wrong_tone(text: str, chance: random.Random) -> str:
    """A syllable that bears a tone gets another one; where none does, any syllable."""
    syllables = [(match, take_apart(match[0])) for match in _WORD.finditer(text)]
    shaped = [(match, syllable) for match, syllable in syllables if syllable]
    toned = [pair for pair in shaped if pair[1].tone]
    if not shaped:
        return text
    match, syllable = chance.choice(toned or shaped)
    tones = _STOPPED_TONES if syllable.stopped else (LEVEL, *TONES)
    tone = chance.choice([tone for tone in tones if tone != syllable.tone])
    return text[: match.start()] + syllable.with_tone(tone) + text[match.end() :]


def _telex(text: str, chance: random.Random) -> str:
    """Each marked syllable by the toss of a coin, but one at least; one habit a query."""
    marked = [match.start() for match in _WORD.finditer(text) if _has_keys(match[0])]
    if not marked:
        return text
    left = {start for start in marked if chance.random() < 0.5} or {chance.choice(marked)}
    press = chance.choice((telex_keys, telex_keys_tone_first, telex_keys_short))
    return _WORD.sub(lambda match: press(match[0]) if match.start() in left else match[0], text)


def telex_keys(word: str) -> str:
    """A letter's keys at the letter, the tone's at the end: ``dduwowcj``, the way it is taught."""
    syllable = take_apart(word)
    if syllable is None:
        return word
    keys = "".join(map(_letter_keys, syllable.letters)) + _TONE_KEYS[syllable.tone]
    return keys.upper() if word.isupper() and len(word) > 1 else keys


def telex_keys_tone_first(word: str) -> str:
    """The tone's key right after its vowel: ``dduwowjc``."""
    syllable = take_apart(word)
    if syllable is None:
        return word
    after = syllable.place + 1
    before, rest = syllable.letters[:after], syllable.letters[after:]
    keys = "".join(map(_letter_keys, before)) + _TONE_KEYS[syllable.tone]
    keys += "".join(map(_letter_keys, rest))
    return keys.upper() if word.isupper() and len(word) > 1 else keys


def telex_keys_short(word: str) -> str:
    """As taught, with the one w that ươ needs: ``dduowcj``."""
    keys = telex_keys(word)
    return re.sub("uwow", "uow", keys).replace("Uwow", "Uow").replace("UWOW", "UOW")


def _has_keys(word: str) -> bool:
    return telex_keys(word) != word


def _letter_keys(letter: str) -> str:
    """``Ư`` as ``Uw``: only the first key is pressed with Shift, unless all are."""
    keys = _LETTER_KEYS.get(letter.lower(), letter)
    return keys.capitalize() if letter.isupper() else keys


def _replace_words(text: str, replace: Callable[[str], str]) -> str:
    return _WORD.sub(lambda match: replace(match[0]), text)


_VARIANTS: Mapping[Typing, Callable[[str, random.Random], str]] = MappingProxyType(
    {
        Typing.FULL: _full,
        Typing.NONE: _none,
        Typing.HALF: _half,
        Typing.WRONG_TONE: _wrong_tone,
        Typing.TELEX: _telex,
    }
)
