"""Any text has a meaning, and no text can cost more than its bound."""

import gc
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Clause, Expression, Target
from searchapp.query import parse
from searchapp.query.grammar import MAX_WORDS, write

Told = list[tuple[str, ...]]


def told(expression: Expression) -> Told:
    """Return each clause as its signs and its words: ("-", "in title", '"', words...)."""
    return [
        (*_signs(clause), *(word.text for word in clause.words)) for clause in expression.clauses
    ]


def _signs(clause: Clause) -> list[str]:
    signs = {
        "-": clause.excluded,
        "in title": clause.target is Target.TITLE,
        '"': clause.phrase,
    }
    return [sign for sign, stands in signs.items() if stands]


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        # words
        ("thi đua", [("thi", "đua")]),
        ("  thi\n\tđua\u00a0 giỏi ", [("thi", "đua", "giỏi")]),
        ("thi đua, khen thưởng!", [("thi", "đua", "khen", "thưởng")]),
        ("(đê AND điều) NOT kè*", [("đê", "AND", "điều", "NOT", "kè")]),
        ("a~2 b^3 [c TO d] e?f", [("a", "2", "b", "3", "c", "TO", "d", "e", "f")]),
        # phrases, in every kind of double quotes
        ('"đắp đê"', [('"', "đắp", "đê")]),
        ("“đắp đê”", [('"', "đắp", "đê")]),
        ("„đắp đê“", [('"', "đắp", "đê")]),
        ("„đắp đê”", [('"', "đắp", "đê")]),
        ('“đắp đê"', [('"', "đắp", "đê")]),
        ('"đê"', [('"', "đê")]),
        ('xã "đê"', [("xã",), ('"', "đê")]),
        ('-"đê"', [("-", '"', "đê")]),
        ('xã "đắp đê" giỏi', [("xã", "giỏi"), ('"', "đắp", "đê")]),
        ('xã"đắp đê"giỏi', [("xã", "giỏi"), ('"', "đắp", "đê")]),
        ('"đắp đê" "trồng cây"', [('"', "đắp", "đê"), ('"', "trồng", "cây")]),
        # quotes that quote nothing
        ('"đắp đê', [("đắp", "đê")]),
        ('đắp đê"', [("đắp", "đê")]),
        ('đắp "', [("đắp",)]),
        ('""', []),
        ('"" đê', [("đê",)]),
        ('"""', []),
        ("'đắp đê'", [("đắp", "đê")]),
        # exclusions
        ("đê -kè", [("đê",), ("-", "kè")]),
        ("-kè", [("-", "kè")]),
        ('đê -"kè đá"', [("đê",), ("-", '"', "kè", "đá")]),
        ("-“kè đá”", [("-", '"', "kè", "đá")]),
        ('-"kè đá', [("kè", "đá")]),
        ("đê - kè", [("đê", "kè")]),
        ("đê – kè", [("đê", "kè")]),
        ("đê –kè", [("đê", "kè")]),
        ("đê-kè", [("đê", "kè")]),
        ("--kè", [("-", "kè")]),
        ("-", []),
        ("- -", []),
        # what hangs together hangs together
        ("-Kinh-tế", [("-", '"', "Kinh", "tế")]),
        ("khối Kinh tế - Kỹ thuật", [("khối", "Kinh", "tế", "Kỹ", "thuật")]),
        ("số 90/KH-UBND", [("số",), ('"', "90", "KH", "UBND")]),
        ("05-CT/TW", [('"', "05", "CT", "TW")]),
        ("15/7/2020", [("15", "7", "2020")]),
        ("sáng 17/7/2020", [("sáng", "17", "7", "2020")]),
        ("-90/KH-UBND", [("-", '"', "90", "KH", "UBND")]),
        # titles
        ("title:đê", [("in title", "đê")]),
        ("TITLE:đê kè", [("kè",), ("in title", "đê")]),
        ('title:"đắp đê"', [("in title", '"', "đắp", "đê")]),
        ("title:Kinh-tế", [("in title", '"', "Kinh", "tế")]),
        ("-title:đê", [("-", "in title", "đê")]),
        ('-title:"đắp đê"', [("-", "in title", '"', "đắp", "đê")]),
        ("title:-đê", [("in title", "đê")]),
        ("title:", [("title",)]),
        ("title: đê", [("title", "đê")]),  # a word like any other
        ("subtitle:đê", [("subtitle", "đê")]),
        ("text:đê", [("text", "đê")]),
        # nothing to look for
        ("", []),
        ("…!? *** ((( )))", []),
        ("😀🎉", []),
        ("\x00", []),
    ],
)  # fmt: skip
def test_a_text_means(text: str, clauses: Told) -> None:
    assert told(parse(text)) == clauses
    assert parse(text).ignored == 0


def test_a_word_carries_both_its_forms_and_whether_it_was_marked() -> None:
    (clause,) = parse("Thuỷ loi Đ 06").clauses
    assert [(w.text, w.exact, w.folded, w.marked) for w in clause.words] == [
        ("Thuỷ", "thủy", "thuy", True),
        ("loi", "loi", "loi", False),
        ("Đ", "đ", "d", True),
        ("06", "6", "6", False),
    ]


def test_decomposed_and_composed_text_mean_the_same() -> None:
    assert parse("Hu\u031bng Ye\u0302n") == parse("Hưng Yên")


@pytest.mark.parametrize("text", ["đê\x00kè", "\u202eđê kè\u202c", "đê\u200bkè", "😀đê🎉kè"])
def test_controls_and_emoji_part_words_and_are_none(text: str) -> None:
    assert told(parse(text)) == [("đê", "kè")]


def test_words_of_other_scripts_are_words() -> None:
    assert told(parse("مرحبا 日本 мир")) == [("مرحبا", "日本", "мир")]


# --- bounds ------------------------------------------------------------------------------------


def test_words_beyond_the_bound_are_counted_and_left_out() -> None:
    expression = parse("đê " * 100)
    assert len(expression.clauses[0].words) == MAX_WORDS
    assert expression.ignored == 100 - MAX_WORDS


def test_the_bound_holds_for_all_clauses_together() -> None:
    expression = parse('"a b" -c title:d ' * 50)
    assert sum(len(clause.words) for clause in expression.clauses) == MAX_WORDS
    assert expression.ignored == 200 - MAX_WORDS


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000, "đ" * 100_000, "a " * 50_000, "(" * 5_000 + "đê" + ")" * 5_000,
        '"' * 100_000,
        "“" * 50_000 + "a", "-" * 100_000, "- " * 50_000, "title:" * 20_000, "-title:" * 20_000,
        '"a' * 30_000, 'a" ' * 30_000, "\u0301" * 100_000, "a\u0301" * 50_000, "a\u00ad" * 50_000,
        "*" * 100_000, " " * 100_000, "😀" * 50_000, "\x00" * 100_000, '-"' * 50_000, "a-" * 50_000,
    ],
    ids=lambda text: repr(text[:8]),
)  # fmt: skip
def test_a_huge_text_is_understood_within_a_second_of_work(text: str) -> None:
    gc.disable()  # it would look through all that the other tests left, at any moment
    try:
        started = time.process_time()
        expression = parse(text)
        write(expression)
        assert time.process_time() - started < 1
    finally:
        gc.enable()
    assert sum(len(clause.words) for clause in expression.clauses) <= MAX_WORDS


# --- properties --------------------------------------------------------------------------------

pieces = st.lists(
    st.one_of(
        st.sampled_from(
            [
                '"',
                "“",
                "”",
                "„",
                "-",
                " ",
                "title:",
                "(",
                "đê",
                "Kè",
                "06",
                "a-b",
                "TITLE:",
                " OR ",
                "OR",
                "khen*",
                "9/KH-x",
                "nam:2020",
                "năm:",
                "tinh:",
                ' ""',
            ]
        ),
        st.text(max_size=4),
    ),
    max_size=30,
).map("".join)


@given(pieces)
def test_any_text_has_a_meaning_within_the_bound(text: str) -> None:
    expression = parse(text)
    assert sum(len(clause.words) for clause in expression.clauses) <= MAX_WORDS
    for clause in expression.clauses:
        assert clause.words
        assert all(word.exact and word.folded for word in clause.words)
        assert clause.phrase or len(clause.words) == 1 or clause in _loose(expression)


@given(pieces)
def test_what_is_written_down_means_the_same(text: str) -> None:
    expression = parse(text)
    assert parse(write(expression)).clauses == expression.clauses


def _loose(expression: Expression) -> list[Clause]:
    return [
        clause
        for clause in expression.clauses
        if not clause.phrase and not clause.excluded and clause.target is Target.TEXT
    ]


@given(st.lists(st.sampled_from(["đê", "kè", "cây", "-x", '"a b"', "title:t"]), max_size=20))
def test_loose_words_stand_together_in_typed_order(parts: list[Any]) -> None:
    words = [part for part in parts if part.isalpha()]
    found = _loose(parse(" ".join(parts), strict=True))
    assert [word.text for clause in found for word in clause.words] == words
    assert len(found) == bool(words)
