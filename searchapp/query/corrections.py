"""Words that no report holds, read as the words that they must be: duaa, yne, thiđua, th i.

Only what is unknown in every spelling is touched, by one slip of the fingers, and only where what
comes out stands beside its neighbours somewhere in the archive. A tone is never a slip.
"""

import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from searchapp.analysis.syllables import fold, is_syllable, normalize_syllable
from searchapp.model import Clause, Expression, Note, NoteKind, Target, Word
from searchapp.query.abbreviations import stands_for_something
from searchapp.query.grammar import write
from searchapp.query.vocabulary import Vocabulary

_LONGEST = 40  # letters of a word that is taken apart
_LONGEST_SYLLABLE = 7
_LONGEST_MENDED = 8  # letters: one more than the longest syllable
_VOWELS = frozenset("aeiouy")
_OPERATORS = frozenset(("and", "or", "not"))  # of other query languages
_MOST_UNKNOWN = 4  # words of a query; with more it is no slip but another language
_SHORTEST_ALONE = 3  # letters: "hn" alone is an abbreviation of something, and no slip


def correct(expression: Expression, vocabulary: Vocabulary) -> tuple[Expression, tuple[Note, ...]]:
    """Read words that no report holds as what they must be, and say so."""
    words = (word for clause in expression.clauses for word in clause.words)
    unknown = [word.text for word in words if not _is_known(word, vocabulary)]
    if not 0 < len(unknown) <= _MOST_UNKNOWN:
        return expression, ()
    clauses = [_correct(clause, vocabulary) for clause in expression.clauses]
    corrected = replace(expression, clauses=tuple(clauses))
    if corrected == expression:
        return expression, ()
    after = write(corrected)
    quoted = ", ".join(f"“{word}”" for word in dict.fromkeys(unknown))
    text = f"Không có báo cáo nào chứa {quoted}; đã tìm “{after}”."
    return corrected, (Note(NoteKind.CORRECTED, text, after),)


def _correct(clause: Clause, vocabulary: Vocabulary) -> Clause:
    if clause.excluded or all(_is_known(word, vocabulary) for word in clause.words):
        return clause
    words = _join(clause.words, vocabulary)
    # A slip that goes with its neighbours is likelier than two words: "yne" is "yen", not "y ne".
    words = tuple(_mend(words, at, vocabulary) for at in range(len(words)))
    words = tuple(part for word in words for part in _split(word, vocabulary))
    # title:thiđua is one word in the title; taken apart, its syllables stay together.
    together = clause.target is Target.TITLE and len(words) > 1
    return replace(clause, words=words, phrase=clause.phrase or together)


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
    """Take apart what was run together, in the way whose rarest meeting is the most frequent."""
    if _is_known(word, vocabulary) or len(word.text) > _LONGEST:
        return (word,)
    ways: dict[tuple[int, int], _Way] = {}
    for start, end, part in _parts(word.text, vocabulary):
        before = [way for (_, last), way in ways.items() if last == start]
        best = max((_go_on(way, part, vocabulary) for way in before), key=_by_meetings, default=())
        if not start:
            ways[start, end] = ((part,), _ALWAYS)
        elif best and best[1]:
            ways[start, end] = best
    whole = [way for (start, end), way in ways.items() if start and end == len(word.text)]
    return max(whole, key=_by_meetings, default=((word,), 0))[0]


_Way = tuple[tuple[Word, ...], int]
_ALWAYS = 2**31
"""Meetings of a way of one part, which has none to be rare."""


def _parts(text: str, vocabulary: Vocabulary) -> Iterator[tuple[int, int, Word]]:
    """Yield the stretches of a text that are known syllables, by where they begin."""
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + _LONGEST_SYLLABLE) + 1):
            part = _word(text[start:end])
            if is_syllable(part.exact) and vocabulary.count_folded(part.folded):
                yield start, end, part


def _go_on(way: _Way, part: Word, vocabulary: Vocabulary) -> _Way:
    words, meetings = way
    meeting = vocabulary.count_folded_pair(words[-1].folded, part.folded)
    return (*words, part), min(meetings, meeting)


def _by_meetings(way: _Way | tuple[()]) -> int:
    return way[1] if way else 0


# --- one slip -----------------------------------------------------------------------------------


def _mend(words: Sequence[Word], at: int, vocabulary: Vocabulary) -> Word:
    """Read an unknown word as the known one that is one slip away and goes with its neighbours."""
    word = words[at]
    if _is_known(word, vocabulary) or not _is_mendable(word):
        return word
    if len(words) == 1 and len(word.folded) < _SHORTEST_ALONE:
        return word
    known = [slip for slip in _slips(word.folded) if vocabulary.count_folded(slip)]
    beside = [words[i].folded for i in (at - 1, at + 1) if 0 <= i < len(words)]
    counted = [(_meetings(slip, words, at, vocabulary), vocabulary.count_folded(slip), slip)
               for slip in known]  # fmt: skip
    meetings, _, best = max(counted, default=(0, 0, ""))
    if not best or (beside and not meetings):
        return word
    return _respelled(word, best, vocabulary)


def _is_mendable(word: Word) -> bool:
    """Tell whether a slip may be looked for: not in an abbreviation, which has no vowel."""
    if word.folded in _OPERATORS or not _VOWELS & set(word.folded):
        return False
    return word.folded.isalpha() and word.folded.isascii() and len(word.folded) <= _LONGEST_MENDED


def _meetings(slip: str, words: Sequence[Word], at: int, vocabulary: Vocabulary) -> int:
    """Count the reports in which a word stands beside its neighbours."""
    left = vocabulary.count_folded_pair(words[at - 1].folded, slip) if at else 0
    right = at + 1 < len(words) and vocabulary.count_folded_pair(slip, words[at + 1].folded)
    return left + int(right)


def _slips(word: str) -> Iterable[str]:
    """Return the syllables with one letter less, more or other, or two the other way round."""
    cuts = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {left + right[1:] for left, right in cuts if right}
    found |= {left + right[1] + right[0] + right[2:] for left, right in cuts if len(right) > 1}
    for letter in string.ascii_lowercase:
        found |= {left + letter + right[1:] for left, right in cuts if right}
        found |= {left + letter + right for left, right in cuts}
    found -= {word, ""}
    return filter(is_syllable, found)


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
