"""The five real reports of the evaluation data, against the answers that were found by reading."""

import os
from pathlib import Path
from typing import Any

import pytest

from searchapp.facts import read_facts
from searchapp.model import AwardStatus, DateFact, Facts, SourceDocument

SHARED = Path(os.environ.get("SEARCHAPP_SHARED", Path(__file__).parents[3] / "shared"))
SEEDS = SHARED / "seeds"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SEEDS.is_dir(), reason=f"no evaluation data at {SEEDS}"),
]

ANSWERS: dict[str, dict[str, Any]] = {
    "000": {
        "event": ("2020-10-07", "2020-10-07"),
        "published": None,
        "period": ("2020-01-01", "2020-10-31"),
        "types": [("so_ket", False)],
        "provinces": [("hung-yen", "hung-yen")],
        "districts": {"Huyện Phù Cừ"},
        "cluster": "Khối các huyện, thị xã, thành phố",
        "byline": "Đặng Quân",
        "awards": [],
    },
    "001": {
        "event": None,
        "published": None,
        "period": ("2021-01-01", "2021-06-30"),
        "types": [("so_ket", False)],
        "provinces": [("hung-yen", "hung-yen")],
        "districts": set(),
        "cluster": "Khối Kinh tế - Kỹ thuật",
        "byline": None,
        "awards": [],
    },
    "002": {
        "event": ("2020-07-17", "2020-07-17"),
        "published": ("2020-07-24", "2020-07-24"),
        "period": ("2020-01-01", "2020-06-30"),
        "types": [("so_ket", False), ("ky_giao_uoc", False)],
        "provinces": [("vinh-phuc", "phu-tho")],
        "districts": {"Huyện Tam Dương", "Huyện Bình Xuyên"},
        "cluster": "Cụm các huyện, thành phố",
        "byline": "Nguyễn Thành Long",
        "awards": [],
    },
    "003": {
        "event": ("2020-01-11", "2020-01-11"),
        "published": None,
        "period": ("2019-01-01", "2019-12-31"),
        "types": [("tong_ket", False), ("ky_giao_uoc", False)],
        "provinces": [("thai-binh", "hung-yen")],
        "districts": {
            "Huyện Hưng Hà",
            "Huyện Quỳnh Phụ",
            "Huyện Vũ Thư",
            "Huyện Đông Hưng",
            "Thành phố Thái Bình",
        },
        "cluster": "Cụm các huyện, thành phố",
        "byline": "Thu Uyên",
        "awards": [
            ("Cờ thi đua", "Thủ tướng Chính Phủ", "Thành phố Thái Bình", "proposed"),
            ("Cờ thi đua", "UBND Tỉnh", "Huyện Hưng Hà", "proposed"),
            ("Bằng khen", "UBND Tỉnh", "Huyện Đông Hưng và Vũ Thư", "proposed"),
        ],
    },
    "004": {
        "event": None,
        "published": None,
        "period": ("2018-01-01", "2018-06-30"),
        "types": [("so_ket", True)],
        "provinces": [("ha-nam", "ninh-binh")],
        "districts": {"Thành phố Phủ Lý", "Huyện Lý Nhân"},
        "cluster": "Khối các huyện, thành phố",
        "byline": "Thu Thảo",
    },
}


def read(number: str) -> Facts:
    path = next(SEEDS.glob(f"{number}_*.txt"))
    return read_facts(SourceDocument(number, path.name, path.read_text("utf-8"), sha256=""))


def days(fact: DateFact | None) -> tuple[str, str] | None:
    return (fact.start.isoformat(), fact.end.isoformat()) if fact else None


def told(facts: Facts) -> dict[str, Any]:
    return {
        "event": days(facts.event_date),
        "published": days(facts.published_date),
        "period": days(facts.period),
        "types": [(fact.type.value, fact.inferred) for fact in facts.types],
        "provinces": [(fact.place.slug, fact.now.slug) for fact in facts.provinces],
        "districts": {fact.name for fact in facts.districts},
        "cluster": facts.cluster.name if facts.cluster else None,
        "byline": facts.byline.name if facts.byline else None,
        "awards": [
            (fact.award, fact.awarder, fact.recipients, fact.status.value) for fact in facts.awards
        ],
    }


@pytest.mark.parametrize("number", ANSWERS)
def test_a_seed_gives_the_right_answers(number: str) -> None:
    facts = told(read(number))
    assert {field: facts[field] for field in ANSWERS[number]} == ANSWERS[number]


def test_the_awards_of_the_fifth_seed_are_granted_with_their_counts() -> None:
    awards = read("004").awards
    assert [(fact.award, fact.awarder, fact.recipients) for fact in awards[:3]] == [
        ("Huân chương Lao động các hạng", "Chủ tịch nước", "5 tập thể; 7 cá nhân"),
        ("Cờ thi đua", "Chính phủ", "2 tập thể"),
        ("Bằng khen", "Thủ tưởng Chính phủ", "3 tập thể, 10 cá nhân"),
    ]
    assert {fact.status for fact in awards} == {AwardStatus.GRANTED}


def test_the_advert_and_the_calendar_are_residue() -> None:
    kinds = {number: {part.kind for part in read(number).residue} for number in ANSWERS}
    assert "advert" in kinds["003"]
    assert {"calendar", "stamp"} <= kinds["002"]
    assert kinds["000"] == kinds["001"] == kinds["004"] == set()
