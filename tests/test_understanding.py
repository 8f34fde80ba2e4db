"""What a query is understood to ask for: its filters, its place and time, and what is said."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.facts.places.gazetteer import provinces_now, provinces_then
from searchapp.model import (
    UNKNOWN,
    DateField,
    DateRange,
    Filters,
    NoteKind,
    Query,
    SearchResult,
)
from searchapp.query import parse
from searchapp.searching import Understood, search, understand
from searchapp.searching.places import read_places
from searchapp.settings import Settings

ALL = 100


@pytest.fixture(scope="module")
def engine(sample_settings: Settings) -> SearchEngine:
    """The engine over the sample archive."""
    return open_engine(sample_settings)


def kinds(understood: Understood) -> list[NoteKind]:
    return [note.kind for note in understood.notes]


def found(engine: SearchEngine, text: str, filters: Filters | None = None) -> SearchResult:
    return search(engine, Query(text, filters or Filters(), per_page=ALL))


def ids(result: SearchResult) -> list[str]:
    return [hit.report.id for hit in result.hits]


# --- places -------------------------------------------------------------------------------------


def places(typed: str) -> list[tuple[int, int, str]]:
    words = [word for clause in parse(typed).clauses for word in clause.words]
    return [(one.start, one.end, one.place.slug) for one in read_places(words)]


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("hưng yên", [(0, 2, "hung-yen")]),
        ("hung yen", [(0, 2, "hung-yen")]),
        ("HƯNG yen", [(0, 2, "hung-yen")]),
        ("thi đua hưng yên 2020", [(2, 4, "hung-yen")]),
        ("hà nam hà nội", [(0, 2, "ha-nam"), (2, 4, "ha-noi")]),
        # the longest name counts
        ("bà rịa vũng tàu", [(0, 4, "ba-ria-vung-tau")]),
        ("thừa thiên huế", [(0, 3, "thua-thien-hue")]),
        ("thành phố hồ chí minh", [(0, 5, "ho-chi-minh")]),
        ("tp hcm", [(0, 2, "ho-chi-minh")]),
        ("hồ chí minh", [(0, 3, "ho-chi-minh")]),
        ("sơ kết tp hồ chí minh", [(3, 6, "ho-chi-minh")]),
        # marks count, where they were typed
        ("hưng yến", []),
        ("hưng yen", [(0, 2, "hung-yen")]),
        ("hừng yên", []),
        ("hà nôi", []),
        ("hoà bình", [(0, 2, "hoa-binh")]),
        ("hòa bình", [(0, 2, "hoa-binh")]),
        # a person, and words that are many things
        ("phong cách hồ chí minh", []),
        ("phong cach ho chi minh", []),
        ("học tập chủ tịch hồ chí minh", []),
        ("hue", []),
        ("huế", [(0, 1, "hue")]),
        ("", []),
        ("thi đua yêu nước", []),
    ],
)
def test_a_name_is_a_place_where_it_can_be_nothing_else(
    typed: str, named: list[tuple[int, int, str]]
) -> None:
    assert places(typed) == named


NAMES = [
    *(place.name for place in (*provinces_then(), *provinces_now())),
    *(place.slug for place in provinces_then()),
    *("tỉnh", "thành phố", "tp", "TP.HCM", "sài gòn", "Đăk Lăk", "daklak", "Bắc Cạn"),
]
pieces = st.sampled_from([word for name in NAMES for word in (name, *name.split())])


texts = st.lists(pieces | st.sampled_from(["và", "hue", "x\u0323y", "①", "_đ"]), max_size=8).map(
    " ".join
)


@given(texts)
def test_no_name_is_passed_over_for_the_word_it_begins_with(text: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("searchapp.searching.places.may_begin_a_province", lambda _: True)
        tried = places(text)
    assert places(text) == tried


# --- what is preferred, and said ----------------------------------------------------------------

FIRST_HALF = DateRange(date(2019, 1, 1), date(2019, 6, 30))


@pytest.mark.parametrize(
    ("typed", "provinces", "days"),
    [
        ("thi đua", (), None),
        ("sơ kết hưng yên", ("hung-yen",), None),
        ("hà nội và hải phòng", ("ha-noi", "hai-phong"), None),
        ("sơ kết 6 tháng đầu năm 2019", (), FIRST_HALF),
        ("hưng yên 6 tháng đầu năm 2019", ("hung-yen",), FIRST_HALF),
        ("giai đoạn 2020-2025", (), None),  # of two times it is not clear which one is meant
        ('"hưng yên"', (), None),
        ("thi đua -hưng", (), None),
        ("hưng yên OR hà nam", (), None),
        ("tinh:hà-nam hưng yên", (), None),
        ("nam:2019 sơ kết 2020", (), None),
        ("phong cách Hồ Chí Minh", (), None),
    ],
)
def test_a_place_and_a_time_among_the_words_are_preferred(
    engine: SearchEngine, typed: str, provinces: tuple[str, ...], days: DateRange | None
) -> None:
    understood = understand(engine, Query(typed))
    assert tuple(slug for one in understood.preferred for slug in one.province) == provinces
    preferred = [one.dates for one in understood.preferred if one.dates != DateRange()]
    assert [(one.start, one.end) for one in preferred] == ([(days.start, days.end)] if days else [])
    assert (NoteKind.UNDERSTOOD in kinds(understood)) == bool(provinces or days)
    assert understood.lift or not understood.preferred


@pytest.mark.parametrize("typed", ["quý III 2020", "17/7/2020"])
def test_a_time_may_be_that_of_any_date_of_a_report(engine: SearchEngine, typed: str) -> None:
    (preferred,) = understand(engine, Query(typed)).preferred
    assert preferred.date_field is DateField.ANY


def test_what_was_understood_is_offered_as_filters(engine: SearchEngine) -> None:
    (note,) = understand(engine, Query("hưng yên năm 2019")).notes
    assert note.filters is not None
    assert note.filters.province == ("hung-yen",)
    assert (note.filters.dates.start, note.filters.dates.end) == (
        date(2019, 1, 1),
        date(2019, 12, 31),
    )
    assert "Hưng Yên" in note.text
    assert "2019" in note.text


@pytest.mark.parametrize(
    "filters", [Filters(province=("ha-nam",)), Filters(province_now=("hung-yen",))]
)
def test_a_place_that_was_chosen_leaves_none_to_be_understood(
    engine: SearchEngine, filters: Filters
) -> None:
    assert understand(engine, Query("sơ kết hưng yên", filters)).preferred == ()


def test_nothing_is_said_to_stand_first_where_nothing_is_found(engine: SearchEngine) -> None:
    result = found(engine, "-báo -thi -đua title:xyzzy hưng yên")
    assert result.total == 0
    assert NoteKind.UNDERSTOOD not in {note.kind for note in result.notes}


# --- filters that were typed ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ('tinh:"hưng yên" thi đua', Filters(province=("hung-yen",))),
        ("thi đua tỉnh:hung-yen", Filters(province=("hung-yen",))),
        ("tinh:hưng yên thi đua", Filters(province=("hung-yen",))),
        ("nam:2019 thi đua", Filters(year=("2019",))),
        ("năm:2019-2020 thi đua", Filters(year=("2019", "2020"))),
        ("loai:tong_ket thi đua", Filters(type=("tong_ket",))),
        ("loại:tổng-kết thi đua", Filters(type=("tong_ket",))),
        ('type:"tổng kết" thi đua', Filters(type=("tong_ket",))),
        ("tinh:unknown thi đua", Filters(province=(UNKNOWN,))),
        ('tinh:"chưa rõ" thi đua', Filters(province=(UNKNOWN,))),
        (
            "tinh:hưng-yên nam:2019 loai:tong_ket thi đua",
            Filters(province=("hung-yen",), year=("2019",), type=("tong_ket",)),
        ),
    ],
)
def test_a_typed_filter_finds_what_the_chosen_one_does(
    engine: SearchEngine, typed: str, filters: Filters
) -> None:
    typed_in, chosen = found(engine, typed), found(engine, "thi đua", filters)
    assert ids(typed_in) == ids(chosen)
    assert 0 < chosen.total < found(engine, "thi đua").total
    assert typed_in.facets == chosen.facets


def test_a_typed_filter_is_one_more_value_of_what_was_chosen(engine: SearchEngine) -> None:
    chosen = Filters(province=("ha-noi",), year=("2020",))
    understood = understand(engine, Query("tinh:hưng-yên tinh:ha-noi nam:2019", chosen))
    assert understood.filters == Filters(province=("ha-noi", "hung-yen"), year=("2020", "2019"))


@pytest.mark.parametrize("typed", ["tinh:xyz thi đua", "loai:xyz thi đua", "nam:1850 thi đua"])
def test_what_names_no_value_is_words_and_that_is_said(engine: SearchEngine, typed: str) -> None:
    understood = understand(engine, Query(typed))
    assert understood.filters == Filters()
    (note,) = (note for note in understood.notes if "không phải là" in note.text)
    assert note.kind is NoteKind.IGNORED
    assert typed.partition(":")[2].split()[0] in note.text


# --- repairs, and none of them --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("huwng yeen", [NoteKind.DECODED, NoteKind.UNDERSTOOD]),
        ("thi đuaa", [NoteKind.CORRECTED]),
        ("thiđua huwng yeen", [NoteKind.DECODED, NoteKind.CORRECTED, NoteKind.UNDERSTOOD]),
        ("HTX", [NoteKind.EXPANDED]),  # no sample abbreviates it, but some write it out
        ("NTM", [NoteKind.EXPANDED]),
        ("thi đua xyzzy", [NoteKind.IGNORED]),
        ("thi đua", []),
        ('bà con ta thi đua đắp đê "giữ làng"', [NoteKind.RELAXED]),
    ],
)
def test_whatever_is_done_is_said_in_the_order_it_is_done(
    engine: SearchEngine, typed: str, said: list[NoteKind]
) -> None:
    assert kinds(understand(engine, Query(typed))) == said


@pytest.mark.parametrize(
    "typed",
    ["hưng yên 6 tháng đầu năm 2019", "thi đuaa", "thiđua", "huwng yeen", "NTM", "thi đua xyzzy",
     'bà con ta thi đua đắp đê "giữ làng"'],
)  # fmt: skip
def test_verbatim_is_none_of_it_done(engine: SearchEngine, typed: str) -> None:
    understood = understand(engine, Query(typed, verbatim=True))
    assert (understood.notes, understood.preferred, understood.lift) == ((), (), 0)
    as_typed = parse(typed, strict=True)
    typed_words = [word.exact for clause in as_typed.clauses for word in clause.words]
    words = [word for clause in understood.expression.clauses for word in clause.words]
    assert [word.exact for word in words] == typed_words
    assert all(word.marked for word in words)
    assert not any(clause.expansions for clause in understood.expression.clauses)


def test_verbatim_a_typed_filter_still_filters(engine: SearchEngine) -> None:
    understood = understand(engine, Query("tinh:hưng-yên nam:2019", verbatim=True))
    assert understood.filters == Filters(province=("hung-yen",), year=("2019",))


# --- what readers stumbled over -----------------------------------------------------------------


@pytest.mark.parametrize("abbreviation", ["kcn", "htx", "ccb", "cntt"])
def test_an_abbreviation_that_no_report_holds_is_written_out_not_left_out(
    engine: SearchEngine, abbreviation: str
) -> None:
    (clause,) = understand(engine, Query(f"{abbreviation} nông nghiệp")).expression.clauses
    assert len(clause.words) == 3


@pytest.mark.parametrize("typed", ["tphcm OR hà nội", "năm 2020 OR hà nội", "phú thọ OR sơ kết"])
def test_alternatives_find_what_each_of_them_finds(engine: SearchEngine, typed: str) -> None:
    sides = [search(engine, Query(side)).total for side in typed.split(" OR ")]
    assert search(engine, Query(typed)).total >= max(sides)


@pytest.mark.parametrize("typed", ["thi or", "or thi", "not thi", "hcm", "bk thủ tướng"])
def test_operators_and_abbreviations_are_no_slips(engine: SearchEngine, typed: str) -> None:
    kinds = {note.kind for note in understand(engine, Query(typed)).notes}
    assert NoteKind.CORRECTED not in kinds


def test_a_beginning_is_read_letter_by_letter(engine: SearchEngine) -> None:
    (clause,) = understand(engine, Query("quy*")).expression.clauses
    assert [(word.folded, word.prefix) for word in clause.words] == [("quy", True)]


@pytest.mark.parametrize("typed", ["đầu tư", "thứ tư", "tu tuong"])
def test_an_everyday_syllable_is_no_abbreviation(engine: SearchEngine, typed: str) -> None:
    kinds = {note.kind for note in understand(engine, Query(typed)).notes}
    assert NoteKind.EXPANDED not in kinds


@pytest.mark.parametrize("typed", ["cụm thi đua số 5 2019", "quý 5 2019"])
def test_the_number_of_a_unit_is_no_month(engine: SearchEngine, typed: str) -> None:
    for preferred in understand(engine, Query(typed)).preferred:
        assert preferred.dates.start == date(2019, 1, 1)


def test_nothing_is_offered_that_would_find_nothing(engine: SearchEngine) -> None:
    for typed in ("hà nam", "bạc liêu 2019", "sơ kết tháng 1/1999"):
        notes = search(engine, Query(typed)).notes
        assert all(note.count for note in notes if note.kind is NoteKind.UNDERSTOOD)
