"""A query in, an answer out: what is found, what is said about it, what can be chosen next."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold, tokenize
from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.errors import NoIndexError
from searchapp.model import (
    DateField,
    DateRange,
    Filters,
    Note,
    NoteKind,
    Query,
    SearchResult,
)
from searchapp.query.dates import parse_date_words
from searchapp.searching import rank, search
from searchapp.settings import Settings

ALL = 100  # more than the samples hold


@pytest.fixture(scope="module")
def engine(sample_settings: Settings) -> SearchEngine:
    """The engine over the sample archive."""
    return open_engine(sample_settings)


def ids(result: SearchResult) -> list[str]:
    return [hit.report.id for hit in result.hits]


def found(engine: SearchEngine, text: str) -> list[str]:
    return ids(search(engine, Query(text, per_page=ALL)))


def notes(engine: SearchEngine, query: Query | str) -> dict[NoteKind, Note]:
    query = Query(query) if isinstance(query, str) else query
    return {note.kind: note for note in search(engine, query).notes}


# --- any way of typing --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "variants"),
    [
        ("Hưng Yên", ["hung yen", "HƯNG YÊN", "huwng yeen", "hu7ng ye6n", "Hu\u031bng Ye\u0302n"]),
        ("thi đua", ["thi dua", "thi ddua", "thi d9ua", "Thi  Đua", "thi/đua"]),
        ("xoá nhà tạm", ["xóa nhà tạm", "xoa nha tam", "XOÁ NHÀ TẠM", "xoas nhaf tamj"]),
        ("kỹ thuật", ["kĩ thuật", "ky thuat", "ki thuat", "kyx thuaatj"]),
        ("quý III", ["quí III", "quy iii", "qui iii"]),
        ("06 tháng", ["6 tháng", "006 thang"]),
    ],
)
def test_every_way_of_typing_finds_the_same_reports(
    engine: SearchEngine, typed: str, variants: list[str]
) -> None:
    expected = set(found(engine, typed))
    assert expected
    for variant in variants:
        assert expected <= set(found(engine, variant)), variant


@pytest.fixture(scope="module")
def stories(engine: SearchEngine) -> list[tuple[str, list[str]]]:
    """Every sample report's id and its words as spelled, residue left out."""
    told = []
    for hit in search(engine, Query(per_page=ALL)).hits:
        residue = [part.span for part in hit.report.facts.residue]
        tokens = tokenize(hit.report.text, residue)
        told.append((hit.report.id, [hit.report.text[t.start : t.end] for t in tokens]))
    return told


@given(st.data())
def test_any_few_words_of_a_report_find_it_with_or_without_their_marks(
    engine: SearchEngine, stories: list[tuple[str, list[str]]], data: st.DataObject
) -> None:
    report, words = data.draw(st.sampled_from(stories))
    start = data.draw(st.integers(0, len(words) - 1))
    stretch = words[start : start + data.draw(st.integers(1, 8))]
    bare = data.draw(st.lists(st.booleans(), min_size=len(stretch), max_size=len(stretch)))
    typed = [fold(word) if drop else word for word, drop in zip(stretch, bare, strict=True)]
    result = search(engine, Query(" ".join(typed), per_page=ALL))
    assert report in ids(result)
    assert all(hit.snippet.highlights for hit in result.hits)


def test_what_is_typed_exactly_stands_before_its_other_spellings(engine: SearchEngine) -> None:
    result = search(engine, Query("quý", per_page=ALL))
    exact = [
        any(token.exact == "quí" for token in tokenize(hit.report.text)) for hit in result.hits
    ]
    assert exact == sorted(exact, reverse=True)
    assert True in exact


# --- what is said -------------------------------------------------------------------------------


def test_what_is_typed_as_it_is_spelled_needs_no_word(engine: SearchEngine) -> None:
    assert notes(engine, "chuyển đổi số") == {}
    assert notes(engine, "") == {}


def test_a_query_without_diacritics_is_said_to_find_all_spellings(engine: SearchEngine) -> None:
    told = notes(engine, "thi dua")
    assert set(told) == {NoteKind.FOLDED}
    assert "không dấu" in told[NoteKind.FOLDED].text


def test_keys_that_were_read_are_told_with_both_spellings(engine: SearchEngine) -> None:
    told = notes(engine, "huwng yeen")
    assert told[NoteKind.DECODED].query == "hưng yên"
    assert "huwng yeen" in told[NoteKind.DECODED].text


@pytest.mark.parametrize("typed", ["users", "test", "as", "new zealand"])
def test_foreign_words_are_never_read_as_keys(engine: SearchEngine, typed: str) -> None:
    assert NoteKind.DECODED not in notes(engine, typed)


def test_a_wrong_tone_finds_the_right_one_and_offers_it(engine: SearchEngine) -> None:
    told = notes(engine, "hưng yến")
    assert told[NoteKind.SUGGESTION].query == "hưng yên"
    assert "hưng yến" in told[NoteKind.FOLDED].text
    assert found(engine, "hưng yến") == found(engine, "hưng yên")


def test_words_that_stand_near_each_other_are_found_and_that_is_said(
    engine: SearchEngine,
) -> None:
    assert found(engine, "Tô Xuyên") == ["2024-thai-binh-tong-ket-khoi-kinh-te"]
    assert "gần nhau" in notes(engine, "Tô Xuyên")[NoteKind.RELAXED].text


def test_words_that_are_far_apart_are_no_name(engine: SearchEngine) -> None:
    result = search(engine, Query("ha noi", per_page=ALL))
    assert result.hits
    for hit in result.hits:
        folded = [token.folded for token in tokenize(hit.report.text)]
        assert ("ha", "noi") in set(pairwise(folded)), hit.report.id


def test_a_word_that_no_report_holds_does_not_hide_the_others(engine: SearchEngine) -> None:
    assert found(engine, "nông thôn mới zzz")
    assert NoteKind.RELAXED in notes(engine, "nông thôn mới zzz")


@pytest.mark.parametrize(
    "typed",
    ["nông thôn mới zzz", "khen thưởng thi đua năm 2024", "cụm trưởng họp ở đình làng bên sông",
     "tổng kết năm 2019", "thi đua yêu nước tỉnh"],
)  # fmt: skip
def test_no_report_is_said_to_hold_all_words_only_when_none_does(
    engine: SearchEngine, typed: str
) -> None:
    words = {token.folded for token in tokenize(typed)}
    everything = search(engine, Query(per_page=ALL))
    held = [
        hit.report.id
        for hit in everything.hits
        if words <= {token.folded for token in tokenize(hit.report.text)}
    ]
    relaxed = notes(engine, typed).get(NoteKind.RELAXED)
    said = relaxed is not None and "Không có báo cáo nào chứa đủ" in relaxed.text
    assert not (said and held), held


def test_a_phrase_that_stands_nowhere_is_taken_apart_and_that_is_said(
    engine: SearchEngine,
) -> None:
    result = search(engine, Query('"đua thi yêu nước"'))
    assert result.hits
    assert any("nguyên cụm" in note.text for note in result.notes)
    assert search(engine, Query('"đua thi yêu nước"', verbatim=True)).total == 0


def test_words_beyond_the_bound_are_said_to_be_ignored(engine: SearchEngine) -> None:
    told = notes(engine, "thi đua " * 50)
    assert "36 từ" in told[NoteKind.IGNORED].text


def test_notes_of_a_search_that_finds_nothing_claim_nothing(engine: SearchEngine) -> None:
    assert notes(engine, "zzzz") == {}
    assert search(engine, Query("zzzz")).total == 0


# --- verbatim -----------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["hưng yến", "huwng yeen", "Tô Xuyên zzz", "nông thôn mới zzz"])
def test_verbatim_neither_repairs_nor_relaxes_nor_explains(
    engine: SearchEngine, typed: str
) -> None:
    result = search(engine, Query(typed, verbatim=True))
    assert (result.total, result.notes) == (0, ())


def test_verbatim_finds_only_the_spelling_that_was_typed(engine: SearchEngine) -> None:
    everywhere = search(engine, Query("quý", per_page=ALL))
    verbatim = search(engine, Query("quý", per_page=ALL, verbatim=True))
    assert 0 < verbatim.total < everywhere.total
    for hit in verbatim.hits:
        assert any(token.exact == "quí" for token in tokenize(hit.report.text))


def test_verbatim_still_tells_of_ignored_words(engine: SearchEngine) -> None:
    assert NoteKind.IGNORED in notes(engine, Query("a " * 99, verbatim=True))


# --- the language --------------------------------------------------------------------------------


def test_a_phrase_finds_no_more_than_its_words(engine: SearchEngine) -> None:
    phrase, words = found(engine, '"thi đua yêu nước"'), found(engine, "thi đua yêu nước")
    assert phrase
    assert set(phrase) < set(words)


def test_exclusion_leaves_out_exactly_what_the_word_finds(engine: SearchEngine) -> None:
    everything, held = set(found(engine, "")), set(found(engine, '"tổng kết"'))
    assert set(found(engine, '-"tổng kết"')) == everything - held
    assert set(found(engine, 'thi đua -"tổng kết"')) == set(found(engine, "thi đua")) - held


def test_a_title_word_is_looked_for_in_titles_alone(engine: SearchEngine) -> None:
    result = search(engine, Query("title:khối", per_page=ALL))
    assert 0 < result.total < len(found(engine, "khối"))
    assert all("khối" in hit.report.title.lower() for hit in result.hits)


def test_a_single_quoted_word_is_required_as_typed(engine: SearchEngine) -> None:
    assert set(found(engine, '"quý"')) == set(
        ids(search(engine, Query("quý", per_page=ALL, verbatim=True)))
    )


# --- totals, pages, dates ------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["", "thi dua", "khen thưởng thi đua năm", "zzzz"])
def test_the_pages_together_hold_every_hit_once(engine: SearchEngine, text: str) -> None:
    whole = search(engine, Query(text, per_page=ALL))
    assert whole.total == len(whole.hits)
    pages = [search(engine, Query(text, page=page, per_page=7)) for page in range(1, 12)]
    assert {page.total for page in pages} == {whole.total}
    assert [report for page in pages for report in ids(page)] == ids(whole)
    assert pages[-1].hits == ()


@pytest.mark.parametrize("query", [Query("thi dua", per_page=7, page=2), Query('"ký kết"')])
def test_a_ranking_is_the_page_that_is_shown(engine: SearchEngine, query: Query) -> None:
    ranked, shown = rank(engine, query), search(engine, query)
    assert ranked.total == shown.total > 0
    assert [hit.report.id for hit in ranked.hits] == ids(shown)


def test_hits_stand_best_first(engine: SearchEngine) -> None:
    scores = [hit.score for hit in search(engine, Query("thi đua", per_page=ALL)).hits]
    assert scores == sorted(scores, reverse=True)


def test_a_range_of_dates_holds_whole_days_of_both_its_ends(engine: SearchEngine) -> None:
    start, end = parse_date_words("2020", "from")
    dates = DateRange(start, end)
    result = search(
        engine, Query(filters=Filters(dates=dates, date_field=DateField.EVENT), per_page=ALL)
    )
    assert result.hits
    for hit in result.hits:
        event = hit.report.facts.event_date
        assert event is not None
        assert event.start <= end
        assert event.end >= start


def test_an_answer_tells_its_query_its_generation_and_its_cost(engine: SearchEngine) -> None:
    query = Query("thi đua")
    result = search(engine, query)
    assert result.query is query
    assert result.status == engine.status()
    assert result.took_ms > 0


def test_without_an_index_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="searchapp rebuild"):
        search(open_engine(Settings(index=tmp_path)), Query("thi đua"))
