"""Telex and VNI keys that were typed with the input method off: huwng yeen, hu7ng ye6n."""

import re
import unicodedata

from searchapp.analysis.syllables import is_syllable, normalize_syllable

_BREVE, _CIRCUMFLEX, _HORN = "\u0306", "\u0302", "\u031b"
_TELEX_TONES = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323"}
_VNI_TONES = {"1": "\u0301", "2": "\u0300", "3": "\u0309", "4": "\u0303", "5": "\u0323"}
_VNI_MARKS = {"6": (_CIRCUMFLEX, "aeo"), "7": (_HORN, "uo"), "8": (_BREVE, "a")}
_LATE_W = (
    ("uo", f"u{_HORN}o{_HORN}"),
    ("ua", f"u{_HORN}a"),
    ("a", f"a{_BREVE}"),
    ("o", f"o{_HORN}"),
    ("u", f"u{_HORN}"),
)
# What marking letter by letter leaves behind, and the vowels that it must be.
_SETTLED = (
    (re.compile("qư"), "qu"),
    (re.compile("uoư"), "ươu"),  # huouw
    (re.compile("uư"), "ưu"),  # luuw, lu7u
    (re.compile("ươ$"), "uơ"),  # thuowr; ươ never ends a syllable
)
_VOWELS = "aeiouy"
_MAX_LETTERS = 12  # the longest syllable, nghiêng, needs ten keys


def decode(typed: str) -> str | None:
    """Return the syllable that Telex or VNI keys stand for, normalised, or None.

    Only letters that an input method would have changed are changed, and what is no syllable
    afterwards is None; but ``as`` reads as ``á`` and ``users`` as ``úe``: the caller must know
    which words there are.
    """
    keys = typed.lower()
    if not keys.isascii() or not keys.isalnum() or len(keys) > _MAX_LETTERS:
        return None
    letters = _decode_vni(keys) if re.search(r"[a-z]\d", keys) else _decode_telex(keys)
    if letters is None:
        return None
    decoded = normalize_syllable(letters)
    return decoded if decoded != keys and is_syllable(decoded) else None


def _decode_telex(keys: str) -> str | None:
    match = re.fullmatch(r"(qu|gi(?=[aeouw])|[^aeiouyw]*)([a-z]+)", keys)
    if match is None or not keys.isalpha():
        return None
    onset, rest = match.groups()
    onset, rest = _telex_d(onset, rest)
    rest = f"u{rest}" if rest.startswith("w") else rest  # w stands for ư: dwowngf
    tone, kept = "", ""
    for position, key in enumerate(rest):
        if position and key in _TELEX_TONES:
            tone = _TELEX_TONES[key]
        elif key != "z" or not position:
            kept += key
    return _with_tone(onset + _telex_vowels(kept), tone)


def _telex_d(onset: str, rest: str) -> tuple[str, str]:
    """Read dd, together or with the second d at the end of the syllable (duad)."""
    if onset.startswith("dd"):
        return "đ" + onset[2:], rest
    if onset.startswith("d") and rest.endswith("d"):
        return "đ" + onset[1:], rest[:-1]
    return onset, rest


def _telex_vowels(rest: str) -> str:
    for vowel in "aeo":
        # The doubling key may come after the final consonants: hooij, hoiof.
        rest = re.sub(rf"{vowel}([^{vowel}]*?){vowel}", rf"{vowel}{_CIRCUMFLEX}\1", rest, count=1)
    for vowel, mark in (("a", _BREVE), ("o", _HORN), ("u", _HORN)):
        rest = rest.replace(vowel + "w", vowel + mark)
    return _telex_late_w(rest)


def _telex_late_w(rest: str) -> str:
    """Read a w that does not follow its vowel: thuowng, muaw, tuwowng, trongw."""
    if re.search(f"u{_HORN}?o{_HORN}|u{_HORN}o", rest):
        return re.sub(f"u{_HORN}?o{_HORN}?", f"u{_HORN}o{_HORN}", rest, count=1).replace("w", "")
    if rest.startswith(f"ua{_BREVE}"):
        return f"u{_HORN}a" + rest[3:]
    if "w" not in rest:
        return rest
    kept = rest.replace("w", "")
    for vowels, marked in _LATE_W:
        if vowels in kept:
            return kept.replace(vowels, marked, 1)
    return rest.replace("w", f"u{_HORN}", 1)


def _decode_vni(keys: str) -> str | None:
    letters = re.sub(r"\d", "", keys)
    tone = ""
    for key in re.sub(r"\D", "", keys):
        if key in _VNI_TONES:
            tone = _VNI_TONES[key]
        elif key == "9" and letters.startswith("d"):
            letters = "đ" + letters[1:]
        elif key in _VNI_MARKS:
            letters = _mark(letters, *_VNI_MARKS[key])
        else:
            return None
    return _with_tone(letters, tone)


def _mark(letters: str, mark: str, vowels: str) -> str:
    if mark in letters:
        return letters  # typed twice: thu7o7ng
    if mark == _HORN and "uo" in letters:
        return letters.replace("uo", f"u{_HORN}o{_HORN}", 1)
    for vowel in vowels:
        position = letters.rfind(vowel)
        if position >= 0:
            return letters[: position + 1] + mark + letters[position + 1 :]
    return letters


def _with_tone(letters: str, tone: str) -> str:
    """Put the tone behind some vowel; normalising moves it to its place."""
    composed = unicodedata.normalize("NFC", letters)
    for left, settled in _SETTLED:
        composed = left.sub(settled, composed)
    last = max((i for i, char in enumerate(composed) if _bare(char) in _VOWELS), default=None)
    if last is None or not tone:
        return composed
    return composed[: last + 1] + tone + composed[last + 1 :]


def _bare(char: str) -> str:
    return unicodedata.normalize("NFD", char)[0]
