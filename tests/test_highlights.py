"""What is marked in a report."""

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from told_reports import (
    Cuts,
    Writings,
    asked,
    cut,
    cuts,
    marks,
    may_be_marked,
    queries,
    report,
    texts,
    writings,
)

from searchapp.analysis.syllables import tokenize
from searchapp.query import parse
from searchapp.snippets import count_passages, highlights

STORY = report(
    "Bà Thị Hoà thi nấu ăn với ông Đua. Phong trào thi đua ở Hoà Bình: thi đua, khen thưởng."
)


@pytest.mark.parametrize(
    "typed",
    ["thi đua", "thi dua", "THI ĐUA", "Thi Đua", "thi đua\u200b", "thi đu\u00ada", "thi. đua"],
)  # fmt: skip
def test_words_are_marked_however_they_are_typed(typed: str) -> None:
    assert marks(STORY, typed) == ["thi đua", "thi đua"]


@pytest.mark.parametrize("typed", ["hoà bình", "hòa bình", "hoa binh", "HÒA BÌNH", "hòa binh"])
def test_either_placement_of_the_tone_is_marked_as_it_is_spelled(typed: str) -> None:
    assert marks(STORY, typed) == ["Hoà Bình"]


def test_words_apart_are_not_marked_where_the_report_has_them_together() -> None:
    assert "Thị" not in marks(STORY, "thi dua")
    assert "Đua" not in marks(STORY, "thi dua")


def test_words_apart_are_marked_where_the_report_never_has_them_together() -> None:
    assert marks(report("Hội thi nấu ăn; ông Đua thắng."), "thi dua") == ["thi", "Đua"]


def test_other_spellings_are_marked_only_where_the_typed_one_is_missing() -> None:
    told = report("Xã Yên Mỹ và xã Yến Mỹ.")
    assert marks(told, "yên mỹ") == ["Yên Mỹ"]
    assert marks(told, "yến mỹ") == ["Yến Mỹ"]
    assert marks(told, "yen my") == ["Yên Mỹ", "Yến Mỹ"]
    assert marks(told, "yển mỹ") == ["Yên Mỹ", "Yến Mỹ"]


def test_one_unmarked_word_of_a_name_is_found_beside_a_marked_one() -> None:
    assert marks(report("Tỉnh Hưng Yên, tỉnh Hưng Yến."), "hung yên") == ["Hưng Yên"]


def test_numbers_are_marked_with_and_without_their_zeros() -> None:
    assert marks(report("Trong 06 tháng, 60 hộ và 6 xã."), "6") == ["06", "6"]


def test_decomposed_text_is_marked_whole() -> None:
    text = unicodedata.normalize("NFD", "Xã Đồng Tiến thi đua")
    assert marks(report(text), "dong tien") == [unicodedata.normalize("NFD", "Đồng Tiến")]


def test_neighbours_are_marked_as_one_stretch_across_light_punctuation() -> None:
    told = report("Ban Thi đua – Khen thưởng; thi đua, khen thưởng. Thi đua/khen thưởng")
    assert marks(told, "thi đua khen thưởng") == [
        "Thi đua – Khen thưởng",
        "thi đua, khen thưởng",
        "Thi đua/khen thưởng",
    ]


@pytest.mark.parametrize("gap", [". ", "; ", ": ", "\n", "\n\n", " – và – ", " --- "])
def test_sentences_and_lines_part_stretches(gap: str) -> None:
    assert marks(report(f"Lo thi đua{gap}khen thưởng"), "thi đua khen thưởng") == [
        "thi đua",
        "khen thưởng",
    ]


def test_a_phrase_is_marked_only_where_it_stands_whole() -> None:
    told = report("Yêu nước thì thi đua; thi đua yêu nước; thi đua yêu làng, yêu nước.")
    assert marks(told, '"thi đua yêu nước"') == ["thi đua yêu nước"]
    assert marks(told, '"thi dua yeu nuoc"') == ["thi đua yêu nước"]


def test_a_phrase_with_marks_asks_for_those_marks() -> None:
    assert marks(report("Xã Yên Mỹ và xã Yến Mỹ."), '"yển mỹ"') == []


def test_excluded_words_are_never_marked() -> None:
    assert marks(STORY, "đua -thi") == ["Đua", "đua", "đua"]
    assert marks(STORY, '-"thi đua"') == []


def test_a_title_word_is_marked_in_the_title_alone() -> None:
    told = report("Đắp đê ở Yên Mỹ\n\nBà con đắp đê.", title="Đắp đê ở Yên Mỹ")
    assert marks(told, "title:đê") == ["đê"]
    assert marks(told, 'title:"đắp đê"') == ["Đắp đê"]
    assert marks(told, "đê") == ["đê", "đê"]
    assert marks(report("Bà con đắp đê."), "title:đê") == []


def test_a_letterhead_above_the_title_is_no_part_of_it() -> None:
    told = report("XÃ LO ĐÊ\n\nĐắp đê\n\nBà con đắp đê.", title="Đắp đê")
    assert marks(told, "title:đê") == ["đê"]


def test_residue_is_never_marked() -> None:
    told = report("Lo thi đua. THI ĐUA MUA SẮM. Hết.", "THI ĐUA MUA SẮM.")
    assert marks(told, "thi đua") == ["thi đua"]
    assert marks(report("THI ĐUA MUA SẮM", "THI ĐUA MUA SẮM"), "thi đua") == []


def test_words_on_both_sides_of_residue_are_marked_apart() -> None:
    told = report("Lo thi [QC] đua.", "[QC]")
    assert marks(told, "thi đua") == ["thi", "đua"]


# --- words by their beginning -----------------------------------------------------------------


def test_every_word_is_marked_that_begins_as_typed() -> None:
    told = report("Khen thưởng, khênh vác, khẽ nói, ke khai, Khenh.")
    assert marks(told, "khen*") == ["Khen", "khênh", "Khenh"]
    assert marks(told, "khê*") == ["khênh"]


def test_a_beginning_typed_with_marks_is_marked_in_other_spellings_where_it_is_missing() -> None:
    assert marks(report("Lo khen thuong."), "thưở*") == ["thuong"]


def test_a_beginning_is_found_in_words_of_any_letters() -> None:
    told = report("Mã a0203, số 0203, 203x; th\u00adi, ｔｈｉ\u0301ch, thí\u0300.")
    assert marks(told, "203*") == ["0203, 203x"]
    assert marks(told, "thi*") == ["th\u00adi, ｔｈｉ\u0301ch, thí\u0300"]


def test_a_beginning_beside_a_word_is_marked_apart_only_where_they_never_stand_together() -> None:
    told = report("Thưởng to. Lo khen thưởng; khen thương binh.")
    assert marks(told, "khen thư*") == ["khen thưởng", "khen thương"]
    assert marks(report("Thưởng to. Rồi khen."), "khen thư*") == ["Thưởng", "khen"]


def test_a_title_word_is_marked_by_its_beginning_in_the_title_alone() -> None:
    told = report("Khen thưởng\n\nThưởng to.", title="Khen thưởng")
    assert marks(told, "title:thư*") == ["thưởng"]
    assert marks(told, "-thư*") == []


# --- other writings ---------------------------------------------------------------------------

COMMITTEE = "ủy ban nhân dân"


def test_another_writing_is_marked_where_it_stands_whole() -> None:
    told = report("Uỷ ban nhân dân xã; nhân dân vui; UBND xã.")
    assert marks(told, "UBND", [(0, 1, COMMITTEE)]) == ["Uỷ ban nhân dân", "UBND"]
    assert marks(told, COMMITTEE, [(0, 4, "UBND")]) == ["Uỷ ban nhân dân", "nhân dân", "UBND"]
    assert marks(report("Nhân dân lo việc ủy ban."), "UBND", [(0, 1, COMMITTEE)]) == []


def test_words_are_not_marked_apart_where_their_other_writing_stands() -> None:
    told = report("Một nhân viên của ban tới UBND.")
    assert marks(told, COMMITTEE, [(0, 4, "UBND")]) == ["UBND"]
    assert marks(told, COMMITTEE) == ["nhân", "ban"]


def test_another_writing_is_marked_in_other_spellings_only_where_its_own_is_missing() -> None:
    told = report("Uy ban nhan dan họp. Ủy ban nhân dân họp.")
    assert marks(told, "UBND", [(0, 1, COMMITTEE)]) == ["Ủy ban nhân dân"]
    assert marks(report("Uy ban nhan dan họp."), "UBND", [(0, 1, COMMITTEE)]) == ["Uy ban nhan dan"]


def test_another_writing_is_marked_with_the_words_beside_it() -> None:
    told = report("Xã lo. Ủy ban nhân dân xã lo, UBND lo.")
    assert marks(told, "UBND xã", [(0, 1, COMMITTEE)]) == ["Ủy ban nhân dân xã", "UBND"]


# --- alternatives -----------------------------------------------------------------------------


def test_all_alternatives_are_marked() -> None:
    told = report("Lo thi đua. Lo khen thưởng. Đắp đê, đắp đường.")
    assert marks(told, '"thi đua" OR "khen thưởng"') == ["thi đua", "khen thưởng"]
    assert marks(told, "đê OR thưở* OR gặt") == ["thưởng", "đê"]
    assert marks(told, '"đua thi" OR đường') == ["đường"]


def test_nothing_typed_marks_nothing() -> None:
    assert marks(STORY, "") == []
    assert marks(STORY, "!!!") == []


def test_passages_are_counted_by_lines() -> None:
    told = report("Thi đua, thi đua.\nKhen.\nLo thi đua.\n\nThi đua")
    assert count_passages(told, highlights(told, parse("thi đua"))) == 3
    assert count_passages(told, ()) == 0


@given(texts, queries, writings, cuts, st.integers(0, 6))
def test_every_mark_is_what_the_query_asks_for_outside_residue(
    text: str, query: str, others: Writings, parts: Cuts, title_words: int
) -> None:
    told = cut(text, parts, title_words)
    expression = asked(query, others)
    spans = highlights(told, expression)
    for before, after in pairwise(spans):
        assert before.end < after.start
    for span in spans:
        words = [token.folded for token in tokenize(text[span.start : span.end])]
        assert words
        assert all(may_be_marked(word, expression) for word in words)
        for residue in told.facts.residue:
            assert span.end <= residue.span.start or residue.span.end <= span.start
