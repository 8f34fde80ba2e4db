"""Variants of a query are mechanical, repeatable, and change just what they say."""

import random
import re
import subprocess
import sys
import unicodedata
from typing import Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.syllable_shapes import TONES, has_diacritic, take_apart, without_diacritics
from benchmarks.typing_variants import (
    Typing,
    shorten,
    telex_keys,
    telex_keys_short,
    telex_keys_tone_first,
    vary,
)

SYLLABLES = st.sampled_from(
    [
        "thi",
        "đua",
        "khen",
        "thưởng",
        "hội",
        "nghị",
        "sơ",
        "kết",
        "huyện",
        "ủy",
        "Hưng",
        "Yên",
        "ĐƯỢC",
        "biết",
        "quý",
        "gìn",
        "giữ",
        "nghiêng",
        "khuỷu",
        "thủy",
        "hòa",
        "tuyên",
        "dương",
        "xuất",
        "sắc",
        "tỉnh",
        "Đắk",
        "ước",
        "yêu",
        "uống",
        "quốc",
        "nước",
        "phấn",
        "đấu",
        "Nguyễn",
        "ba",
    ]
)
QUERIES = st.lists(
    st.one_of(
        SYLLABLES, st.sampled_from(["UBND", "2020", "90/KH-UBND", "Müller", "–", "facebook"])
    ),
    max_size=9,
).map(" ".join)


def words(text: str) -> list[str]:
    return text.split(" ")


@pytest.mark.parametrize("typing", Typing)
@given(text=st.text(max_size=60))
def test_any_text_at_all_has_a_variant_and_always_the_same(typing: Typing, text: str) -> None:
    assert vary(text, typing) == vary(text, typing)
    assert unicodedata.is_normalized("NFC", vary(text, typing))


def test_variants_are_the_same_in_another_process() -> None:
    text = "Hội nghị sơ kết công tác thi đua, khen thưởng 6 tháng đầu năm"
    program = (
        "import sys; from benchmarks.typing_variants import Typing, shorten, vary; "
        "variants = [*(vary(sys.argv[1], t) for t in Typing), shorten(sys.argv[1])]; "
        "sys.stdout.buffer.write('|'.join(variants).encode())"
    )
    run = subprocess.run([sys.executable, "-c", program, text], capture_output=True, check=True)
    variants = [*(vary(text, typing) for typing in Typing), shorten(text)]
    assert run.stdout.decode().split("|") == variants


@given(QUERIES)
def test_full_is_the_text_itself(text: str) -> None:
    assert vary(text, Typing.FULL) == text


def test_none_takes_every_diacritic_off() -> None:
    assert vary("Đề nghị tặng thưởng, năm 2020 – Müller", Typing.NONE) == (
        "De nghi tang thuong, nam 2020 – Muller"
    )


@given(QUERIES)
def test_none_leaves_nothing_to_take_off(text: str) -> None:
    bare = vary(text, Typing.NONE)
    assert not has_diacritic(bare)
    assert len(bare) == len(text)


@given(QUERIES)
def test_half_leaves_each_word_whole_or_bare(text: str) -> None:
    for before, after in zip(words(text), words(vary(text, Typing.HALF)), strict=True):
        assert after in (before, without_diacritics(before))


def test_half_loses_about_half() -> None:
    text = " ".join(["thưởng"] * 1000)
    assert 450 < words(vary(text, Typing.HALF)).count("thuong") < 550


@given(QUERIES)
def test_wrong_tone_changes_the_tone_of_one_syllable_and_nothing_else(text: str) -> None:
    assume(any(take_apart(word) for word in words(text)))
    pairs = zip(words(text), words(vary(text, Typing.WRONG_TONE)), strict=True)
    changed = [(before, after) for before, after in pairs if before != after]
    assert len(changed) == 1
    before, after = (take_apart(word) for word in changed[0])
    assert before is not None
    assert after is not None
    assert before.letters == after.letters
    assert before.tone != after.tone


@given(QUERIES)
def test_wrong_tone_gives_a_stopped_syllable_only_the_tones_that_it_takes(text: str) -> None:
    for word in words(vary(text, Typing.WRONG_TONE)):
        syllable = take_apart(word)
        if syllable and syllable.stopped and has_diacritic(word):
            assert syllable.tone in ("", "\u0301", "\u0323")


def test_wrong_tone_leaves_a_text_without_a_syllable_alone() -> None:
    assert vary("2020 – 90", Typing.WRONG_TONE) == "2020 – 90"


@pytest.mark.parametrize(
    ("word", "taught", "tone_first", "short"),
    [
        ("được", "dduwowcj", "dduwowjc", "dduowcj"),
        ("Đường", "Dduwowngf", "Dduwowfng", "Dduowngf"),
        ("ĐẢNG", "DDANGR", "DDARNG", "DDANGR"),
        ("Ước", "Uwowcs", "Uwowsc", "Uowcs"),
        ("quý", "quys", "quys", "quys"),
        ("thủy", "thuyr", "thury", "thuyr"),
        ("khuỷu", "khuyur", "khuyru", "khuyur"),
        ("biết", "bieets", "bieest", "bieets"),
        ("thi", "thi", "thi", "thi"),
        ("Müller", "Müller", "Müller", "Müller"),
    ],
)
def test_telex_keys_are_those_that_a_keyboard_would_send(
    word: str, taught: str, tone_first: str, short: str
) -> None:
    assert telex_keys(word) == taught
    assert telex_keys_tone_first(word) == tone_first
    assert telex_keys_short(word) == short


@given(QUERIES)
def test_telex_leaves_some_marked_syllables_as_keys_and_the_others_alone(text: str) -> None:
    marked = [word for word in words(text) if take_apart(word) and has_diacritic(word)]
    variant = vary(text, Typing.TELEX)
    changed = [
        (before, after)
        for before, after in zip(words(text), words(variant), strict=True)
        if before != after
    ]
    assert bool(changed) == bool(marked)
    for before, after in changed:
        assert after.isascii()
        assert undo_telex(after) == tones_last(before.lower())


def test_telex_leaves_about_half_as_keys() -> None:
    variant = vary(" ".join(["thưởng"] * 1000), Typing.TELEX)
    assert 450 < words(variant).count("thưởng") < 550


@given(SYLLABLES, st.sampled_from(["NFC", "NFD"]))
def test_a_word_taken_apart_can_be_put_together(word: str, form: Literal["NFC", "NFD"]) -> None:
    syllable = take_apart(unicodedata.normalize(form, word))
    assert syllable is not None
    assert syllable.with_tone(syllable.tone) == word


@pytest.mark.parametrize(
    ("level", "toned"),
    [("hoa", "hòa"), ("thuy", "thùy"), ("quy", "quỳ"), ("gia", "già"), ("khuya", "khuỳa"),
     ("toan", "toàn"), ("tuyên", "tuyền"), ("ươc", "ườc"), ("ia", "ìa"), ("gi", "gì")],
)  # fmt: skip
def test_a_tone_goes_where_it_is_written(level: str, toned: str) -> None:
    syllable = take_apart(level)
    assert syllable is not None
    assert syllable.with_tone("\u0300") == toned


@pytest.mark.parametrize("word", ["UBND", "facebook", "Müller", "covid", "90", "", "á̀"])
def test_what_is_not_built_like_a_syllable_is_not_taken_apart(word: str) -> None:
    assert take_apart(word) is None


@given(QUERIES)
def test_a_shortened_query_is_three_to_five_syllables_in_a_row(text: str) -> None:
    whole = [word for word in words(text) if word not in ("", "–")]
    short = shorten(text).split()
    assert len(short) <= 5
    assert len(short) >= min(3, len(whole))
    rows = [whole[start : start + len(short)] for start in range(len(whole) + 1)]
    assert short in rows


@given(st.text(max_size=60))
def test_any_text_at_all_is_shortened_and_always_the_same(text: str) -> None:
    assert shorten(text) == shorten(text)
    assert unicodedata.is_normalized("NFC", shorten(text))


def test_shortened_queries_have_every_length_and_begin_anywhere() -> None:
    texts = [f"{number} một hai ba bốn năm sáu bảy" for number in range(60)]
    shortened = [shorten(text).split() for text in texts]
    assert {len(short) for short in shortened} == {3, 4, 5}
    assert len({short[0] for short in shortened}) > 4


def test_punctuation_around_a_syllable_is_not_typed_but_inside_it_is() -> None:
    assert shorten("“Thưởng (26,7%), TP.HCM!”") == "Thưởng 26,7 TP.HCM"
    assert shorten(" – ? … ") == ""


def undo_telex(keys: str) -> str:
    """An own reading of Telex keys, as NFD with the tone last: only for well-formed ones."""
    tones = dict(zip("fsxrj", TONES, strict=True))
    keys = keys.lower()
    onset = re.match(r"[^aeiouyw]*", keys)
    assert onset is not None
    rest = keys[onset.end() :]
    tone = "".join(tones[key] for key in rest if key in tones)
    letters = "".join(key for key in rest if key not in tones)
    letters = letters.replace("uwow", "ươ").replace("uow", "ươ")
    for pressed, letter in zip(("aw", "aa", "ee", "oo", "ow", "uw"), "ăâêôơư", strict=True):
        letters = letters.replace(pressed, letter)
    return unicodedata.normalize("NFD", onset[0].replace("dd", "đ") + letters) + tone


def tones_last(word: str) -> str:
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(part for part in parts if part not in TONES)
    return bare + "".join(part for part in parts if part in TONES)


def test_the_reader_of_keys_in_this_file_reads_every_style() -> None:
    rng = random.Random(1)
    for press in (telex_keys, telex_keys_tone_first, telex_keys_short):
        word = rng.choice(["được", "thưởng", "nghị"])
        assert undo_telex(press(word)) == tones_last(word)
