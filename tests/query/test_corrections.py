"""Words that no report holds are read as what they must be; nothing else ever is."""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines import open_engine
from searchapp.indexing import rebuild
from searchapp.model import NoteKind
from searchapp.query import parse
from searchapp.query.corrections import correct
from searchapp.query.grammar import write
from searchapp.query.vocabulary import Vocabulary
from searchapp.settings import Settings

KNOWN = (
    *("hưng", "yên", "thi", "đua", "huyện", "ủy", "thủy", "lợi", "kỹ", "đắp", "đê"),
    *("hung", "yen"),
)
UNKNOWN = ("đuaa", "duaa", "yne", "huyeen", "thidua", "xqz")


def corrected(typed: str, vocabulary: Vocabulary) -> str:
    return write(correct(parse(typed), vocabulary)[0])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # one letter more, less, other, or two the other way round
        ("thi đuaa", "thi đua"),
        ("thi đa đê", "thi đua đê"),
        ("hung yne", "hung yen"),
        ("huyệ ủy", "huyện ủy"),
        ("hưbg yên", "hưng yên"),
        ("ủy hyuện", "ủy hyuện"),  # huyện never stands behind ủy
        ("giiao thông", "giao thông"),
        # run together
        ("thiđua", "thi đua"),
        ("thidua", "thi dua"),
        ("hưngyên", "hưng yên"),
        ("tỉnh hưngyên thiđua", "tỉnh hưng yên thi đua"),
        ("antoàngiaothông", "an toàn giao thông"),
        # apart
        ("th i đua", "thi đua"),
        ("hưng y ên", "hưng yên"),
        # in every part of a query but in exclusions
        ('"thiđua"', '"thi đua"'),
        ("title:thiđua", 'title:"thi đua"'),
        ("đê OR thiđua", "đê OR thi đua"),
        ("đê -thiđua", "đê -thiđua"),
    ],
)
def test_a_slip_is_read_as_what_it_must_be(typed: str, meant: str, vocabulary: Vocabulary) -> None:
    assert corrected(typed, vocabulary) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "hưng yến", "hừng yên", "thí đua", "thủy lơi", "huyen ủy",  # a tone or a mark is no slip
        "zzz", "xyzzy", "日本", "hn", "yn",  # nothing known is near
        "90/kh-ubnd", "abc123", "2020", "ubnd", "TĐKT", "htx",  # a code or an abbreviation
        "thid*", "-đuaa", "",
        "zzz yne xxx qqq www",  # another language
        "a" * 41,
    ],
)  # fmt: skip
def test_nothing_else_is_a_slip(typed: str, vocabulary: Vocabulary) -> None:
    expression = parse(typed)
    assert correct(expression, vocabulary) == (expression, ())


def test_what_was_read_is_said_with_both_spellings(vocabulary: Vocabulary) -> None:
    expression, (note,) = correct(parse("thi đuaa"), vocabulary)
    assert note.kind is NoteKind.CORRECTED
    assert note.query == "thi đua"
    assert "“đuaa”" in note.text
    assert "“thi đua”" in note.text
    assert [word.marked for word in expression.clauses[0].words] == [False, True]


@given(st.lists(st.sampled_from([*KNOWN, "-đê", '"thi đua"', "OR", "title:xã"]), max_size=12))
def test_words_that_the_index_knows_are_never_changed(
    vocabulary: Vocabulary, parts: list[str]
) -> None:
    expression = parse(" ".join(parts).replace("OR", "đê OR kỹ"))
    assert correct(expression, vocabulary) == (expression, ())


@given(st.sampled_from(KNOWN), st.sampled_from(KNOWN), st.sampled_from(UNKNOWN))
def test_a_slip_changes_no_word_but_its_neighbours(
    vocabulary: Vocabulary, first: str, last: str, slip: str
) -> None:
    expression, _ = correct(parse(f"{first} đê {slip} đê {last}"), vocabulary)
    words = expression.clauses[0].words
    assert (words[0], words[-1]) == (parse(first).clauses[0].words + parse(last).clauses[0].words)


letters = st.text("thiđuaeyênhưnggủ", min_size=1, max_size=9)
pieces = st.one_of(st.sampled_from([*KNOWN, *UNKNOWN]), letters)


@given(st.lists(pieces, max_size=6).map(" ".join), st.sampled_from(["{}", '"{}"', "title:{}"]))
def test_what_the_note_offers_is_what_was_searched(
    vocabulary: Vocabulary, typed: str, form: str
) -> None:
    expression, notes = correct(parse(form.format(typed)), vocabulary)
    assert (expression != parse(form.format(typed))) == bool(notes)
    for note in notes:
        assert note.query is not None
        assert parse(note.query).clauses == expression.clauses


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 100_000,
        "thiđua" * 6,
        " ".join(["thiđuahưngyênhuyệnủythủylợikỹthuậ"] * 4),
        "thidua" * 10_000,
        "đuaa " * 64,
        "th i " * 32,
        "huyệnn " * 64,
        " ".join("abcdefghijkl"[:at] for at in range(9, 13)),
    ],
    ids=lambda typed: f"{typed[:8]} {len(typed)}",
)
def test_hostile_words_cost_no_time(typed: str, vocabulary: Vocabulary) -> None:
    started = time.process_time()
    correct(parse(typed), vocabulary)
    assert time.process_time() - started < 1


def test_a_slip_beside_its_neighbour_is_likelier_than_two_words(tmp_path: Path) -> None:
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index", jobs=1)
    settings.documents.mkdir()
    for name, text in (("a", "Tỉnh Hưng Yên đắp đê."), ("b", "Bác sĩ khoa y né tránh mưa bão.")):
        (settings.documents / f"{name}.txt").write_text(text, "utf-8")
    rebuild(settings)
    corrected, _ = correct(parse("hung yne"), open_engine(settings).vocabulary())
    assert write(corrected) == "hung yen"
