"""The contract, third part: what a typed text finds, in every way it may be typed."""

import pytest
from contract_base import ContractBase
from drafts import Draft, ask, found, ids, publish

from searchapp.engines.base import SearchEngine

POMELO, MEETING, PLAIN = "a-buoi", "b-buoi-hop", "c-khong-dau"
BROKEN, ADVERT, HARVEST = "d-mua", "e-quang-cao", "f-gat"
GARDEN = (
    Draft(POMELO, "Vườn bưởi của chi hội", "Chi hội trồng bưởi trên đồi, mỗi năm bán vài tạ."),
    Draft(MEETING, "Một buổi họp xóm", "Trong buổi họp, cả xóm bàn chuyện sửa cầu."),
    Draft(PLAIN, "Buoi hop khong dau", "Tin nay go khong dau: trong buoi, ban buoi."),
    Draft(BROKEN, "Thôn Đoài vào mùa", "Bưởi chín rộ. Cả thôn hái từ sáng."),
    Draft(
        ADVERT,
        "Nhật ký một chuyến đi",
        body="Đoàn dừng ở bến",
        advert="QUẢNG CÁO máy khoan giếng trả góp",
        rest="đò ngang rồi sang sông.",
    ),
    Draft(HARVEST, "Gặt sớm tránh bão", "Cả thôn gặt lúa, lúa gặt về chất đầy sân."),
)


class MatchingContract(ContractBase):
    """What a text finds."""

    @pytest.fixture(scope="class")
    @classmethod
    def garden(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over the reports above; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("garden"))
        publish(engine, GARDEN)
        return engine

    @pytest.mark.parametrize("text", ["", "   ", "!?", '""', "-"])
    def test_a_query_without_words_finds_everything(self, garden: SearchEngine, text: str) -> None:
        result = ask(garden, text)
        assert ids(result) == [draft.id for draft in GARDEN]
        assert (result.total, result.exact_total, result.strictness) == (len(GARDEN), None, None)

    def test_a_word_that_no_report_holds_finds_nothing(self, garden: SearchEngine) -> None:
        for text in ("xyzzy", "zzzzđ", "\U0001f600x", '"xyzzy"', '"bưởi xyzzy"', "title:xyzzy"):
            assert found(garden, text) == set(), text

    def test_an_exclusion_of_a_word_that_no_report_holds_leaves_everything(
        self, garden: SearchEngine
    ) -> None:
        assert ask(garden, '-xyzzy -"không xyzzy"').total == len(GARDEN)

    @pytest.mark.parametrize("text", ["buoi", "BUOI", "bưởi", "buổi", "Bươ\u0309i", "BƯỞI"])
    def test_every_way_of_typing_finds_every_spelling(
        self, garden: SearchEngine, text: str
    ) -> None:
        assert found(garden, text) == {POMELO, MEETING, PLAIN, BROKEN}

    def test_what_is_spelled_as_typed_comes_first(self, garden: SearchEngine) -> None:
        for text, exact in (("bưởi", {POMELO, BROKEN}), ("buổi", {MEETING})):
            result = ask(garden, text)
            assert set(ids(result)[: len(exact)]) == exact
            assert result.exact_total == len(exact)

    def test_what_was_typed_without_marks_has_no_exact_spelling(self, garden: SearchEngine) -> None:
        assert ask(garden, "buoi hop").exact_total is None

    def test_a_half_typed_query_is_exact_only_where_it_is_marked(
        self, garden: SearchEngine
    ) -> None:
        result = ask(garden, "trong bưởi")
        assert ids(result)[0] == POMELO
        assert {POMELO, PLAIN} <= set(ids(result))

    def test_strict_words_are_found_only_as_typed(self, garden: SearchEngine) -> None:
        assert found(garden, "bưởi", strict=True) == {POMELO, BROKEN}
        assert found(garden, "buoi", strict=True) == {POMELO, MEETING, PLAIN, BROKEN}
        assert found(garden, "bưởi sáng", strict=True) == {BROKEN}
        assert found(garden, "bưởi xyzzy", strict=True) == set()

    @pytest.mark.parametrize(
        ("phrase", "expected"),
        [
            ('"trồng bưởi"', {POMELO}),
            ('"trong buoi"', {POMELO, PLAIN, MEETING}),
            ('"trong bưởi"', {POMELO}),
            ('"trồng buoi"', {POMELO}),
            ('"trong buổi"', {MEETING}),
            ('"buoi trong"', set()),
            ('"gặt lúa"', {HARVEST}),
            ('"lúa gặt"', {HARVEST}),
            ('"lúa lúa"', {HARVEST}),  # a comma is no boundary
            ('"lúa lúa lúa"', set()),
            ('"cả thôn gặt lúa lúa gặt về"', {HARVEST}),
            ('"cả thôn"', {BROKEN, HARVEST}),
        ],
    )
    def test_a_phrase_is_found_in_order_each_word_as_typed(
        self, garden: SearchEngine, phrase: str, expected: set[str]
    ) -> None:
        assert found(garden, phrase, strict=True) == expected
        assert not expected or found(garden, phrase) == expected

    def test_where_no_report_holds_a_phrase_its_words_are_looked_for_and_that_is_said(
        self, garden: SearchEngine
    ) -> None:
        held, not_held = ask(garden, '"cả thôn"'), ask(garden, '"thôn cả"')
        assert (held.loosened, not_held.loosened) == (False, True)
        assert set(ids(not_held)) == found(garden, "thôn cả")
        strict = ask(garden, '"thôn cả"', strict=True)
        assert (strict.total, strict.loosened) == (0, False)

    def test_a_phrase_does_not_cross_from_title_to_body(self, garden: SearchEngine) -> None:
        assert _phrase(garden, "mùa bưởi") == _phrase(garden, "mua buoi") == set()
        assert _phrase(garden, "vào mùa") == _phrase(garden, "bưởi chín") == {BROKEN}

    def test_a_phrase_does_not_cross_what_was_left_out(self, garden: SearchEngine) -> None:
        assert _phrase(garden, "bến đò") == _phrase(garden, "ben do") == set()
        assert _phrase(garden, "ở bến") == _phrase(garden, "đò ngang") == {ADVERT}

    def test_a_phrase_does_not_cross_from_one_report_to_the_next(
        self, garden: SearchEngine
    ) -> None:
        assert _phrase(garden, "sông gặt") == _phrase(garden, "cau buoi") == set()

    def test_residue_is_not_found(self, garden: SearchEngine) -> None:
        for text in ("khoan", '"máy khoan"', "giếng", '"khoan gieng"'):
            assert found(garden, text) == set(), text

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("-buoi", {ADVERT, HARVEST}),
            ("-bưởi", {MEETING, PLAIN, ADVERT, HARVEST}),
            ('-"trồng bưởi"', {MEETING, PLAIN, BROKEN, ADVERT, HARVEST}),
            ("buoi -bưởi", {MEETING, PLAIN}),
            ("buoi -buoi", set()),
            ('"cả thôn" -lúa', {BROKEN}),
            ("-title:sớm", {POMELO, MEETING, PLAIN, BROKEN, ADVERT}),
        ],
    )
    def test_an_exclusion_leaves_out_what_it_says_as_typed(
        self, garden: SearchEngine, text: str, expected: set[str]
    ) -> None:
        assert found(garden, text) == expected

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("title:buoi", {POMELO, MEETING, PLAIN}),
            ("title:bưởi", {POMELO}),
            ("title:lúa", set()),
            ('title:"buoi hop"', {MEETING, PLAIN}),
            ('title:"buổi họp"', {MEETING}),
            ('title:"hop buoi"', set()),
            ('title:"chi hội chi"', set()),
            ("title:gặt bão", {HARVEST}),
            ("title:một title:xóm", {MEETING}),
        ],
    )
    def test_title_looks_at_titles_alone(
        self, garden: SearchEngine, text: str, expected: set[str]
    ) -> None:
        assert found(garden, text) == expected

    def test_two_words_that_nowhere_stand_together_are_no_match_for_one_of_them(
        self, garden: SearchEngine
    ) -> None:
        assert found(garden, "lúa xyzzy") == set()

    def test_a_query_as_long_as_may_be_is_answered(self, garden: SearchEngine) -> None:
        assert ask(garden, "gặt lúa " * 40).total >= 1
        assert _phrase(garden, "gặt lúa " * 40) == set()


def _phrase(engine: SearchEngine, words: str) -> set[str]:
    """What holds a phrase; not what holds its words only."""
    return found(engine, f'"{words}"', strict=True)
