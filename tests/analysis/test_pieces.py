"""A text -> the runs of words in which phrases stand."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.pieces import JOINING_WORDS, pieces
from searchapp.analysis.syllables import is_syllable


def plain(text: str) -> list[str]:
    return [piece.replace("_", " ") for piece in pieces(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bà con nuôi cá, trồng rau; đắp đê", ["con nuôi cá", "trồng rau", "đắp đê"]),
        ("nuôi cá\ntrồng rau", ["nuôi cá", "trồng rau"]),
        ("nuôi cá và trồng rau", ["nuôi cá", "trồng rau"]),
        ("nuôi cá 20 hộ", ["nuôi cá", "hộ"]),
        ("trồng rau VietGAP sạch", ["trồng rau", "sạch"]),
    ],
)  # fmt: skip
def test_a_piece_ends_where_the_sense_may_end(text: str, found: list[str]) -> None:
    assert [piece.removeprefix("bà ") for piece in plain(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "bác Trần Văn Mẫu trồng rau",
        "huyện Phù Cừ trồng rau",
        "NĂM 2020 TẠI PHÙ CỪ: trồng rau",
        "Trần Văn Mẫu, trồng rau",
        "bên sông Mẫu, trồng rau",
        "trồng rau bên sông Cừ",
    ],
)
def test_names_and_headings_in_capitals_are_in_no_piece(text: str) -> None:
    found = " ".join(plain(text))
    assert "trồng rau" in found
    assert not {"mẫu", "cừ", "văn", "phù"} & set(found.split())


def test_one_capital_begins_a_sentence_or_an_office_and_no_name() -> None:
    assert plain("Trồng rau sạch. Chuyển đổi số.") == ["trồng rau sạch", "chuyển đổi số"]
    assert "sở y tế" in " ".join(plain("theo Sở Y tế"))


@pytest.mark.parametrize("text", ["phòng, chống dịch", "Phòng , chống dịch", "phòng chống dịch"])
def test_prevention_is_one_word_with_its_comma_or_without(text: str) -> None:
    assert plain(text) == ["phòng chống dịch"]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\u2028", "\n \n"])
def test_each_line_is_cut_as_if_it_stood_alone(ends: str) -> None:
    lines = ["Hội nghị sơ kết phong trào thi", "đua yêu nước, bên sông Mẫu", "phòng,", "chống dịch",
             "cụm thi đua số", "3 học sinh", "TRỒNG RAU", "nuôi cá"]  # fmt: skip
    assert pieces(ends.join(lines)) == [piece for line in lines for piece in pieces(line)]


def test_decomposed_letters_are_cut_as_composed_ones() -> None:
    text = "phòng, chống dịch; cụm thi đua số 3"
    assert pieces(unicodedata.normalize("NFD", text)) == pieces(text)


def test_a_number_sign_is_no_part_of_a_phrase() -> None:
    assert plain("cụm thi đua số 3") == ["cụm thi đua"]
    assert plain("thi đua chuyển đổi số") == ["thi đua chuyển đổi số"]


@given(st.text(st.sampled_from("aăđêNgưHT ờ.,\n12_İßﬁ\u0301\u200b") | st.characters(), max_size=60))
def test_any_text_gives_pieces_of_nothing_but_words(text: str) -> None:
    for piece in pieces(text):
        words = piece.split(" ")
        assert not JOINING_WORDS & set(words)
        assert all(is_syllable(part) for word in words for part in word.split("_"))
