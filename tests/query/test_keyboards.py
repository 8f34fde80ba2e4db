"""Keys of Telex and VNI that were typed with the input method off, read as what they stand for.

The encoders here are the tests' own, written from how the two methods are taught.
"""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold, is_syllable, normalize_syllable
from searchapp.query.keyboards import decode

TELEX_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "sfrxj", strict=True))
VNI_TONES = dict(zip("\u0301\u0300\u0309\u0303\u0323", "12345", strict=True))
TELEX = {"ă": "aw", "â": "aa", "ê": "ee", "ô": "oo", "ơ": "ow", "ư": "uw", "đ": "dd"}
VNI = {"ă": "8", "â": "6", "ê": "6", "ô": "6", "ơ": "7", "ư": "7", "đ": "9"}

ONSETS = "b c ch d đ g gi h k kh l m n ng ngh nh ph qu r s t th tr v x"
RIMES = (
    "a ai ao au âu ây ăn ăng âm ân ât anh ach ang at e eo en ê êu ên ênh êt i iu in inh ich o oi"
    " ong ôi ông ôt ơ ơi ơn u ui un ung ưa ưu ưi ưng ưc ua uôi uôn uông uôc ươi ươu ươn ương ươc"
    " iên iêu iêm ia oa oai oan oăn oach uê uy uân uât uyên uyêt y"
)
AFTER_QU_AND_GI = "a ai an ang ân ăng ây ê ên ơ anh ach"
TONES = ("", *TELEX_TONES)
FRONT = "eêiy"


def _fits(onset: str, rime: str) -> bool:
    soft = rime[0] in FRONT
    if onset in {"k", "ngh"}:
        return soft
    if onset in {"c", "g", "ng"}:
        return not soft
    if onset in {"qu", "gi"}:
        return rime in AFTER_QU_AND_GI.split()
    return rime != "y" or onset in {"h", "l", "m", "s", "t"}


SYLLABLES = [
    (onset, rime, TONES[(number + step) % len(TONES)])
    for number, onset in enumerate(ONSETS.split())
    for step, rime in enumerate(RIMES.split())
    if _fits(onset, rime)
]
EXTRA = [
    ("đ", "ăk", "\u0301"),
    ("l", "ăk", "\u0301"),
    ("", "ươc", "\u0301"),
    ("", "uy", "\u0309"),
    ("", "âp", "\u0301"),
    ("th", "uơ", "\u0309"),
    ("h", "uơ", ""),
    ("kh", "uyu", "\u0309"),
    ("gi", "ưa", "\u0303"),
]


def meant(onset: str, rime: str, tone: str) -> str:
    vowels = [i for i, char in enumerate(rime) if char in "aăâeêioôơuưy"]
    at = vowels[-1] + 1
    return normalize_syllable(onset + rime[:at] + tone + rime[at:])


def vowels_end(rime: str) -> int:
    return next((i for i, char in enumerate(rime) if char not in "aăâeêioôơuưy"), len(rime))


def keys_of(text: str, method: dict[str, str]) -> str:
    if method is TELEX:
        return "".join(method.get(char, char) for char in text)
    return "".join(fold(char) + method.get(char, "") for char in text)


def at_once(onset: str, rime: str, tone: str) -> str:
    """Type dduwowngf: every mark with its letter, the tone last."""
    return keys_of(onset + rime, TELEX) + TELEX_TONES.get(tone, "")


def tone_early(onset: str, rime: str, tone: str) -> str:
    """Type dduwowfng: the tone behind the vowels."""
    end = vowels_end(rime)
    vowels, coda = keys_of(rime[:end], TELEX), keys_of(rime[end:], TELEX)
    return keys_of(onset, TELEX) + vowels + TELEX_TONES.get(tone, "") + coda


def marks_late(onset: str, rime: str, tone: str) -> str:
    """Type dduongwf: the letters first, then the mark, then the tone."""
    end = vowels_end(rime)
    mark = next((TELEX[char][1] for char in rime[:end] if char in TELEX), "")
    return keys_of(onset, TELEX) + fold(rime) + mark + TELEX_TONES.get(tone, "")


def vni_at_once(onset: str, rime: str, tone: str) -> str:
    """Type d9u7o7ng2."""
    return keys_of(onset + rime, VNI) + VNI_TONES.get(tone, "")


def vni_late(onset: str, rime: str, tone: str) -> str:
    """Type duong972."""
    marks = dict.fromkeys(VNI[char] for char in onset + rime if char in VNI)
    return fold(onset + rime) + "".join(marks) + VNI_TONES.get(tone, "")


def w_for_u(onset: str, rime: str, tone: str) -> str:
    """Type ddwowngf: w alone for an ư at the beginning of the vowels."""
    return (
        keys_of(onset, TELEX) + keys_of(rime, TELEX).replace("uw", "w") + TELEX_TONES.get(tone, "")
    )


Habit = Callable[[str, str, str], str]
HABITS: list[Habit] = [at_once, tone_early, marks_late, w_for_u, vni_at_once, vni_late]


@pytest.mark.parametrize("habit", HABITS)
def test_every_syllable_is_read_back_in_every_habit(habit: Habit) -> None:
    assert len(SYLLABLES) > 500
    wrong = {}
    for syllable in [*SYLLABLES, *EXTRA]:
        keys, word = habit(*syllable), meant(*syllable)
        if keys != word and decode(keys) != word:
            wrong[keys] = (decode(keys), word)
    assert wrong == {}


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("huwng", "hưng"), ("hu7ng", "hưng"), ("yeen", "yên"), ("ye6n", "yên"), ("ddua", "đua"),
        ("duad", "đua"), ("d9ua", "đua"), ("dua9", "đua"), ("HUWNG", "hưng"), ("DDawks", "đắk"),
        ("toans", "toán"), ("toasn", "toán"), ("tosan", "toán"), ("hoaf", "hòa"), ("hofa", "hòa"),
        ("thuyr", "thủy"), ("thuyr3", None), ("muwa", "mưa"), ("muaw", "mưa"), ("mwa", "mưa"),
        ("quaanj", "quận"), ("gias", "giá"), ("gis", "gí"), ("giuwx", "giữ"), ("kyx", "kĩ"),
        ("nghieeng", "nghiêng"), ("nghie6ng", "nghiêng"), ("uyr", "ủy"), ("w", "ư"),
        ("hofas", "hóa"),  # the last tone wins, as it does when typing
    ],
)  # fmt: skip
def test_keys_read_as_an_input_method_would_have(keys: str, word: str | None) -> None:
    assert decode(keys) == word


@pytest.mark.parametrize(
    "typed",
    ["", "hung", "yen", "thi", "2020", "19", "h1", "4g", "covid", "google", "www", "pdf", "json",
     "internet", "window", "đua", "huwng1x", "huw ng", "hu-wng", "x" * 1000, "d9" * 500, "9d"],
)  # fmt: skip
def test_what_is_no_syllable_in_keys_is_left_alone(typed: str) -> None:
    assert decode(typed) is None


@pytest.mark.parametrize(
    ("typed", "read"), [("users", "úe"), ("test", "tét"), ("as", "á"), ("new", "neư")]
)
def test_some_foreign_words_look_like_keys_so_the_index_has_the_last_word(
    typed: str, read: str
) -> None:
    assert decode(typed) == read  # test_repair.py shows that a search for them is not changed


@given(st.text("abcdefghijklmnopqrstuvwxyz0123456789", max_size=13))
def test_what_is_read_is_always_a_normalised_syllable_that_was_not_typed(typed: str) -> None:
    word = decode(typed)
    if word is not None:
        assert is_syllable(word)
        assert normalize_syllable(word) == word
        assert word != typed


@given(st.text(max_size=30))
def test_any_text_can_be_asked(typed: str) -> None:
    decode(typed)
