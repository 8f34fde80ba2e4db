"""What is worked out once is the same whether it was remembered, forgotten or never kept."""

from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.remembered import Remembered
from searchapp.analysis.spellings import EDGE, Spellings


@given(st.lists(st.sampled_from(["a", "b", "c", "d", "e" * 40]), max_size=30))
def test_a_value_is_the_same_however_often_all_is_forgotten(texts: list[str]) -> None:
    values = Remembered(str.upper, 2)
    assert list(map(values.__getitem__, texts)) == [text.upper() for text in texts]
    assert len(values) <= 2


def test_a_value_is_worked_out_once() -> None:
    asked: list[str] = []
    values = Remembered(lambda text: asked.append(text) or len(text), 9)
    assert [values["thi"], values["đua"], values["thi"]] == [3, 3, 3]
    assert asked == ["thi", "đua"]


def test_a_long_text_is_not_kept() -> None:
    values = Remembered(len, 9)
    assert values["x" * 100] == 100
    assert not values


def test_tokens_keep_their_numbers_while_their_table_grows() -> None:
    spellings = Spellings({"word.lower():thi": 2.5}, {"thi": 7}, heeds_capitals=False)
    many = [f"x{at}" for at in range(40_000)]
    numbers = spellings.read("Thi\n" + " ".join(many) + "\nthi")
    assert [spellings.lower[at] for at in numbers[3:-3]] == many
    assert [numbers[at] for at in (0, 2, -3, -1)] == [EDGE] * 4
    assert [spellings.own[at] for at in numbers[[1, -2]]] == [2.5, 2.5]
    assert [spellings.words[at] for at in numbers[[1, 3, -2]]] == [7, 0, 7]
    assert [spellings.capital[at] for at in numbers[[1, -2]]] == [True, False]


def test_a_full_table_begins_anew_with_the_next_text() -> None:
    spellings = Spellings({}, {"thi": 7}, heeds_capitals=False)
    spellings.read(" ".join(f"x{at}" for at in range(140_000)))
    numbers = spellings.read("thi đua")
    assert max(numbers) < 10
    assert [spellings.lower[at] for at in numbers] == ["\n", "thi", "đua", "\n"]
