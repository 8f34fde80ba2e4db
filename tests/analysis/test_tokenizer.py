"""Text -> tokens: the words, their two forms and where they stand, always checked together."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold, normalize_syllable, tokenize
from searchapp.model import Span

Expected = tuple[str, str, str]
"""The letters as they stand in the text, the exact form, the folded form."""


def assert_tokens(text: str, *expected: Expected, skip: tuple[Span, ...] = ()) -> None:
    """Compare words and forms, and find each word in the text where its offsets say it stands."""
    position = 0
    found = list(tokenize(text, skip))
    assert [(text[t.start : t.end], t.exact, t.folded) for t in found] == list(expected)
    for (raw, _, _), token in zip(expected, found, strict=True):
        assert token.start >= position, "tokens stand in the order of the text, apart"
        assert token.end - token.start == len(raw)
        position = token.end


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    starts = [text.index(part) for part in parts]
    return tuple(Span(at, at + len(part)) for at, part in zip(starts, parts, strict=True))


def test_words_are_lower_cased_and_keep_their_places() -> None:
    assert_tokens(
        "Khối thi đua, HÀ NAM!",
        ("Khối", "khối", "khoi"),
        ("thi", "thi", "thi"),
        ("đua", "đua", "dua"),
        ("HÀ", "hà", "ha"),
        ("NAM", "nam", "nam"),
    )


def test_a_text_without_words_has_no_tokens() -> None:
    for text in ("", " \n\t", "…!?—", "😀 🎉", "___", "\u0301\u0323", "\u00ad\u200d\ufeff"):
        assert_tokens(text)


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_unicode_form_gives_the_same_words(form: str) -> None:
    text = unicodedata.normalize(form, "Thưởng ở Quảng Ngãi")  # type: ignore[arg-type]
    raw = text.split(" ")
    assert_tokens(
        text,
        (raw[0], "thưởng", "thuong"),
        (raw[1], "ở", "o"),
        (raw[2], "quảng", "quang"),
        (raw[3], "ngãi", "ngai"),
    )


@pytest.mark.parametrize("eth", ["ð", "Ð", "đ", "Đ", "ɖ"])
def test_letters_that_look_like_d_with_a_bar_are_read_as_it(eth: str) -> None:
    assert_tokens(f"{eth}ông {eth}ô", (f"{eth}ông", "đông", "dong"), (f"{eth}ô", "đô", "do"))


@pytest.mark.parametrize("mark", ["\u00ad", "\u200c", "\u200d", "\u2060", "\ufeff"])
def test_invisible_characters_inside_a_word_are_not_seen(mark: str) -> None:
    assert_tokens(
        f"{mark}bi{mark}ển {mark} đảo",
        (f"bi{mark}ển", "biển", "bien"),
        ("đảo", "đảo", "dao"),
    )


@pytest.mark.parametrize(
    "gap", ["\u200b", "\u00a0", "\u2007", "-", "–", "—", "/", "“", "”", "_", ".", "·", "\x00", "\t"]
)
def test_what_parts_words_for_the_eye_parts_them_here(gap: str) -> None:
    assert_tokens(f"xóm{gap}làng", ("xóm", "xóm", "xom"), ("làng", "làng", "lang"))


@pytest.mark.parametrize(
    ("typed", "number"), [("06", "6"), ("6", "6"), ("0006", "6"), ("0", "0"), ("000", "0")]
)
def test_numbers_lose_their_leading_zeros(typed: str, number: str) -> None:
    assert_tokens(f"{typed} tháng", (typed, number, number), ("tháng", "tháng", "thang"))


def test_codes_and_dates_fall_into_their_parts() -> None:
    assert_tokens(
        "45/QĐ-SNV ngày 03/4",
        ("45", "45", "45"),
        ("QĐ", "qđ", "qd"),
        ("SNV", "snv", "snv"),
        ("ngày", "ngày", "ngay"),
        ("03", "3", "3"),
        ("4", "4", "4"),
    )


def test_zeros_inside_a_code_of_letters_and_digits_stay() -> None:
    assert_tokens("A07 007a", ("A07", "a07", "a07"), ("007a", "007a", "007a"))


def test_offsets_count_code_points_also_behind_emoji() -> None:
    assert_tokens("😀😀 cờ 🎖️ đỏ", ("cờ", "cờ", "co"), ("đỏ", "đỏ", "do"))


# --- residue -----------------------------------------------------------------------------------


def test_words_in_skipped_spans_are_left_out() -> None:
    text = "gặt xong QUẢNG CÁO rồi cấy LƯỢT XEM"
    assert_tokens(
        text,
        ("gặt", "gặt", "gat"),
        ("xong", "xong", "xong"),
        ("rồi", "rồi", "roi"),
        ("cấy", "cấy", "cay"),
        skip=spans(text, "QUẢNG CÁO", "LƯỢT XEM"),
    )


def test_a_word_that_only_touches_a_skipped_span_is_left_out_too() -> None:
    text = "mùa màng tốt"
    assert_tokens(text, ("tốt", "tốt", "tot"), skip=(Span(2, 5),))


def test_a_word_right_beside_a_skipped_span_stays() -> None:
    assert_tokens("mùa|màng", ("mùa", "mùa", "mua"), ("màng", "màng", "mang"), skip=(Span(3, 4),))


def test_empty_nested_and_far_spans_do_no_harm() -> None:
    skip = (Span(0, 0), Span(0, 3), Span(1, 2), Span(3, 3), Span(90, 99))
    assert_tokens("mùa màng", ("màng", "màng", "mang"), skip=skip)


# --- whatever the text is ------------------------------------------------------------------------


@given(st.text(max_size=200))
def test_any_text_gives_ordered_tokens_whose_forms_follow_from_their_letters(text: str) -> None:
    position = 0
    for token in tokenize(text):
        assert position <= token.start < token.end <= len(text)
        assert token.exact
        assert token.exact == normalize_syllable(text[token.start : token.end])
        assert token.folded == fold(token.exact)
        position = token.end


@given(st.text(max_size=120), st.lists(st.tuples(st.integers(0, 120), st.integers(1, 30))))
def test_skipping_leaves_out_exactly_the_tokens_that_touch_a_span(
    text: str, parts: list[tuple[int, int]]
) -> None:
    skip = [Span(start, start + length) for start, length in sorted(parts)]
    expected = [
        token
        for token in tokenize(text)
        if not any(max(token.start, s.start) < min(token.end, s.end) for s in skip)
    ]
    assert list(tokenize(text, skip)) == expected
