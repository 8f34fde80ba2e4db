"""Abbreviations find what they stand for, and the other way round, where the index holds it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.model import Expression, NoteKind
from searchapp.query import parse
from searchapp.query.abbreviations import expand, stands_for_something
from searchapp.query.vocabulary import Vocabulary

Told = list[tuple[int, int, str]]


def told(expression: Expression) -> Told:
    """Where the other writings stand in their clauses, and how they are written."""
    return [
        (one.start, one.end, " ".join(word.text for word in one.words))
        for clause in expression.clauses
        for one in clause.expansions
    ]


def expanded(typed: str, vocabulary: Vocabulary) -> Told:
    return told(expand(parse(typed), vocabulary)[0])


@pytest.mark.parametrize(
    ("typed", "others"),
    [
        ("UBND", [(0, 1, "ủy ban nhân dân")]),
        ("ubnd", [(0, 1, "ủy ban nhân dân")]),
        ("ủy ban nhân dân", [(0, 4, "UBND")]),
        ("uỷ ban nhân dân", [(0, 4, "UBND")]),
        ("uy ban nhan dan", [(0, 4, "UBND")]),
        ("ủy ban nhan dan xã", [(0, 4, "UBND")]),
        ("NTM", [(0, 1, "nông thôn mới")]),
        ("xã nông thôn mới", [(1, 4, "NTM")]),
        ("UBND xã đạt NTM", [(0, 1, "ủy ban nhân dân"), (3, 4, "nông thôn mới")]),
        ("đê OR NTM", [(0, 1, "nông thôn mới")]),
        ("MTTQ", [(0, 1, "mặt trận tổ quốc")]),
        ("HTX", [(0, 1, "hợp tác xã")]),
        ("TĐKT", [(0, 1, "TĐ KT")]),
    ],
)
def test_either_writing_finds_the_other(typed: str, others: Told, abbreviated: Vocabulary) -> None:
    assert expanded(typed, abbreviated) == others


@pytest.mark.parametrize(
    "typed",
    [
        '"UBND"', '"ủy ban nhân dân"', "-UBND", '-"nông thôn mới"', "title:NTM",  # asked as typed
        "ủy bàn nhân dân", "nông thổn mới", "nông thôn mơi",  # other words
        "nông thôn", "mới nông thôn", "ban nhân dân", "UBND*",
        "mặt trận tổ quốc", "hợp tác xã", "QLTT", "quản lý thị trường", "BHYT",  # not in the index
        "đê", "2020", "",
    ],
)  # fmt: skip
def test_nothing_else_is_expanded(typed: str, abbreviated: Vocabulary) -> None:
    expression = parse(typed)
    assert expand(expression, abbreviated) == (expression, ())


@pytest.mark.parametrize(
    "typed",
    ["CT", "TT", "KH", "TH", "BC", "TB", "KT", "CN", "CP", "TP", "TX", "TTTT", "chủ tịch",
     "chỉ thị", "kế hoạch", "thị trấn", "thông tư", "trung tâm"],
)  # fmt: skip
def test_what_may_stand_for_several_things_is_never_expanded(
    typed: str, abbreviated: Vocabulary
) -> None:
    assert expanded(typed, abbreviated) == []
    assert expanded(f"xã {typed} huyện", abbreviated) == []


def test_it_is_said_once_which_other_writings_are_found(abbreviated: Vocabulary) -> None:
    _, (note,) = expand(parse("UBND xã NTM UBND"), abbreviated)
    assert note.kind is NoteKind.EXPANDED
    assert note.text.count("“UBND” – “ủy ban nhân dân”") == 1
    assert "“NTM” – “nông thôn mới”" in note.text


WORDS = ["UBND", "ủy", "ban", "nhân", "dân", "NTM", "nông", "thôn", "mới", "TĐ", "KT", "đê", "-đê",
         "OR", "HTX", "hợp", "tác", "xã"]  # fmt: skip
words = st.lists(st.sampled_from([*WORDS, '"thôn mới"']), max_size=14).map(" ".join)


@given(words)
def test_expansions_lie_in_their_clause_and_overlap_but_in_whole(
    abbreviated: Vocabulary, typed: str
) -> None:
    before = parse(typed)
    after, _ = expand(before, abbreviated)
    assert [c.words for c in after.clauses] == [c.words for c in before.clauses]
    for clause in after.clauses:
        spans = sorted({(one.start, one.end) for one in clause.expansions})
        assert all(0 <= start < end <= len(clause.words) for start, end in spans)
        assert all(left[1] <= right[0] for left, right in itertools.pairwise(spans))
        for one in clause.expansions:
            assert one.words != clause.words[one.start : one.end]


def test_the_table_holds_nothing_that_may_stand_for_several_things() -> None:
    for ambiguous in "CT TT KH TH BC TB KT CN CP TP TX BTV TTTT".split():  # noqa: SIM905
        (clause,) = parse(ambiguous).clauses
        assert not stands_for_something(clause.words[0])
