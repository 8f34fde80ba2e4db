"""Whoever types correctly is not told otherwise, and what was typed exactly comes first."""

import pytest

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.model import NoteKind, Query, SearchResult
from searchapp.searching import search
from searchapp.settings import Settings


@pytest.fixture
def ask(sample_settings: Settings) -> SearchEngine:
    return open_engine(sample_settings)


def kinds(result: SearchResult) -> set[NoteKind]:
    return {note.kind for note in result.notes}


@pytest.mark.parametrize(
    "typed", ["nông thôn mới thi đua", "hội đồng nhân dân", "khen thưởng nông dân giỏi tỉnh"]
)
def test_words_that_meet_by_chance_are_no_misspelling(ask: SearchEngine, typed: str) -> None:
    result = search(ask, Query(typed))
    assert NoteKind.SUGGESTION not in kinds(result)
    assert not any("viết đúng “" in note.text for note in result.notes)


@pytest.mark.parametrize("typed", ["nong thon mới", "hưng yen", "khen thuong nông dân"])
def test_marks_that_were_left_out_are_no_misspelling(ask: SearchEngine, typed: str) -> None:
    assert NoteKind.SUGGESTION not in kinds(search(ask, Query(typed)))


def test_a_wrong_tone_is_offered_the_spelling_of_the_archive(ask: SearchEngine) -> None:
    offers = [n.query for n in search(ask, Query("hưng yến")).notes if n.query]
    assert offers == ["hưng yên"]


@pytest.mark.parametrize(("once", "twice"), [("Hưng Yên", "Hưng Yên hưng yên"), ("hoà", "hoà Hòa")])
def test_a_word_that_is_typed_twice_is_one_word(ask: SearchEngine, once: str, twice: str) -> None:
    assert search(ask, Query(twice)).total == search(ask, Query(once)).total


def test_of_three_words_one_that_nothing_holds_is_left_out_and_that_is_said(
    ask: SearchEngine,
) -> None:
    result = search(ask, Query("thi đua xyzzy"))
    assert result.total == search(ask, Query("thi đua")).total
    assert any("xyzzy" in note.text for note in result.notes)
    assert search(ask, Query("thi đua xyzzy", verbatim=True)).total == 0


@pytest.mark.parametrize("typed", ['"thi đua" -"thi đua"', '"thi đua" title:xyzzy'])
def test_a_phrase_is_not_said_to_be_missing_where_something_else_is(
    ask: SearchEngine, typed: str
) -> None:
    result = search(ask, Query(typed))
    assert result.total == 0
    assert not any("ngoặc kép" in note.text for note in result.notes)
