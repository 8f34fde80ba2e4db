"""What a person wrote wins; what cannot be understood is told and left out."""

import logging

import pytest

from searchapp.facts import read_facts
from searchapp.model import EvidenceSource, Facts, Metadata, SourceDocument

TEXT = "Hội nghị sơ kết\n\nSáng 3/6/2021, tỉnh Hưng Yên họp. Huyện Phù Cừ dự họp năm 2021.\n"


def read(**fields: object) -> Facts:
    return read_facts(SourceDocument("x", "x.txt", TEXT, "", metadata=Metadata(**fields)))  # type: ignore[arg-type]


def test_a_written_province_wins_in_any_spelling() -> None:
    facts = read(province=("thai binh", "Hà Nam"))
    assert [fact.place.slug for fact in facts.provinces] == ["thai-binh", "ha-nam"]
    assert facts.provinces[0].evidence.source is EvidenceSource.METADATA
    assert facts.districts == ()


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("2020-07-17", ("2020-07-17", "2020-07-17")),
        ("17/7/2020", ("2020-07-17", "2020-07-17")),
        ("7/2020", ("2020-07-01", "2020-07-31")),
        ("2020-07", ("2020-07-01", "2020-07-31")),
        ("2020", ("2020-01-01", "2020-12-31")),
        ("2020-07-17T08:00:00+07:00", ("2020-07-17", "2020-07-17")),
        ("2020-07-17..2020-07-18", ("2020-07-17", "2020-07-18")),
    ],
)
def test_a_written_date_wins_in_every_form(written: str, days: tuple[str, str]) -> None:
    fact = read(event_date=written).event_date
    assert fact is not None
    assert (fact.start.isoformat(), fact.end.isoformat()) == days
    assert (fact.text, fact.evidence.source) == (written, EvidenceSource.METADATA)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("6 tháng đầu năm 2020", ("2020-01-01", "2020-06-30")),
        ("quý I năm 2023", ("2023-01-01", "2023-03-31")),
        ("năm 2019", ("2019-01-01", "2019-12-31")),
        ("2019", ("2019-01-01", "2019-12-31")),
        ("2019-01-01/2019-06-30", ("2019-01-01", "2019-06-30")),
    ],
)
def test_a_written_period_wins(written: str, days: tuple[str, str]) -> None:
    fact = read(period=written).period
    assert fact is not None
    assert (fact.start.isoformat(), fact.end.isoformat()) == days


def test_written_kinds_win_by_value_or_name() -> None:
    assert [fact.type.value for fact in read(type=("tong_ket", "Phát động")).types] == [
        "tong_ket",
        "phat_dong",
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"province": ("Atlantis",)},
        {"event_date": "31/02/2020"},
        {"published_date": "hôm kia"},
        {"period": "thời xưa"},
        {"type": ("liên hoan",)},
    ],
)
def test_what_cannot_be_understood_is_told_and_read_from_the_text_instead(
    fields: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert read(**fields) == read()
    assert next(iter(fields)) in caplog.text


def test_what_a_person_says_is_unknown_is_not_read_from_the_text() -> None:
    facts = read(province=("unknown",), event_date="chưa rõ", period="unknown", type=("unknown",))
    assert facts.provinces == facts.districts == facts.types == ()
    assert facts.event_date is facts.period is None
