"""What was typed so far -> what suggestions must go on with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import CompletionQuery, Reading
from searchapp.query.completing import MAX_WORDS, complete, with_keys_read
from searchapp.query.vocabulary import Vocabulary


def readings(query: CompletionQuery) -> list[tuple[list[str], str | None]]:
    """The finished words and the beginning of each reading, in their exact forms."""
    return [
        ([word.exact for word in one.words], one.beginning and one.beginning.exact)
        for one in query.readings
    ]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("thi đ", [(["thi"], "đ")]),
        ("THI Đ", [(["thi"], "đ")]),
        ("thi đua ", [(["thi", "đua"], None)]),
        ("“thi đua”", [(["thi", "đua"], None)]),
        ("hoà b", [(["hòa"], "b")]),
        ("hoà", [([], "hoà")]),
        ("xâ\u0301y", [([], "xấy")]),
        ("quy", [([], "quy"), (["qui"], None)]),
        ("kỹ", [([], "kỹ"), (["kĩ"], None)]),
        ("kĩ", [([], "kĩ")]),
        ("tháng 06", [(["tháng"], "6")]),
        ("tháng 0", [(["tháng"], None)]),
        ("a-b/c", [(["a", "b"], "c")]),
    ],
)
def test_the_last_word_is_a_beginning_until_something_follows_it(
    typed: str, meant: list[tuple[list[str], str | None]]
) -> None:
    assert readings(complete(typed)) == meant


@pytest.mark.parametrize("typed", ["", "n", " đ ", "7", "007", "?!", "\ud800\udfff", "x\x00"])
def test_less_than_two_letters_ask_for_nothing(typed: str) -> None:
    assert complete(typed, 3) == CompletionQuery((), 3)


def test_words_behind_the_last_that_is_looked_at_are_left_out() -> None:
    (reading,) = complete("từ " * 500 + "cuối").readings
    assert (len(reading.words), reading.beginning) == (MAX_WORDS, None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("huwng y", [(["hưng"], "y")]),
        ("hu7ng y", [(["hưng"], "y")]),
        ("huwng truwng", [(["hưng"], "trưng")]),
        ("huwng dd", [(["hưng"], "đ")]),
        ("huwng d9", [(["hưng"], "đ")]),
        ("laam d", [(["laam"], "d")]),
        ("thi dduw", [(["thi"], "đư")]),
    ],
)
def test_left_over_keys_are_read_where_the_archive_knows_the_syllable(
    vocabulary: Vocabulary, typed: str, meant: list[tuple[list[str], str | None]]
) -> None:
    assert readings(with_keys_read(complete(typed), vocabulary)) == meant


@given(st.text(max_size=80) | st.text("hoàòyỹ đĐ0\u0301\u0323 ", max_size=12))
def test_any_text_has_bounded_readings(vocabulary: Vocabulary, text: str) -> None:
    query = complete(text)
    assert len(query.readings) <= 2
    assert len(with_keys_read(query, vocabulary).readings) <= 2
    assert all(one != Reading() for one in query.readings)
