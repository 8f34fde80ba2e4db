"""suggest(): in any way of typing, at any length, what is meant is suggested."""

import time
import unicodedata
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchapp.analysis.syllables import fold
from searchapp.engines.base import EngineQuery
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.indexing import rebuild
from searchapp.model import Completion, CompletionKind, Filters
from searchapp.query import parse
from searchapp.settings import Settings
from searchapp.suggesting import suggest

NAMES = (
    *("xây dựng nông thôn mới", "thuỷ lợi", "quý hội viên", "hoàn thành", "khoẻ để vươn lên"),
    *("Kỹ thuật nuôi ốc", "Đường quê 06 làn xe – Đắk Pơ", "ĐÒ NGANG", "nghiêng nón", "gìn giữ"),
)
WAYS = (
    str,
    fold,
    str.upper,
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: fold(text).title(),
    lambda text: "".join(fold(c) if at % 2 else c for at, c in enumerate(text)),
    lambda text: text.replace("oà", "òa").replace("uỷ", "ủy").replace("oẻ", "ỏe"),
    lambda text: text.replace("Kỹ", "Kĩ").replace("quý", "quí"),
)
KEYS = {
    "xaay d": "xây dựng nông thôn mới",
    "xa6y du7": "xây dựng nông thôn mới",
    "noong thoon": "xây dựng nông thôn mới",
    "thuyr lowij": "thuỷ lợi",
    "hoanf thanh": "hoàn thành",
    "dduwowngf": "Đường quê 06 làn xe – Đắk Pơ",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    """A report for each name, as its title; so few that every match is shown."""
    folder = tmp_path_factory.mktemp("names")
    for number, name in enumerate(NAMES):
        path = folder / "documents" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {name}\n\nChuyện kể ở chợ phiên.\n", "utf-8")
    rebuild(Settings(documents=folder / "documents", index=folder / "index", jobs=1))
    return WhooshEngine(folder / "index")


def texts(engine: WhooshEngine, typed: str) -> list[str]:
    """The texts that are suggested, in lower case: a title may be a topic too."""
    return [one.text.lower() for one in suggest(engine, typed).completions]


@given(st.sampled_from(NAMES), st.sampled_from(WAYS), st.integers(2, 40), st.integers(0, 7))
def test_what_is_meant_is_suggested_at_any_length_in_any_way_of_typing(
    engine: WhooshEngine, name: str, way: Iterable[str], length: int, skipped: int
) -> None:
    words = name.split()
    typed = way(" ".join(words[skipped % len(words) :]))[:length]  # type: ignore[operator]
    if sum(map(str.isalnum, fold(typed).replace("0", ""))) >= 2:
        assert name.lower() in texts(engine, typed)


@pytest.mark.parametrize(("typed", "meant"), KEYS.items())
def test_left_over_keys_are_read(engine: WhooshEngine, typed: str, meant: str) -> None:
    assert meant.lower() in texts(engine, typed)


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 10_000,
        "ă" * 10_000,
        "a " * 5_000,
        "a\u0301" * 5_000,
        "\x00\x01\x7f\x1b[2J" * 500,
        "(a+)+$" * 500,
        "\ud800\udc00\udfff" * 500,
        '"' * 2_000 + "-title:" * 500,
        "\u200dđ\u00ad" * 2_000,
        "１２３ﬁ\u0130ß" * 300,
    ],
)
def test_a_hostile_text_is_answered_at_once(engine: WhooshEngine, typed: str) -> None:
    started = time.perf_counter()
    assert texts(engine, typed) == []
    assert time.perf_counter() - started < 0.5


@given(st.text(max_size=60))
def test_any_text_is_answered(engine: WhooshEngine, typed: str) -> None:
    found = suggest(engine, typed)
    assert found.text == typed
    assert len(found.completions) <= 10


# --- the mix ------------------------------------------------------------------------------------


class Offering:
    """An engine that has these suggestions for everything."""

    def __init__(self, *found: Completion) -> None:
        self._found = found

    def suggest(self, _query: object) -> tuple[Completion, ...]:
        return self._found


def of(kind: CompletionKind, count: int, *, agrees: bool = True) -> list[Completion]:
    return [
        Completion(f"{kind} {agrees} {n}", kind, "x", 1, "", agrees, 1000.0 * agrees + count - n)
        for n in range(count)
    ]


def kinds(*found: Completion, limit: int = 10) -> list[CompletionKind]:
    offered = suggest(Offering(*found), "ab", limit)  # type: ignore[arg-type]
    return [one.kind for one in offered.completions]


TOPIC, PLACE, CLUSTER, TITLE = CompletionKind


def test_every_kind_of_name_has_its_share() -> None:
    shown = kinds(*of(TOPIC, 30), *of(PLACE, 9), *of(CLUSTER, 9), *of(TITLE, 9))
    assert [shown.count(kind) for kind in CompletionKind] == [5, 3, 2, 0]


def test_what_one_kind_leaves_over_goes_to_the_others_and_then_to_titles() -> None:
    shown = kinds(*of(TOPIC, 6), *of(PLACE, 1), *of(TITLE, 9))
    assert [shown.count(kind) for kind in CompletionKind] == [6, 1, 0, 3]
    assert shown[-3:] == [TITLE] * 3


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4).filter(any), st.integers(1, 10))
def test_no_place_stays_empty_and_no_title_takes_one_from_a_name(
    counts: list[int], limit: int
) -> None:
    found = [one for kind, n in zip(CompletionKind, counts, strict=True) for one in of(kind, n)]
    shown = kinds(*found, limit=limit)
    assert len(shown) == min(limit, sum(counts))
    assert shown.count(TITLE) == max(0, len(shown) - sum(counts[:3]))


def test_diacritics_as_typed_come_before_every_kind() -> None:
    offered = suggest(
        Offering(*of(TOPIC, 3, agrees=False), *of(TITLE, 2), *of(PLACE, 1)),  # type: ignore[arg-type]
        "đo",
    )
    told = [(one.kind, one.agrees) for one in offered.completions]
    assert told == [(PLACE, True), *[(TITLE, True)] * 2, *[(TOPIC, False)] * 3]


def test_no_two_suggestions_have_the_same_text() -> None:
    same = [
        Completion("Đò ngang", TITLE, "a", 1, "", True, 9.0),
        Completion("đò ngang", TOPIC, "đò ngang", 4, "topic", True, 2.0),
    ]
    offered = suggest(Offering(*same), "đò")  # type: ignore[arg-type]
    assert [one.kind for one in offered.completions] == [TOPIC]


# --- the sample archive -------------------------------------------------------------------------


@pytest.mark.parametrize("typed", ["thi đ", "ha n", "khoi", "xa", "hội ngh", "huyen", "tong ket"])
def test_every_suggestion_gives_as_many_reports_as_it_says(
    sample_settings: Settings, typed: str
) -> None:
    engine = WhooshEngine(sample_settings.index)
    found = suggest(engine, typed).completions
    assert found
    for one in found:
        if one.kind is TITLE:
            assert engine.report(one.value).title.split() == one.text.split()
            continue
        expression = parse("" if one.field else f'"{one.value}"')
        filters = Filters(**{one.field: (one.value,)}) if one.field else Filters()
        assert engine.search(EngineQuery(expression, filters)).total == one.count, one
