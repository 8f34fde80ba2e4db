"""What was typed, against the words of the index: left-over keys read, other spellings offered.

Nothing that the index knows is ever changed, and whatever is changed is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import is_

from searchapp.analysis.syllables import fold
from searchapp.model import Clause, Expression, Note, NoteKind, Word
from searchapp.query.abbreviations import stands_for_something
from searchapp.query.grammar import write
from searchapp.query.keyboards import decode
from searchapp.query.relaxing import is_loose
from searchapp.query.vocabulary import Vocabulary

_ONE_NAME = 3  # so few words are mostly one word or name
_MOST_SPELLINGS = 8  # of one folded syllable that are tried; "dam" has eighteen


def read_keys(
    expression: Expression, vocabulary: Vocabulary
) -> tuple[Expression, tuple[Note, ...]]:
    """Read Telex and VNI keys where the index knows the syllable, but not what was typed."""
    changed = tuple(_with_keys_read(clause, vocabulary) for clause in expression.clauses)
    if changed == expression.clauses:
        return expression, ()
    repaired = replace(expression, clauses=changed)
    before, after = write(expression), write(repaired)
    text = f"Đã đọc “{before}” thành “{after}” (kiểu gõ Telex/VNI)."
    return repaired, (Note(NoteKind.DECODED, text, after),)


def _with_keys_read(clause: Clause, vocabulary: Vocabulary) -> Clause:
    words = tuple(read_word(word, vocabulary) for word in clause.words)
    same = all(map(is_, words, clause.words))
    return clause if same else replace(clause, words=words)


def read_word(word: Word, vocabulary: Vocabulary) -> Word:
    """Return the word that its keys stand for, or the word itself; see ``read_keys``."""
    if word.marked or word.prefix or vocabulary.count_folded(word.folded):
        return word
    decoded = decode(word.text)
    if decoded is None or not vocabulary.count(decoded):
        return word
    return Word(decoded, decoded, fold(decoded), marked=True)


def suggest(expression: Expression, vocabulary: Vocabulary) -> Note | None:
    """Offer the spelling that the archive uses for words that it never spells as typed."""
    clauses = [_respell(clause, vocabulary) for clause in expression.clauses]
    respelled = replace(expression, clauses=tuple(clauses))
    if respelled == expression:
        return None
    text = write(respelled)
    return Note(NoteKind.SUGGESTION, f"Có phải bạn muốn tìm: {text}", text)


def _respell(clause: Clause, vocabulary: Vocabulary) -> Clause:
    words = list(clause.words)
    if clause.excluded:
        return clause
    if len(words) == 1:
        words = [_respell_word(words[0], vocabulary)]
    for at, (left, right) in enumerate(pairwise(clause.words)):
        if _is_doubtful(left, right, clause, vocabulary):
            best = _best_pair(left, right, vocabulary)
            if best is not None:
                words[at : at + 2] = best
    return replace(clause, words=tuple(words))


def _is_doubtful(left: Word, right: Word, clause: Clause, vocabulary: Vocabulary) -> bool:
    """Tell whether two neighbours may be misspelled.

    Inside a sentence words meet by chance ("nông thôn mới | thi đua"): that no report has them
    side by side is no evidence then, only that none has one of them at all.
    """
    if not (left.marked or right.marked) or vocabulary.count_pair(left.exact, right.exact):
        return False
    known = vocabulary.count(left.exact) and vocabulary.count(right.exact)
    return not known or len(clause.words) <= _ONE_NAME


def _respell_word(word: Word, vocabulary: Vocabulary) -> Word:
    if not word.marked or vocabulary.count(word.exact):
        return word
    spellings = _spellings(word, vocabulary)
    return _spelled(word, spellings[0]) if spellings else word


def _best_pair(left: Word, right: Word, vocabulary: Vocabulary) -> list[Word] | None:
    """Return the most frequent spelling of two neighbours, or None when they never meet."""
    if any(_meet(left, right, vocabulary)):
        return None  # as typed, but for marks that were left out
    counted = [
        (vocabulary.count_pair(first, second), first, second)
        for first in _spellings(left, vocabulary)
        for second in _spellings(right, vocabulary)
    ]
    count, first, second = max(counted, default=(0, "", ""))
    return [_spelled(left, first), _spelled(right, second)] if count else None


def _meet(left: Word, right: Word, vocabulary: Vocabulary) -> Iterator[int]:
    """Yield how often two words meet, in every spelling of those typed without marks."""
    for first in (left.exact,) if left.marked else _spellings(left, vocabulary):
        for second in (right.exact,) if right.marked else _spellings(right, vocabulary):
            yield vocabulary.count_pair(first, second)


def drop_unknown(
    expression: Expression, vocabulary: Vocabulary
) -> tuple[Expression, tuple[Note, ...]]:
    """Leave out of two or three loose words one that no report holds, if two others remain.

    Longer queries need it not: of them only the telling words are required.
    """
    changed: list[Clause] = []
    dropped: list[str] = []
    for clause in expression.clauses:
        if is_loose(clause) and len(clause.words) == _ONE_NAME:
            known = tuple(w for w in clause.words if _is_held(w, vocabulary))
            if len(known) + 1 == _ONE_NAME:
                dropped += [word.text for word in clause.words if word not in known]
                clause = replace(clause, words=known)
        changed.append(clause)
    if not dropped:
        return expression, ()
    text = f"Không có báo cáo nào chứa “{' '.join(dropped)}”; đang tìm các từ còn lại."
    return replace(expression, clauses=tuple(changed)), (Note(NoteKind.IGNORED, text),)


def _is_held(word: Word, vocabulary: Vocabulary) -> bool:
    """Tell whether a report may hold a word: as it is, as a beginning, or written out."""
    return bool(vocabulary.count_folded(word.folded)) or word.prefix or stands_for_something(word)


def _spellings(word: Word, vocabulary: Vocabulary) -> Sequence[str]:
    known = sorted(vocabulary.spellings(word.folded), key=vocabulary.count, reverse=True)
    return known[:_MOST_SPELLINGS]


def _spelled(word: Word, exact: str) -> Word:
    return word if word.exact == exact else Word(exact, exact, word.folded, exact != word.folded)
