"""What an expression asks for when nothing holds it as it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Expression, Word
from searchapp.query import parse
from searchapp.query.grammar import write
from searchapp.query.relaxing import is_loose, loosen


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ('"đắp đê"', "đắp đê"),
        ('xã "đắp đê" giỏi', "xã giỏi đắp đê"),
        ('"đắp đê" "trồng cây"', "đắp đê trồng cây"),
        ('"đê"', "đê"),
        ('"đắp đê" -kè', "đắp đê -kè"),
        ('"đắp đê" title:xã', "đắp đê title:xã"),
    ],
)
def test_the_words_of_a_phrase_are_asked_for_one_by_one(typed: str, asked: str) -> None:
    assert write(loosen(parse(typed))) == asked


@pytest.mark.parametrize("typed", ["", "đắp đê", '-"kè đá"', 'title:"đắp đê"', "đê -kè title:xã"])
def test_nothing_else_can_be_loosened(typed: str) -> None:
    assert loosen(parse(typed)) == parse(typed)


parts = st.lists(st.sampled_from(["đê", "kè", '"đắp đê"', '-"kè đá"', "-xã", 'title:"đắp đê"']))


@given(parts.map(" ".join))
def test_loosening_loses_no_word_and_is_done_at_once(typed: str) -> None:
    before = parse(typed)
    after = loosen(before)
    assert sorted(_words(before), key=repr) == sorted(_words(after), key=repr)
    assert loosen(after) == after
    assert sum(map(is_loose, after.clauses)) <= 1


def _words(expression: Expression) -> list[Word]:
    return [word for clause in expression.clauses for word in clause.words]
