"""The contract, ninth part: alternatives, beginnings, other writings, preferences, passages."""

import pytest
from contract_base import ContractBase
from drafts import Draft, ask, found, ids, months, publish
from hypothesis import given
from hypothesis import strategies as st
from invented_reports import told

from searchapp.engines.base import EngineQuery, SearchEngine
from searchapp.model import DateField, DateRange, Filters
from searchapp.query import parse
from searchapp.query.abbreviations import expand

FILLER = "bà con đi chợ sớm rồi về nhà quét sân dọn ngõ " * 12

SQUARE = (
    Draft("a-de", "Đắp đê", "Cả xã đắp đê, khen hộ giỏi.", provinces=("hung-yen",)),
    Draft("b-ke", "Xây kè", "Tổ thợ xây kè đá; đê để sau.", provinces=("hung-yen",)),
    Draft("c-khen", "Khen thưởng", "Hội khéo tay khẽ hát.", provinces=("thai-binh",)),
    Draft("d-ubnd", "Họp", "UBND xã họp bàn việc gặt."),
    Draft("e-uy-ban", "Họp thôn", "Ủy ban nhân dân xã họp bàn việc cấy."),
    Draft("f-roi", "Một ngày", "Ủy viên ban ấy thăm dân, nhân lúc rảnh."),
    Draft("g-lua", "Gặt lúa", "Xây sân phơi lúa, thuê thợ đá.", period=months(2020, 1, 6)),
)
ALTERNATIVES = (
    "đê", "kè", "đắp đê", "xây kè", '"thợ xây"', "title:họp", "khe*", "lúa thợ", "khen hộ đê", "zzz"
)  # fmt: skip


class LanguageContract(ContractBase):
    """What the parts of the query language find, and in which order."""

    @pytest.fixture(scope="class")
    @classmethod
    def square(cls, tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
        """An engine over the reports above; nothing is published into it by any test."""
        engine = cls.open_engine(tmp_path_factory.mktemp("square"))
        publish(engine, SQUARE)
        return engine

    # --- alternatives

    @given(st.lists(st.sampled_from(ALTERNATIVES), min_size=2, max_size=4))
    def test_alternatives_find_what_any_of_them_finds_alone(
        self, square: SearchEngine, texts: list[str]
    ) -> None:
        result = ask(square, " OR ".join(texts))
        assert set(ids(result)) == set().union(*(found(square, text) for text in texts))
        assert result.total == len(result.hits)

    def test_each_alternative_keeps_its_own_requirement(self, square: SearchEngine) -> None:
        assert found(square, "xây kè OR gặt lúa") == {"b-ke", "g-lua"}
        assert found(square, "title:họp OR đắp") == {"a-de", "d-ubnd", "e-uy-ban"}

    def test_what_is_no_alternative_is_required_besides(self, square: SearchEngine) -> None:
        assert found(square, '"xã" "" đê OR họp') == {"a-de", "d-ubnd", "e-uy-ban"}
        assert found(square, "đê OR kè -đá") == {"a-de"}
        assert found(square, "zzz OR xyzzy") == set()

    # --- beginnings of words

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("khe*", {"a-de", "c-khen"}),
            ("khen*", {"a-de", "c-khen"}),
            ("khé*", {"c-khen"}),
            ("KHE*", {"a-de", "c-khen"}),
            ("thư*", {"c-khen"}),
            ("zzz*", set()),
            ("title:khe*", {"c-khen"}),
            ("-khe*", {"b-ke", "d-ubnd", "e-uy-ban", "f-roi", "g-lua"}),
        ],
    )
    def test_a_beginning_finds_every_word_that_begins_so(
        self, square: SearchEngine, text: str, expected: set[str]
    ) -> None:
        assert found(square, text, strict=True) == expected

    def test_a_beginning_without_marks_finds_those_with_marks(self, square: SearchEngine) -> None:
        assert found(square, "thu*") == found(square, "thư*") | {"g-lua"}  # thuê

    # --- other writings

    @pytest.mark.parametrize("text", ["UBND", "ubnd", "ủy ban nhân dân", "uỷ ban nhan dan"])
    def test_either_writing_finds_both(self, square: SearchEngine, text: str) -> None:
        expression, notes = expand(parse(text), square.vocabulary())
        assert notes
        result = square.search(EngineQuery(expression, Filters()))
        assert {"d-ubnd", "e-uy-ban"} <= set(ids(result))
        assert result.total == len(result.hits)

    def test_another_writing_stands_beside_the_words_of_the_query(
        self, square: SearchEngine
    ) -> None:
        expression, _ = expand(parse("UBND cấy"), square.vocabulary())
        assert ids(square.search(EngineQuery(expression, Filters())))[:1] == ["e-uy-ban"]

    # --- preferences

    @pytest.mark.parametrize("text", ["đê", "xã", "họp", "khe*", "thợ đá"])
    @pytest.mark.parametrize(
        "preferred",
        [
            Filters(province=("hung-yen",)),
            Filters(province=("hue",)),
            Filters(
                dates=DateRange(*months(2020, 1, 6)),
                date_field=DateField.PERIOD,
            ),
        ],
    )
    def test_what_is_preferred_forces_nothing(
        self, square: SearchEngine, text: str, preferred: Filters
    ) -> None:
        plain = square.search(EngineQuery(parse(text), Filters(), facets=("province",)))
        lifted = square.search(
            EngineQuery(
                parse(text), Filters(), facets=("province",), preferred=(preferred,), lift=1.0
            )
        )
        assert (lifted.total, lifted.facets) == (plain.total, plain.facets)
        assert set(ids(lifted)) == set(ids(plain))

    def test_what_is_preferred_stands_first(self, engine: SearchEngine) -> None:
        publish(
            engine,
            [
                Draft("a", "Đắp đê", "Đê mới. Đê cao.", provinces=("hue",)),
                Draft("b", "Tin xã", "Bàn việc đê điều hôm qua.", provinces=("ha-nam",)),
            ],
        )
        assert ids(ask(engine, "đê")) == ["a", "b"]
        here = (Filters(province=("ha-nam",)),)
        assert ids(
            engine.search(EngineQuery(parse("đê"), Filters(), preferred=here, lift=1.0))
        ) == ["b", "a"]

    # --- places of words

    def test_words_in_one_passage_beat_the_same_words_scattered(self, engine: SearchEngine) -> None:
        together = "ngan vịt vào chuồng bằng máy sưởi"
        scattered = (
            f"ngan {told(1)} vịt {told(2)} vào {told(3)} chuồng {told(4)} máy sưởi {told(5)}"
        )
        publish(
            engine,
            [
                Draft("a-xa", body=scattered),
                Draft(
                    "b-gan", body=f"{told(6)} {told(7)} {together} {told(8)} {told(9)} {told(10)}"
                ),
                *(Draft(f"c{n}", body=told(20 + n)) for n in range(8)),
            ],
        )
        assert ids(ask(engine, "ngan vịt chuồng máy sưởi"))[:2] == ["b-gan", "a-xa"]

    def test_words_of_the_title_beat_words_of_the_body(self, engine: SearchEngine) -> None:
        publish(
            engine,
            [
                Draft("a-nhac", "Một ngày ở xã", f"{told(1)} Nuôi vịt có lãi. {told(2)} Nuôi vịt."),
                Draft("b-ten", "Hội nuôi vịt", f"{told(3)} Nuôi vịt có lãi. {told(4)}"),
                *(Draft(f"c{n}", f"Tin số {n}", told(20 + n)) for n in range(8)),
            ],
        )
        assert ids(ask(engine, "nuôi vịt")) == ["b-ten", "a-nhac"]

    @pytest.mark.parametrize("text", ["gặt lúa phơi thóc", "gat lua", "gặt", "lúa* OR thóc"])
    def test_the_order_by_places_is_the_same_on_every_page(
        self, engine: SearchEngine, text: str
    ) -> None:
        publish(engine, [_scattered(n) for n in range(60)])
        whole = ask(engine, text)
        scores = [hit.score for hit in whole.hits]
        assert scores == sorted(scores, reverse=True)
        pages = [ask(engine, text, offset=at, limit=7) for at in range(0, whole.total, 7)]
        assert [hit for page in pages for hit in page.hits] == list(whole.hits)


def _scattered(number: int) -> Draft:
    apart = FILLER[: 20 * (number % 17)]
    return Draft(f"r{number:02}", body=f"gặt {apart} lúa {apart} phơi {apart} thóc số {number}")
