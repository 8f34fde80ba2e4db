"""What was done with a query, in words: so that nothing happens behind the reader's back."""

from searchapp.analysis.syllables import is_syllable
from searchapp.engines.base import EXACT_WORDS, EngineResult, Strictness
from searchapp.model import Expression, Note, NoteKind
from searchapp.query.relaxing import is_loose

_RELAXED = {
    Strictness.ALL: "Các từ không đứng liền nhau trong báo cáo nào; đang tìm báo cáo có đủ các từ.",
    Strictness.NEAR: "Các từ không đứng liền nhau trong báo cáo nào; "
    "đang tìm báo cáo có các từ đứng gần nhau.",
    Strictness.SOME: "Đang tìm cả báo cáo chỉ chứa những từ quan trọng nhất của câu hỏi.",
}

_ONE_NAME = 3  # words: longer queries are sentences, which no report repeats
_NO_PHRASE = "Không có báo cáo nào chứa nguyên cụm đó; đang tìm các từ của cụm."


def explain(expression: Expression, found: EngineResult) -> tuple[Note, ...]:
    """Return what was required of the words in the end, and which spellings are found."""
    notes = [_relaxed(expression, found), _folded(expression, found)]
    if found.loosened:
        notes.insert(0, Note(NoteKind.RELAXED, _NO_PHRASE))
    return tuple(note for note in notes if note is not None)


def _relaxed(expression: Expression, found: EngineResult) -> Note | None:
    words = len({w for clause in expression.clauses if is_loose(clause) for w in clause.words})
    strictest = Strictness.ADJACENT if words in {2, 3} else Strictness.ALL
    if not found.total or found.strictness in {None, strictest}:
        return None
    assert found.strictness is not None
    return Note(NoteKind.RELAXED, _RELAXED[found.strictness])


def _folded(expression: Expression, found: EngineResult) -> Note | None:
    """Say that other spellings are found too, where that is so."""
    words = [word for clause in expression.clauses if is_loose(clause) for word in clause.words]
    if not found.total or not any(is_syllable(word.text) for word in words):
        return None
    if found.exact_total is None:
        return Note(NoteKind.FOLDED, "Bạn gõ không dấu: đang tìm mọi cách viết có dấu.")
    is_name = len(set(words)) <= _ONE_NAME and not any(word.prefix for word in words)
    if is_name and not found.exact_anywhere:
        typed = " ".join(word.text for word in words)
        text = f"Không có báo cáo nào viết đúng “{typed}”; đang tìm cả dạng không dấu."
        return Note(NoteKind.FOLDED, text)
    if found.exact_total < found.total:
        first = "; viết đúng dấu được xếp trước" if len(words) <= EXACT_WORDS else ""
        return Note(NoteKind.FOLDED, f"Đang tìm cả dạng không dấu{first}.")
    return None
