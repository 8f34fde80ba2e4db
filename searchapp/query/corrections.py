"""Words that no report holds, read as the words that they must be: duaa, yne, thiđua, th i.

Only what is unknown in every spelling is touched, by one slip of the fingers, and only where what
comes out stands beside its neighbours somewhere in the archive. A tone is never a slip.
"""

import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from searchapp.analysis.syllables import fold, is_syllable, normalize_syllable
from searchapp.model import Clause, Expression, Note, NoteKind, Word
from searchapp.query.abbreviations import stands_for_something
from searchapp.query.grammar import write
from searchapp.query.vocabulary import Vocabulary

_LONGEST = 40  # letters of a word that is taken apart
_LONGEST_SYLLABLE = 7
_MOST_PARTS = 8
_LONG_WORD = 6  # letters; so long a word is worth correcting even when it is no syllable


def correct(expression: Expression, vocabulary: Vocabulary) -> tuple[Expression, tuple[Note, ...]]:
    """Read words that no report holds as what they must be, and say so."""
    clauses = [_correct(clause, vocabulary) for clause in expression.clauses]
    corrected = replace(expression, clauses=tuple(clauses))
    if corrected == expression:
        return expression, ()
    before, after = write(expression), write(corrected)
    text = f"Không có báo cáo nào chứa “{before}”; đã tìm “{after}”."
    return corrected, (Note(NoteKind.CORRECTED, text, after),)


def _correct(clause: Clause, vocabulary: Vocabulary) -> Clause:
    if clause.excluded or all(_is_known(word, vocabulary) for word in clause.words):
        return clause
    words = _join(clause.words, vocabulary)
    words = tuple(part for word in words for part in _split(word, vocabulary))
    words = tuple(_mend(words, at, vocabulary) for at in range(len(words)))
    return replace(clause, words=words, phrase=clause.phrase or (
        len(words) > 1 == len(clause.words) and clause.target.value == "title"))  # fmt: skip


def _is_known(word: Word, vocabulary: Vocabulary) -> bool:
    known = vocabulary.count_folded(word.folded) or word.prefix or stands_for_something(word)
    return bool(known) or any(char.isdigit() for char in word.folded)


# --- one syllable in two ------------------------------------------------------------------------


def _join(words: Sequence[Word], vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Put together what a stray space parted: th i, kh en."""
    joined: list[Word] = []
    for word in words:
        whole = _whole(joined[-1], word, vocabulary) if joined else None
        if whole is None:
            joined.append(word)
        else:
            joined[-1] = whole
    return tuple(joined)


def _whole(left: Word, right: Word, vocabulary: Vocabulary) -> Word | None:
    both_known = _is_known(left, vocabulary) and _is_known(right, vocabulary)
    if both_known or left.prefix or right.prefix:
        return None
    word = _word(left.text + right.text)
    return word if is_syllable(word.exact) and vocabulary.count_folded(word.folded) else None


# --- several syllables in one -------------------------------------------------------------------


def _split(word: Word, vocabulary: Vocabulary) -> tuple[Word, ...]:
    """Take apart what was run together, in the way whose syllables most often meet."""
    if _is_known(word, vocabulary) or len(word.text) > _LONGEST:
        return (word,)
    ways = [way for way in _ways(word.text, vocabulary) if _weakest(way, vocabulary)]
    return max(ways, key=lambda way: _weakest(way, vocabulary), default=(word,))


def _weakest(way: Sequence[Word], vocabulary: Vocabulary) -> int:
    return min(
        (vocabulary.count_folded_pair(a.folded, b.folded) for a, b in pairwise(way)), default=0
    )


def _ways(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Word, ...]]:
    """Yield the ways to read a text as known syllables that meet; few, since most do not."""
    pending: list[tuple[int, tuple[Word, ...]]] = [(0, ())]
    while pending:
        start, way = pending.pop()
        if start == len(text):
            yield way
            continue
        if len(way) == _MOST_PARTS:
            continue
        for end in range(start + 1, min(len(text), start + _LONGEST_SYLLABLE) + 1):
            part = _word(text[start:end])
            if part and _goes_on(way, part, vocabulary):
                pending.append((end, (*way, part)))


def _goes_on(way: Sequence[Word], part: Word, vocabulary: Vocabulary) -> bool:
    if not is_syllable(part.exact) or not vocabulary.count_folded(part.folded):
        return False
    return not way or bool(vocabulary.count_folded_pair(way[-1].folded, part.folded))


# --- one slip -----------------------------------------------------------------------------------


def _mend(words: Sequence[Word], at: int, vocabulary: Vocabulary) -> Word:
    """Read an unknown word as the known one that is one slip away and goes with its neighbours."""
    word = words[at]
    if _is_known(word, vocabulary) or not word.folded.isalpha():
        return word
    known = [slip for slip in _slips(word.folded) if vocabulary.count_folded(slip)]
    beside = [words[i].folded for i in (at - 1, at + 1) if 0 <= i < len(words)]
    counted = [(_meetings(slip, words, at, vocabulary), vocabulary.count_folded(slip), slip)
               for slip in known]  # fmt: skip
    meetings, _, best = max(counted, default=(0, 0, ""))
    if not best or (beside and not meetings):
        return word
    return _respelled(word, best, vocabulary)


def _meetings(slip: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> int:
    """Count the reports in which a word stands beside its neighbours."""
    left = vocabulary.count_folded_pair(words[at - 1].folded, slip) if at else 0
    right = at + 1 < len(words) and vocabulary.count_folded_pair(slip, words[at + 1].folded)
    return left + int(right)


def _slips(word: str) -> Iterable[str]:
    """Return what is one letter less, more or other, or two letters the other way round."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    for letter in string.ascii_lowercase:
        found |= {left + letter + right[1:] for left, right in cuts if right}
        found |= {left + letter + right for left, right in cuts}
    found -= {word, ""}
    return found if len(word) >= _LONG_WORD else filter(is_syllable, found)


def _respelled(word: Word, folded: str, vocabulary: Vocabulary) -> Word:
    """Return the mended word with the marks that were typed, where the archive has it so."""
    if not word.marked:
        return Word(folded, folded, folded, marked=False)
    near = [one for one in vocabulary.spellings(folded) if _is_one_slip(word.exact, one)]
    best = max(near, key=vocabulary.count, default=folded)
    return Word(best, best, folded, marked=best != folded)


def _is_one_slip(typed: str, meant: str) -> bool:
    """Tell whether two spellings differ in no more than the one slip."""
    shorter, longer = sorted((typed, meant), key=len)
    if len(longer) - len(shorter) == 1:
        return any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    different = [at for at, pair in enumerate(zip(typed, meant, strict=False)) if len({*pair}) > 1]
    swapped = len(different) == 2 and sorted(typed) == sorted(meant)
    return len(typed) == len(meant) and (len(different) == 1 or swapped)


def _word(raw: str) -> Word:
    exact = normalize_syllable(raw)
    folded = fold(exact)
    return Word(raw, exact, folded, marked=exact != folded)
