"""TCVN3 (ABC) and VNI: Vietnamese typed for fonts that draw other letters for Latin-1 codes.

No library detects them, because their bytes are valid Latin-1. They also live on inside HTML,
Word files and PDFs, as Unicode text whose letters are wrong until the font is known.

Source: the published charmaps of TCVN 5712:1993 (VN3, the ABC fonts) and of VNI for Windows.
"""

import re
import unicodedata
from collections.abc import Iterator

TCVN3 = "tcvn3"
VNI = "vni"

# TCVN3 has no capital with a tone: its fonts of capitals draw them for the small letters' codes.
_TCVN3_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđ" + "àáảãạ" + "ằắẳẵặ" + "ầấẩẫậ" + "èéẻẽẹ" + "ềếểễệ" + "ìíỉĩị"
    "òóỏõọ" + "ồốổỗộ" + "ờớởỡợ" + "ùúủũụ" + "ừứửữự" + "ỳýỷỹỵ"
)
_TCVN3_CODES = bytes.fromhex(
    "a1a2a3a4a5a6a7a8a9aaabacadae"  # the letters that are in the alphabet; ad, ư, is soft hyphen
    "b5b8b6b7b9"
    "bbbebcbdc6"
    "c7cac8c9cb"
    "ccd0cecfd1"
    "d2d5d3d4d6"
    "d7ddd8dcde"
    "dfe3e1e2e4"
    "e5e8e6e7e9"
    "eaedebecee"
    "eff3f1f2f4"
    "f5f8f6f7f9"
    "fafdfbfcfe"
).decode("latin-1")
_FROM_TCVN3 = str.maketrans(_TCVN3_CODES, _TCVN3_LETTERS)

# VNI writes a vowel, then a letter that stands for all marks on it.
_VNI_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_CIRCUMFLEX = {"â": "", "à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303"}
_VNI_CIRCUMFLEX |= {"ä": "\u0323"}
_VNI_BREVE = {"ê": "", "è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_WHOLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
_VNI_WHOLE |= {"iø": "ì", "iù": "í"}  # ì and í have codes of their own; some converters spell them
_SHOUTED = re.compile(r"[^\W\d_]+")


def from_tcvn3(text: str) -> str:
    """Return text whose Latin-1 letters were TCVN3 codes as Unicode.

    Capitals with a tone are lost in TCVN3; they are put back where the rest of the word, or of
    the line, is in capitals.
    """
    lines = (_with_capitals(line) for line in text.translate(_FROM_TCVN3).split("\n"))
    return "\n".join(lines)


def from_vni(text: str) -> str:
    """Return text whose Latin-1 letters were VNI codes as Unicode."""
    return _VNI_PATTERN.sub(lambda match: _FROM_VNI[match.group()], text)


def _with_capitals(line: str) -> str:
    typed = [char for char in line if char.isascii() and char.isalpha()]
    if len(typed) >= 4 and all(char.isupper() for char in typed):
        return line.upper()
    return _SHOUTED.sub(_word_with_capitals, line)


def _word_with_capitals(match: re.Match[str]) -> str:
    word = match.group()
    typed = [char for char in word if char.isascii()]
    shouted = len(typed) >= 2 and all(char.isupper() for char in typed)
    return word.upper() if shouted else word


def _vni_sequences() -> Iterator[tuple[str, str]]:
    """Yield each VNI sequence in small letters with the Unicode letter it stands for."""
    for vowel in "aeouôöy":
        base = _VNI_WHOLE.get(vowel, vowel)
        yield from ((vowel + key, base + tone) for key, tone in _VNI_TONES.items())
    for vowel in "aeo":
        yield from ((vowel + key, vowel + "\u0302" + m) for key, m in _VNI_CIRCUMFLEX.items())
    yield from (("a" + key, "a\u0306" + mark) for key, mark in _VNI_BREVE.items())
    yield from _VNI_WHOLE.items()


def _vni_table() -> dict[str, str]:
    table: dict[str, str] = {}
    for sequence, letter in _vni_sequences():
        small = unicodedata.normalize("NFC", letter)
        table[sequence] = small
        table[sequence.upper()] = small.upper()
        table[sequence[0].upper() + sequence[1:]] = small.upper()
    return table


_FROM_VNI = _vni_table()
_VNI_PATTERN = re.compile("|".join(sorted(map(re.escape, _FROM_VNI), key=len, reverse=True)))
