"""The contract, sixth part: what is suggested while somebody types."""

import pytest
from contract_base import ContractBase
from drafts import Draft, ask, ids, publish

from searchapp.engines.base import SearchEngine
from searchapp.model import Completion, CompletionKind, CompletionQuery, Filters
from searchapp.query.completing import complete

_TOPIC, _PLACE, _CLUSTER, _TITLE = CompletionKind

SHELF = (
    Draft("a1", "Bến đò thôn Hạ", provinces=("ha-nam",), topics=("đò ngang", "nông thôn mới")),
    Draft("a2", "Bên bờ sông", provinces=("ha-nam",), topics=("đò ngang", "xây dựng nông thôn")),
    Draft("a3", "Chợ phiên", "Đo đạc ruộng đồng.", topics=("đo đạc", "nông thôn mới", "đố vui")),
    Draft("b1", "Hội thổi cơm", provinces=("thai-binh",), units=(("Huyện Vũ Thư", "thai-binh"),)),
    Draft("b2", "Hội vật", provinces=("hung-yen",), topics=("nông thôn mới",)),
    Draft(
        "c1",
        "Họp khối",
        "Khối thi đua các chợ quê họp. Khoi thi dua cac cho que họp lại.",
        cluster=("Khối các chợ quê", "khối thi đua các chợ quê"),
    ),
    Draft("c2", body="Nghe kể: Khối thi đua các chợ quê vui."),
    Draft("c3", body="Khối thi đua gồm các chợ quê.", cluster=("Cụm xa", "Cụm ở đâu đó")),
    Draft("c4", body="Khối thi đua", advert="Bấm vào đây", rest="các chợ quê"),
)


def suggested(engine: SearchEngine, text: str, limit: int = 10) -> tuple[Completion, ...]:
    """What an engine suggests for a text as it is typed."""
    return engine.suggest(complete(text, limit))


def texts(engine: SearchEngine, text: str, limit: int = 10) -> list[str]:
    """The texts of the suggestions."""
    return [one.text for one in suggested(engine, text, limit)]


class SuggestingContract(ContractBase):
    """What goes on with what was typed, and where it leads."""

    @pytest.fixture(scope="class")
    @classmethod
    def stall(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over a few reports; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("stall"))
        publish(engine, SHELF)
        return engine

    def test_topics_places_clusters_and_titles_are_suggested(self, stall: SearchEngine) -> None:
        for text, kind in (
            ("nong thon moi", _TOPIC),
            ("ha-nam", _PLACE),
            ("Huyện Vũ Thư, Thái Bình", _PLACE),
            ("Khối các chợ quê", _CLUSTER),
            ("Hội vật", _TITLE),
        ):
            assert kind in {one.kind for one in suggested(stall, text)}, text

    def test_a_count_is_the_number_of_reports_that_a_suggestion_leads_to(
        self, stall: SearchEngine
    ) -> None:
        for start in ("no", "do", "xa", "ha", "th", "hu", "vu", "kh", "ho", "be", "ch"):
            for one in suggested(stall, start):
                if one.kind is _TITLE:
                    assert (one.count, stall.report(one.value).title) == (1, one.text)
                elif one.field:
                    filters = Filters(**{one.field: (one.value,)})
                    assert ask(stall, "", filters).total == one.count
                else:
                    found = ask(stall, f'"{one.value}"')
                    assert (found.total, found.loosened) == (one.count, False)

    def test_a_cluster_is_found_by_the_words_of_its_reports(self, stall: SearchEngine) -> None:
        (cluster,) = [one for one in suggested(stall, "khoi cac") if one.kind is _CLUSTER]
        assert cluster.text == "Khối các chợ quê"
        assert ids(ask(stall, f'"{cluster.value}"')) == ["c1", "c2"]
        assert cluster.count == 2

    def test_a_cluster_that_no_report_names_so_is_not_suggested(self, stall: SearchEngine) -> None:
        assert texts(stall, "cụm xa") == []

    def test_the_last_word_may_be_unfinished_and_a_finished_one_may_not(
        self, stall: SearchEngine
    ) -> None:
        assert texts(stall, "noo") == texts(stall, "nong thon moi x") == []
        assert texts(stall, "nông t")[0] == "nông thôn mới"
        assert texts(stall, "nong tho ") == []
        assert texts(stall, "nong thon ") == texts(stall, "nong thon")

    def test_any_word_may_be_the_first_one_typed_and_earlier_ones_win(
        self, stall: SearchEngine
    ) -> None:
        assert texts(stall, "nong thon") == ["nông thôn mới", "xây dựng nông thôn"]
        assert texts(stall, "dung no") == ["xây dựng nông thôn"]

    def test_what_more_reports_have_comes_first(self, stall: SearchEngine) -> None:
        best = next(one for one in suggested(stall, "do") if one.kind is _TOPIC)
        assert (best.text, best.count) == ("đò ngang", 2)

    @pytest.mark.parametrize(
        ("typed", "first", "then"),
        [
            ("đò", {"đò ngang"}, {"đo đạc", "đố vui"}),
            ("đo", {"đò ngang", "đo đạc"}, {"đố vui"}),
            ("đố", {"đố vui"}, {"đò ngang", "đo đạc"}),
            ("ĐO\u0323", set(), {"đò ngang", "đo đạc", "đố vui"}),
        ],
    )
    def test_diacritics_that_were_typed_agree_first(
        self, stall: SearchEngine, typed: str, first: set[str], then: set[str]
    ) -> None:
        topics = [one for one in suggested(stall, typed) if one.kind is _TOPIC]
        assert {one.text for one in topics if one.agrees} == first
        assert [one.agrees for one in topics] == sorted((o.agrees for o in topics), reverse=True)
        assert {one.text for one in topics if not one.agrees} == then

    def test_titles_agree_too(self, stall: SearchEngine) -> None:
        assert texts(stall, "bến") == ["Bến đò thôn Hạ", "Bên bờ sông"]
        assert texts(stall, "bên") == ["Bên bờ sông", "Bến đò thôn Hạ"]

    def test_a_province_of_today_is_told_from_the_one_of_its_day(self, stall: SearchEngine) -> None:
        found = {one.text: (one.field, one.count) for one in suggested(stall, "hung")}
        assert found["hung-yen"] == ("province", 1)
        assert found["hung-yen (từ 1/7/2025)"] == ("province_now", 2)

    def test_a_kind_gives_no_more_than_was_asked_for(self, stall: SearchEngine) -> None:
        assert len([one for one in suggested(stall, "do", 1) if one.kind is _TOPIC]) == 1

    @pytest.mark.parametrize("text", ["", " ", "n", "-", "…", "\ud800", "\x00\x01", "(.*)[a"])
    def test_before_two_letters_nothing_is_suggested(self, stall: SearchEngine, text: str) -> None:
        assert texts(stall, text) == []

    def test_no_reading_asks_for_nothing(self, stall: SearchEngine) -> None:
        assert stall.suggest(CompletionQuery()) == ()

    def test_an_archive_without_titles_and_topics_suggests_nothing(
        self, engine: SearchEngine
    ) -> None:
        publish(engine, [Draft("x")])
        assert texts(engine, "xx") == []
