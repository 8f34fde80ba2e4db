"""A word typed without diacritics meets the document's word."""

import unicodedata
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold, normalize_syllable, tokenize

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("thi đua", "thi dua"),
        ("KHEN THƯỞNG", "KHEN THUONG"),
        ("Đắk Lắk", "Dak Lak"),
        ("ðô Ðô", "do Do"),
        ("Nguyễn Thị Mỹ Duyên", "Nguyen Thi My Duyen"),
        ("e\u0302\u0301", "e"),
        ("90/KH", "90/KH"),
        ("", ""),
    ],
)
def test_folding_drops_marks_and_keeps_case(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=60))
def test_folding_does_not_depend_on_the_unicode_form(text: str) -> None:
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


def test_every_syllable_is_found_by_its_bare_letters(syllables: tuple[Any, ...]) -> None:
    """fold(normalize(x)) == normalize(fold(x)): what search without diacritics stands on."""
    for syllable in syllables:
        word = syllable.written()
        assert fold(normalize_syllable(word)) == normalize_syllable(fold(word)), word


@given(st.text(LETTERS, min_size=1, max_size=7), st.booleans())
def test_any_word_of_vietnamese_letters_is_found_by_its_bare_letters(
    word: str, upper: bool
) -> None:
    written = word.upper() if upper else word
    assume("quy" not in fold(word) or "qu" in word)  # qưy is a slip of the hand, and no qui
    (stored,) = tokenize(written)
    (typed,) = tokenize(fold(written))
    assert typed.folded == stored.folded


@given(st.lists(st.text(LETTERS, min_size=1, max_size=7), max_size=8))
def test_a_line_and_its_bare_letters_fold_alike_word_by_word(words: list[str]) -> None:
    text = " – ".join(word for word in words if not word.startswith("q"))
    assert [t.folded for t in tokenize(fold(text))] == [t.folded for t in tokenize(text)]
