"""What a folder of texts with answers says of the facts."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.facts import FACTS, Score, measure, table

NOTHING = {
    "provinces": [], "event": None, "published": None, "period": None, "types": [],
    "maybe_types": [], "cluster": None, "heads": [], "districts": [], "byline": None, "awards": [],
}  # fmt: skip
TEXT = "Tổng kết thi đua năm 2020\n\nNgày 5/3/2021, tỉnh Cà Mau tổ chức hội nghị tổng kết.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two texts, one of which tells nothing."""
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "b.txt").write_text("Chuyện vui\n\nTrời hôm ấy đẹp.\n", "utf-8")
    return tmp_path


def answer(folder: Path, **facts: Any) -> None:
    rows = [NOTHING | {"name": "a"} | facts, NOTHING | {"name": "b"}]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (folder / "answers.jsonl").write_text(text, "utf-8")


def test_what_is_told_and_read_is_right(folder: Path) -> None:
    answer(
        folder,
        provinces=["ca-mau"],
        event="2021-03-05",
        period="2020-01-01..2020-12-31",
        types=["tong_ket"],
    )
    measured = measure(folder)
    assert measured.texts == 2
    for name in ("provinces", "event", "period", "types"):
        score = measured.scores[name]
        assert (score.told, score.read, score.right, score.wrong, score.silent) == (1, 1, 1, 0, 1)


def test_another_value_is_wrong_and_not_right(folder: Path) -> None:
    answer(folder, provinces=["bac-lieu"], event="2021-03-06")
    scores = measure(folder).scores
    assert (scores["provinces"].right, scores["provinces"].wrong) == (0, 1)
    assert (scores["event"].precision, scores["event"].recall) == (0.0, 0.0)


def test_what_is_told_and_not_read_is_missed_but_not_wrong(folder: Path) -> None:
    answer(folder, byline="Lê Thị Mận")
    score = measure(folder).scores["byline"]
    assert (score.told, score.read, score.wrong, score.recall) == (1, 0, 0, 0.0)


def test_an_arguable_kind_is_allowed_and_not_asked_for(folder: Path) -> None:
    answer(folder, types=[], maybe_types=["tong_ket"])
    assert measure(folder).scores["types"].wrong == 0


def test_a_score_of_nothing_is_perfect() -> None:
    assert (Score().precision, Score().recall) == (1.0, 1.0)


def test_the_table_has_a_row_a_fact(folder: Path) -> None:
    answer(folder)
    assert len(table(measure(folder)).splitlines()) == 2 + len(FACTS)
