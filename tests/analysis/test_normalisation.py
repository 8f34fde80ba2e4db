"""Every spelling of a syllable meets in one."""

import itertools
import unicodedata
from collections import defaultdict
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import has_diacritic, is_syllable, normalize_syllable

# What is typed or printed -> what is compared. Several spellings of one syllable share a line.
SPELLINGS: dict[str, str] = {
    # the tone on the first or on the second vowel of an open oa, oe, uy
    "hòa hoà HÒA Hoà": "hòa",
    "hóa hoá": "hóa",
    "họa hoạ": "họa",
    "xóa xoá": "xóa",
    "khỏe khoẻ": "khỏe",
    "hòe hoè": "hòe",
    "xòe xoè": "xòe",
    "thủy thuỷ THUỶ": "thủy",
    "ủy uỷ Ủy UỶ": "ủy",
    "úy uý": "úy",
    "tùy tuỳ": "tùy",
    "lũy luỹ": "lũy",
    "hủy huỷ": "hủy",
    "thúy thuý": "thúy",
    # ... and wherever else a hand may put it
    "của cuả": "của",
    "mía miá": "mía",
    "người ngừơi ngươì": "người",
    "việt vịêt": "việt",
    "tuyển tuỷên tủyên": "tuyển",
    "thưởng thửơng": "thưởng",
    "chuyến chúyên chuýên": "chuyến",
    "ngoài ngòai ngoaì": "ngoài",
    "khuyến khúyên": "khuyến",
    "khuỷu khủyu khuyủ": "khuỷu",
    "ngoéo ngóeo ngoeó": "ngoéo",
    "báo baó": "báo",
    "cấy câý": "cấy",
    "điều đìêu": "điều",
    # closed: there is but one place
    "toán tóan": "toán",
    "hoàn hòan": "hoàn",
    "hoạch họach": "hoạch",
    "suýt súyt": "suýt",
    "quỵt qụyt": "quỵt",
    "xoong": "xoong",
    "soóng sóong": "soóng",
    # qu and gi are consonants
    "quả qủa": "quả",
    "quá qúa": "quá",
    "quận qụân": "quận",
    "quốc qúôc": "quốc",
    "quở qủơ": "quở",
    "giá gía": "giá",
    "giỏ gỉo": "giỏ",
    "giờ gìơ": "giờ",
    "giải gỉai": "giải",
    "giữ gĩư": "giữ",
    "giếng gíêng": "giếng",
    "gì": "gì",
    "gìn": "gìn",
    # i and y, where both are in use
    "kĩ kỹ KỸ": "kĩ",
    "kì kỳ": "kì",
    "kỉ kỷ": "kỉ",
    "sĩ sỹ": "sĩ",
    "mĩ mỹ": "mĩ",
    "lí lý": "lí",
    "tỉ tỷ": "tỉ",
    "hi hy": "hi",
    "quý quí qúy qúi": "quí",
    "quy qui": "qui",
    "quỳ quì": "quì",
    "quỹ quĩ": "quĩ",
    # ... and only there
    "ý": "ý",
    "í": "í",
    "tuy": "tuy",
    "tui": "tui",
    "thúi": "thúi",
    "tay": "tay",
    "tai": "tai",
    "yên": "yên",
    "kyn": "kyn",
    "vy": "vy",
    "vi": "vi",
    "thy": "thy",
    "thi": "thi",
    # the horned and the hatted
    "thuở thủơ": "thuở",
    "huơ": "huơ",
    "ướt ứơt": "ướt",
    "cứu cưú": "cứu",
    "tuệ tụê": "tuệ",
    "thuế thúê": "thuế",
    # names of the highlands end in k
    "đắk ĐẮK Đắk ðắk": "đắk",
    "lắk LẮK": "lắk",
    "búk": "búk",
    "đăk": "đăk",
    "păk": "păk",
    # the letter đ and those mistaken for it
    "đảng Đảng ðảng Ðảng": "đảng",
    # no syllables: letters stay, marks are composed
    "ubnd UBND": "ubnd",
    "qđ QĐ": "qđ",
    "covid COVID": "covid",
    "wto": "wto",
    "h2o": "h2o",
    "kỹx": "kỹx",
    "㎏": "kg",
    "ﬁle": "file",
    # numbers
    "6 06 006": "6",
    "0 00": "0",
    "2020": "2020",
    "1a": "1a",
    "07b": "07b",
}
CASES = [(typed, exact) for line, exact in SPELLINGS.items() for typed in line.split()]


@pytest.mark.parametrize(("typed", "exact"), CASES)
def test_all_spellings_of_a_syllable_become_one(typed: str, exact: str) -> None:
    assert normalize_syllable(typed) == unicodedata.normalize("NFC", exact)


def test_the_table_has_no_less_than_eighty_cases() -> None:
    assert len(CASES) >= 80


@pytest.mark.parametrize(
    ("one", "other"), [("ti", "thi"), ("công", "cong"), ("yên", "iên"), ("vy", "vi"), ("ý", "í")]
)
def test_different_syllables_stay_different(one: str, other: str) -> None:
    assert normalize_syllable(one) != normalize_syllable(other)


def spellings(syllable: Any) -> set[str]:
    """Return a syllable as keyboards, systems and habits may spell it."""
    placed = {syllable.written(at) for at in range(3)}
    if syllable.onset in {"qu", "gi"}:
        onset = syllable.onset + syllable.tone
        placed.add(unicodedata.normalize("NFC", onset + syllable.rime))
    decomposed = {unicodedata.normalize("NFD", word) for word in placed}
    disordered = {_marks_reversed(word) for word in decomposed}
    upper = {word.upper() for word in placed | decomposed} | {word.title() for word in placed}
    invisible = {f"\ufeff{word}\u00ad" for word in placed}
    return placed | decomposed | disordered | upper | invisible


def _marks_reversed(decomposed: str) -> str:
    """Put the tone before the hat or the horn, which no Unicode form puts back."""
    letters = ["".join(group) for group in _letters(decomposed)]
    return "".join(letter[0] + letter[:0:-1] for letter in letters)


def _letters(decomposed: str) -> list[list[str]]:
    groups: list[list[str]] = []
    for char in decomposed:
        if unicodedata.combining(char) and groups:
            groups[-1].append(char)
        else:
            groups.append([char])
    return groups


def test_every_syllable_is_one_in_every_spelling(syllables: tuple[Any, ...]) -> None:
    for syllable in syllables[::7]:
        forms = spellings(syllable)
        assert len({normalize_syllable(form) for form in forms}) == 1, sorted(forms)


def test_every_syllable_is_known_as_one_and_keeps_its_form(syllables: tuple[Any, ...]) -> None:
    for syllable in syllables:
        word = syllable.written()
        exact = normalize_syllable(word)
        assert is_syllable(word), word
        assert normalize_syllable(exact) == exact
        assert has_diacritic(word) == (not word.isascii())


def test_no_two_syllables_become_one_but_by_i_and_y(syllables: tuple[Any, ...]) -> None:
    met = defaultdict(set)
    for syllable in syllables:
        met[normalize_syllable(syllable.written())].add(syllable)
    together = [group for group in met.values() if len(group) > 1]
    assert {tuple(sorted({s.rime for s in group})) for group in together} == {("i", "y")}
    assert {s.onset for s in itertools.chain(*together)} == {"h", "k", "l", "m", "s", "t", "qu"}


@given(st.text(min_size=1, max_size=30))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalize_syllable(text)
    assert normalize_syllable(once) == once


@pytest.mark.parametrize(
    "word", ["the", "report", "qq", "ngg", "x", "aeiouy", "đđ", "1", "a1", "", "straße", "日本"]
)
def test_what_cannot_be_a_syllable_is_none(word: str) -> None:
    assert is_syllable(word) == (word == "the")


@pytest.mark.parametrize(
    ("word", "marked"),
    [("đ", True), ("D", False), ("ý", True), ("y\u0301", True), ("ơn", True), ("on", False)],
)
def test_a_hat_a_horn_a_bar_or_a_tone_is_a_diacritic(word: str, marked: bool) -> None:
    assert has_diacritic(word) is marked
