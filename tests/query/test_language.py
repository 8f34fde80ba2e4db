"""What alternatives, beginnings of words, codes and sentences mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Clause, Expression, Target
from searchapp.query import parse
from searchapp.query.grammar import groups, write

Told = list[list[str]]


def told(expression: Expression) -> Told:
    """Return the clauses as they would be typed, alternatives together."""
    return [[as_typed(clause) for clause in clauses] for clauses in groups(expression)]


def as_typed(clause: Clause) -> str:
    words = " ".join(word.text + "*" * word.prefix for word in clause.words)
    title = "title:" if clause.target is Target.TITLE else ""
    return "-" * clause.excluded + title + (f'"{words}"' if clause.phrase else words)


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("đê OR kè", [["đê", "kè"]]),
        ("đê OR kè OR cầu", [["đê", "kè", "cầu"]]),
        ("đắp đê OR xây kè", [["đắp đê", "xây kè"]]),
        ('"đắp đê" OR kè', [['"đắp đê"', "kè"]]),
        ('đê OR "xây kè" lúa', [["lúa"], ["đê", '"xây kè"']]),
        ('lúa "" đê OR kè', [["lúa"], ["đê", "kè"]]),
        ("title:đê OR kè", [["title:đê", "kè"]]),
        ("đê OR kè -cầu", [["đê", "kè"], ["-cầu"]]),
        ('đê OR kè "gặt lúa" cá OR tôm', [["đê", "kè"], ['"gặt lúa"'], ["cá", "tôm"]]),
        ('đê OR "kè đá" OR title:cầu', [["đê", '"kè đá"', "title:cầu"]]),
        ("90/KH-UBND OR 05-CT/TW", [['"90 KH UBND"', '"05 CT TW"']]),
        # an OR that joins nothing is left out
        ("OR đê", [["đê"]]),
        ("đê OR", [["đê"]]),
        ("OR", []),
        ("đê OR -kè", [["đê"], ["-kè"]]),
        ("đê OR OR kè", [["đê", "kè"]]),
        ("đê or kè", [["đê or kè"]]),
        ('"OR" đê', [["đê"], ['"OR"']]),
    ],
)
def test_an_or_makes_alternatives_of_what_stands_beside_it(typed: str, clauses: Told) -> None:
    assert told(parse(typed)) == clauses


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("khen*", [["khen*"]]),
        ("thi khen* đua", [["thi khen* đua"]]),
        ("khé*", [["khé*"]]),
        ("-khen*", [["-khen*"]]),
        ("title:khen*", [["title:khen*"]]),
        ("khen* OR thi*", [["khen*", "thi*"]]),
        # no beginning of a word
        ("kh*", [["kh"]]),
        ("*", []),
        ("*khen", [["khen"]]),
        ("kh*en", [["kh en"]]),
        ("khen**", [["khen"]]),
        ('"khen*"', [['"khen"']]),
        ("kinh-tế*", [["kinh tế"]]),
    ],
)
def test_a_star_behind_three_letters_makes_a_beginning(typed: str, clauses: Told) -> None:
    assert told(parse(typed)) == clauses


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        ("90/KH-UBND", [['"90 KH UBND"']]),
        ("90/kh-ubnd", [['"90 kh ubnd"']]),
        ("05-CT/TW", [['"05 CT TW"']]),
        ("12/2021/NĐ-CP", [['"12 2021 NĐ CP"']]),
        ("số 90/KH-UBND ngày", [["số ngày"], ['"90 KH UBND"']]),
        ("-90/KH-UBND", [['-"90 KH UBND"']]),
        # no codes
        ("17/7/2020", [["17 7 2020"]]),
        ("7/2020", [["7 2020"]]),
        ("1831-2021", [["1831 2021"]]),
        ("kinh tế/xã hội", [["kinh tế xã hội"]]),
        ("19-covid", [["19 covid"]]),
        ("KH/90", [["KH 90"]]),
    ],
)
def test_the_parts_of_a_code_stand_together_and_those_of_a_date_do_not(
    typed: str, clauses: Told
) -> None:
    assert told(parse(typed)) == clauses


FIVE, SIX = "bà con xã đắp đê", "bà con xã ta đắp đê"


def test_a_quoted_part_of_a_sentence_is_words_of_the_sentence() -> None:
    expression = parse(f'{SIX} "gặt lúa" sớm')
    assert told(expression) == [[f"{SIX} gặt lúa sớm"]]
    assert expression.sentence


@pytest.mark.parametrize(
    ("typed", "clauses"),
    [
        (f'{FIVE} "gặt lúa"', [[FIVE], ['"gặt lúa"']]),
        (f'{SIX} -"gặt lúa"', [[SIX], ['-"gặt lúa"']]),
        (f'{SIX} title:"gặt lúa"', [[SIX], ['title:"gặt lúa"']]),
        (SIX, [[SIX]]),
        ('"một cụm dài hơn sáu từ liền nhau"', [['"một cụm dài hơn sáu từ liền nhau"']]),
    ],
)
def test_any_other_quoted_part_is_a_phrase(typed: str, clauses: Told) -> None:
    assert told(parse(typed)) == clauses
    assert not parse(typed).sentence


def test_strictly_a_quoted_part_is_a_phrase_in_a_sentence_too() -> None:
    expression = parse(f'{SIX} "gặt lúa"', strict=True)
    assert told(expression) == [[SIX], ['"gặt lúa"']]
    assert not expression.sentence


PIECES = ["đê", "kè", "OR", '"gặt lúa"', "-cầu", "title:cá", "khen*", "9/KH-x", '""', "or"]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_alternatives_are_two_or_more_and_never_exclusions(typed: str) -> None:
    for clauses in groups(parse(typed)):
        assert (len(clauses) > 1) == bool(clauses[0].group)
        assert len(clauses) == 1 or not any(clause.excluded for clause in clauses)


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join))
def test_written_down_it_has_the_same_alternatives(typed: str) -> None:
    expression = parse(typed)
    assert told(parse(write(expression))) == [
        [text.replace("OR", "or") for text in clauses] for clauses in told(expression)
    ]
