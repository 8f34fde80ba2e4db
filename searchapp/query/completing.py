"""What was typed so far -> what suggestions must go on with.

The last word may be unfinished, and until it is finished nobody knows how to normalise it: "quy"
may be "quý", which is normalised to "quí", or the beginning of "quyết".
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from searchapp.analysis.syllables import fold, has_diacritic, lower_letters, tokenize
from searchapp.model import CompletionQuery, Reading, Word
from searchapp.query.keyboards import decode
from searchapp.query.repair import read_word
from searchapp.query.vocabulary import Vocabulary

MIN_LETTERS = 2
"""Fewer ask for nothing."""
MAX_WORDS = 24
"""Further words are not looked at: no suggestion is told apart by them."""
_MAX_TEXT = 2_000  # code points; more than MAX_WORDS words of any language
_BARE_ONSETS = {"dd": "đ", "d9": "đ"}  # keys of a letter, which are no syllable yet


def complete(text: str, limit: int = 10) -> CompletionQuery:
    """Return what suggestions for a text must go on with; no reading before two letters."""
    typed = unicodedata.normalize("NFC", text[:_MAX_TEXT])
    tokens = list(tokenize(typed))[: MAX_WORDS + 1]
    if sum(len(token.folded) for token in tokens) < MIN_LETTERS:
        return CompletionQuery(limit=limit)
    raw = [typed[token.start : token.end] for token in tokens]
    words = [
        Word(written, token.exact, token.folded, has_diacritic(written))
        for written, token in zip(raw, tokens, strict=True)
    ]
    if len(words) > MAX_WORDS or tokens[-1].end < len(typed):
        return CompletionQuery((Reading(tuple(words[:MAX_WORDS])),), limit)
    readings = _readings(tuple(words[:-1]), words[-1])
    return CompletionQuery(tuple(readings), limit)


def _readings(before: tuple[Word, ...], last: Word) -> Iterable[Reading]:
    """Yield the last word as a beginning, and finished where only that spells it otherwise."""
    beginning = _beginning(last)
    if last.exact.isascii() and last.exact.isdigit():  # 06 is written 6, and 0 may become 06
        number = replace(beginning, exact=last.exact, folded=last.folded)
        yield Reading(before, number if last.exact != "0" else None)
        return
    yield Reading(before, beginning)
    if last.folded != beginning.folded:
        yield Reading((*before, last))


def _beginning(word: Word) -> Word:
    letters = lower_letters(word.text)
    return replace(word, exact=letters, folded=fold(letters))


def with_keys_read(query: CompletionQuery, vocabulary: Vocabulary) -> CompletionQuery:
    """Return what else may be meant: left-over Telex or VNI keys read, as ``read_keys`` does.

    A last word is read wherever its keys stand for a syllable, which may go on.
    """
    readings = []
    for reading in query.readings:
        words = tuple(read_word(word, vocabulary) for word in reading.words)
        last = reading.beginning and _decoded(reading.beginning)
        readings.append(Reading(words, last))
    return replace(query, readings=tuple(dict.fromkeys(readings)))


def _decoded(word: Word) -> Word:
    read = _BARE_ONSETS.get(word.exact) or decode(word.exact)
    return Word(read, read, fold(read), marked=read != fold(read)) if read else word
