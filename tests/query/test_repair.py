"""What was typed, against the words of a real index: keys are read, spellings are offered."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import NoteKind
from searchapp.query import parse
from searchapp.query.grammar import write
from searchapp.query.repair import read_keys, suggest
from searchapp.query.vocabulary import Vocabulary


def read(typed: str, vocabulary: Vocabulary) -> str:
    return write(read_keys(parse(typed), vocabulary)[0])


def offered(typed: str, vocabulary: Vocabulary) -> str | None:
    note = suggest(parse(typed), vocabulary)
    return note.query if note else None


# --- keys --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("huwng yeen", "hưng yên"),
        ("hu7ng ye6n", "hưng yên"),
        ("hung yeen", "hung yên"),
        ("thi ddua", "thi đua"),
        ("thi dduaa", "thi dduaa"),
        ("huyeenj uyr", "huyện ủy"),
        ("thuyr lowij", "thủy lợi"),
        ("kyx thuaatj", "kĩ thuật"),
        ("luwu teen", "lưu tên"),
        ("an toanf", "an toàn"),
        ("Tinh Huwng Yeen", "Tinh hưng yên"),
        ('"ddawps ddee"', '"đắp đê"'),
        ("ddawps -ddee", "đắp -đê"),
        ("title:huwng", "title:hưng"),
    ],
)
def test_keys_are_read_where_the_index_knows_the_word(
    typed: str, meant: str, vocabulary: Vocabulary
) -> None:
    assert read(typed, vocabulary) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "users", "test", "as", "new", "for", "thi", "dua", "hung yen", "Hưng Yên", "06", "2020",
        "xyz",
        "an",  # stands in the index as typed
        "ddong",  # đong is a word, but of no report
        "tfoan", "",
    ],
)  # fmt: skip
def test_nothing_else_is_changed(typed: str, vocabulary: Vocabulary) -> None:
    expression = parse(typed)
    assert read_keys(expression, vocabulary) == (expression, ())


def test_a_word_that_the_index_knows_is_never_read_as_keys(vocabulary: Vocabulary) -> None:
    assert vocabulary.count_folded("ho")
    assert read("ho6", vocabulary) == "ho6"  # hô is not known
    assert read("hooj", vocabulary) == "hộ"
    assert read("hoi", vocabulary) == "hoi"


def test_what_was_read_is_said_with_both_spellings(vocabulary: Vocabulary) -> None:
    expression, (note,) = read_keys(parse("thi ddua huwng yeen"), vocabulary)
    assert note.kind is NoteKind.DECODED
    assert note.query == "thi đua hưng yên"
    assert "thi ddua huwng yeen" in note.text
    assert "thi đua hưng yên" in note.text
    assert [(w.exact, w.folded, w.marked) for w in expression.clauses[0].words] == [
        ("thi", "thi", False),
        ("đua", "dua", True),
        ("hưng", "hung", True),
        ("yên", "yen", True),
    ]


def test_searching_what_the_note_offers_needs_no_further_reading(vocabulary: Vocabulary) -> None:
    _, (note,) = read_keys(parse('huwng "thi ddua" -yeen title:ddee'), vocabulary)
    assert note.query is not None
    assert read_keys(parse(note.query), vocabulary)[1] == ()


# --- spellings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("hưng yến", "hưng yên"),
        ("hừng yên", "hưng yên"),
        ("hửng yến", "hưng yên"),
        ("hung yến", "hưng yên"),
        ("thủy lơi", "thủy lợi"),
        ("tỉnh hưng yến thi đua", "tỉnh hưng yên thi đua"),
        ("thí đua", "thi đua"),
        ("lơi", "lợi"),
        ('"hưng yến"', '"hưng yên"'),
        ("hưng yến -đê", "hưng yên -đê"),
    ],
)
def test_the_spelling_that_the_archive_uses_is_offered(
    typed: str, better: str, vocabulary: Vocabulary
) -> None:
    assert offered(typed, vocabulary) == better


@pytest.mark.parametrize(
    "typed",
    ["hưng yên", "Hưng Yên", "hung yen", "thi đua", "thi dua", "thuỷ lợi", "kĩ thuật", "kỹ", "2020",
     "đắp cây", "zzz", "hưởng lạc", "-yến", 'thi -"hưng yến"', ""],
)  # fmt: skip
def test_nothing_is_offered_where_nothing_better_is_known(
    typed: str, vocabulary: Vocabulary
) -> None:
    assert offered(typed, vocabulary) is None


def test_an_offer_is_a_question_and_carries_the_text_to_search(vocabulary: Vocabulary) -> None:
    note = suggest(parse("Hưng Yến"), vocabulary)
    assert note is not None
    assert note.kind is NoteKind.SUGGESTION
    assert note.text.startswith("Có phải bạn muốn tìm")
    assert note.query is not None
    assert note.query in note.text


WORDS = 'hưng hừng hung yên yến yen thi thí đua dua đùa đê de ddua huwng - " title: -đê 06 zz'
words = st.sampled_from(WORDS.split(" "))


@given(st.lists(words, max_size=10).map(" ".join))
def test_an_offer_keeps_the_bare_letters_and_is_better_than_what_was_typed(
    vocabulary: Vocabulary, typed: str
) -> None:
    better = offered(typed, vocabulary)
    if better is None:
        return
    before, after = parse(typed), parse(better)
    assert [w.folded for c in after.clauses for w in c.words] == [
        w.folded for c in before.clauses for w in c.words
    ]
    assert after != before
