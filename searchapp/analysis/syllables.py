"""Text -> syllables with offsets: the one tokenizer that documents, queries and highlights share.

A syllable is the unit of matching (word segmentation disagrees with itself between a query and a
sentence, exactly where readers notice). Each carries two forms: *exact*, normalised but with its
diacritics, and *folded*, without. The raw text is tokenised and each token normalised, so offsets
never need a mapping.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from searchapp.analysis.remembered import Remembered
from searchapp.model import Span

_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT = "\u0300", "\u0301", "\u0309", "\u0303", "\u0323"
TONES = frozenset((_GRAVE, _ACUTE, _HOOK, _TILDE, _DOT))

# Soft hyphen, joiners, BOM: inside a word they are invisible to a reader, so also to us.
_INVISIBLE = "\u00ad\u200c\u200d\u2060\ufeff"
_DROP_INVISIBLE = dict.fromkeys(map(ord, _INVISIBLE))

_INNER = rf"(?:[^\W_]|[\u0300-\u036f{_INVISIBLE}])"
_TOKEN = re.compile(rf"[^\W_]{_INNER}*")
_TWO_INNER = re.compile(_INNER * 2)

_ONSETS = "ngh|ng|nh|gh|gi(?=[aăâeêioôơuưy])|ch|kh|ph|th|tr|qu|[bcdđghklmnprstvx]"
_SHAPE = re.compile(rf"({_ONSETS})?([aăâeêioôơuưy]{{1,3}})(ng|nh|ch|[ckmnpt])?")  # k: Đắk Lắk
_MARKED_VOWELS = frozenset("ăâêôơư")
_BARRED_D = str.maketrans({"ð": "đ", "ɖ": "đ"})  # Icelandic and African letters, mistyped for đ
# Open syllables in which i and y are spelling variants (kỹ/kĩ, sĩ/sỹ, quý/quí).
_Y_IS_I_AFTER = frozenset(("h", "k", "l", "m", "s", "t", "qu"))
_CACHE = 1 << 17  # distinct word forms of a very large archive
_LONGEST = 32  # code points worth remembering, so that hostile text fills no memory


class Token(NamedTuple):
    """One syllable (or number, or foreign word) with its place in the text."""

    exact: str
    folded: str
    start: int
    end: int


def tokenize(text: str, skip: Sequence[Span] = ()) -> Iterator[Token]:
    """Yield the tokens of a text in order, leaving out those that touch a skipped span.

    Offsets count code points of ``text``, end exclusive. ``skip`` must be sorted by start.
    """
    spans = iter(skip)
    current = next(spans, None)
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        while current is not None and current.end <= start:
            current = next(spans, None)
        if current is not None and current.start < end:
            continue
        exact = normalize_syllable(match.group())
        if exact:
            yield Token(exact, fold(exact), start, end)


def exact_forms(text: str) -> list[str]:
    """Return the exact forms of a text's tokens, as ``tokenize`` yields them, but far faster.

    No token goes over a space, so what stands between two is worked out once.
    """
    return list(chain.from_iterable(map(_chunks().__getitem__, text.split())))


@cache
def _chunks() -> Remembered[tuple[str, ...]]:
    return Remembered(lambda chunk: tuple(token.exact for token in tokenize(chunk)), _CACHE)


def may_cut_token(text: str, at: int) -> bool:
    """Tell whether a token of the text may go over a place; False is certain."""
    return at > 0 and _TWO_INNER.match(text, at - 1) is not None


def normalize_syllable(raw: str) -> str:
    """Return the one spelling under which all spellings of a syllable meet.

    Lower case, NFC, no invisible characters, đ for its look-alikes; in a valid syllable the tone
    stands where the old rule puts it (hoà -> hòa, thuỷ -> thủy, Vịêt -> việt) and an open y is
    written i where both are in use (kỹ -> kĩ). Anything that is no syllable keeps its letters;
    numbers lose leading zeros (06 tháng = 6 tháng).

    Source: the placement rules of Vietnamese orthography; the i/y merge of Decree 1989/QĐ-BGDĐT
    applied in both directions, since archives mix both.
    """
    return _normalize(raw) if len(raw) <= _LONGEST else _normalize.__wrapped__(raw)


@lru_cache(_CACHE)
def _normalize(raw: str) -> str:
    word = lower_letters(raw)
    base, tone = split_tone(word)
    shape = _SHAPE.fullmatch(base)
    if shape is None:
        return _without_leading_zeros(word)
    onset, nucleus, coda = (part or "" for part in shape.groups())
    if nucleus == "y" and not coda and onset in _Y_IS_I_AFTER:
        nucleus = "i"
    return onset + _put_tone(nucleus, tone, closed=bool(coda)) + coda


def lower_letters(raw: str) -> str:
    """Return a token in lower case NFC, without invisible characters, đ for its look-alikes."""
    word = unicodedata.normalize("NFKC", raw.translate(_DROP_INVISIBLE)).lower()
    return unicodedata.normalize("NFC", word.translate(_BARRED_D))


def _without_leading_zeros(word: str) -> str:
    return (word.lstrip("0") or "0") if word.isascii() and word.isdigit() else word


def split_tone(word: str) -> tuple[str, str]:
    """Return the word (NFC) without its tone, and the tone as a combining mark or ''."""
    tone = ""
    letters = []
    for char in unicodedata.normalize("NFD", word):
        if char in TONES:
            tone = char  # the last one wins, as it does when typing
        else:
            letters.append(char)
    return unicodedata.normalize("NFC", "".join(letters)), tone


def _put_tone(nucleus: str, tone: str, *, closed: bool) -> str:
    if not tone:
        return nucleus
    at = _tone_position(nucleus, closed=closed)
    return unicodedata.normalize("NFC", nucleus[: at + 1] + tone + nucleus[at + 1 :])


def _tone_position(nucleus: str, *, closed: bool) -> int:
    marked = [i for i, char in enumerate(nucleus) if char in _MARKED_VOWELS]
    if marked:
        return marked[-1]
    if len(nucleus) == 2:
        return 1 if closed else 0
    return len(nucleus) // 2


def fold(text: str) -> str:
    """Return the text without diacritics: marks dropped, đ as d. Case is kept."""
    return _fold(text) if len(text) <= _LONGEST else _fold.__wrapped__(text)


@lru_cache(_CACHE)
def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return bare.translate(_FOLD_D)


_FOLD_D = str.maketrans("đĐðÐ", "dDdD")


def is_syllable(raw: str) -> bool:
    """Tell whether the letters have the shape of a Vietnamese syllable, with or without marks."""
    return len(raw) <= _LONGEST and _is_syllable(raw)


@lru_cache(_CACHE)
def _is_syllable(raw: str) -> bool:
    base, _ = split_tone(unicodedata.normalize("NFC", raw.lower()))
    return _SHAPE.fullmatch(base) is not None


def has_diacritic(raw: str) -> bool:
    """Tell whether a token was typed with any Vietnamese mark (a tone, a hat, a horn, đ)."""
    return fold(raw) != unicodedata.normalize("NFC", raw)
