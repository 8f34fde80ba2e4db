"""Where a reader may begin and stop."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.snippets import sentences

Breaks = list[str]


def parts(text: str) -> Breaks:
    found, start = [], 0
    for end, following in sentences.sentences(text, 0, len(text)):
        found.append(text[start:end])
        start = following
    return [part for part in (*found, text[start:]) if part]


@pytest.mark.parametrize(
    "text",
    [
        "Họp ở đình.|Bà con vui!|Thật à?|Vâng;|đi…|Về.",
        "Bà nói: “Đắp đê.”|Rồi bà về (lúc sáu giờ.)|Xong.",
        "Nay tăng 1.200 hộ|",
        "Từ 30.6.2020 đến nay.|Bà con vui.",
        "Đến 30.6.2020.|Bà con vui.",
        "Năm 2020.|Bà con vui.",
        "Được 5 điểm, xếp thứ 15.|Bà con vui.",
        "Ở TP. Lá và TX. Hoa, Tp. Cỏ.|Xong.",
        "Th.S. Lá, ThS. Hoa, PGS.TS. Cỏ, TS. Cây.|Xong.",
        "Lo cấy, gặt, v.v. rồi về.|Xong.",
        "Ban TT-TT. Nay đổi tên.|Xong.",
        "Theo 12/KH-XOM. Nay đổi.|Xong.",
        "Ông Nguyễn Văn A. khen bà B. Lá.|Xong.",
        "1. Đắp đê.|2. Trồng cây.|a. Xoan.|1.2. Lim.",
        "I. Việc làm.|II. Việc chờ.",
        "Các hội… đã về.|Xong.",
        "Các hội... đã về.|Xong.",
        "Các hội…|Đã về.",
    ],
)  # fmt: skip
def test_sentences_end_where_a_reader_hears_it(text: str) -> None:
    wanted = [part for part in text.split("|") if part]
    if "12/KH-XOM" in text:  # a number of a document is no abbreviation
        wanted = ["Theo 12/KH-XOM.", "Nay đổi.", "Xong."]
    assert parts(" ".join(wanted)) == wanted


def test_lines_are_sentences() -> None:
    assert parts("Đắp đê\n\nTrồng cây \n Về.\n") == ["Đắp đê", "Trồng cây", "Về."]


def test_clauses_begin_after_commas_and_dashes_and_at_brackets() -> None:
    text = "Sáng, bà con – ba xóm (cả xóm Lá): đắp đê"
    starts = [text[start:].split()[0] for _, start in sentences.clauses(text, 0, len(text))]
    assert starts == ["bà", "ba", "(cả", "đắp"]


@given(st.text(alphabet="aA1.,;…!?\n )”-/", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_breaks_lie_in_order_inside_the_stretch(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    for breaks in (sentences.sentences, sentences.clauses, sentences.words):
        position = start
        for stop, following in breaks(text, start, end):
            assert position <= stop <= following <= end
            position = following


PLAIN_STOP = re.compile(r"(?:[.!?…;]+[\"”’»)\]]*)(?=\s|\Z)\s*|\s*\n\s*")
PLAIN_CLAUSE = re.compile(r"(?<=\S)[,:]?\s+[–—-]\s+|(?<=\S)[,:]\s+|(?<=\S)\s+(?=[(“])")
marked_texts = st.text(alphabet="aA.;…!,: \n\t\u00a0”)–-(“", max_size=40)


@given(marked_texts, st.integers(0, 40), st.integers(0, 40))
def test_breaks_are_found_as_by_the_rules_written_plainly(text: str, start: int, end: int) -> None:
    for quick, plain in ((sentences.stops, PLAIN_STOP), (sentences.clauses, PLAIN_CLAUSE)):
        found = list(quick(text, start, end))
        assert found == [match.span() for match in plain.finditer(text, start, end)]


@given(marked_texts, st.integers(0, 40), st.integers(0, 40))
def test_a_place_is_an_end_or_a_beginning_where_a_break_is(text: str, start: int, end: int) -> None:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    stopped = [stop for stop, _ in sentences.sentences(text, start, end + 1)]
    begun = [following for _, following in sentences.sentences(text, start, end)]
    spaces = [stop for stop, _ in sentences.words(text, start, end)]
    assert sentences.ends(text, start, end) == (end in stopped)
    assert sentences.begins(text, start, end) == (end in begun)
    assert sentences.last_word_end(text, start, end) == (spaces[-1] if spaces else None)
