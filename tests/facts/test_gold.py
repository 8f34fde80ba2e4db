"""Whole reports, written for the project, with the traps that real pages set."""

import json
from pathlib import Path
from typing import Any

import pytest
from fact_values import interval

from searchapp.facts import read_facts
from searchapp.model import Facts, SourceDocument

GOLD = Path(__file__).parent / "gold"
EXPECTED: dict[str, dict[str, Any]] = json.loads((GOLD / "expected.json").read_text("utf-8"))


def read(name: str) -> Facts:
    text = (GOLD / f"{name}.txt").read_text("utf-8")
    return read_facts(SourceDocument(id=name, path=f"{name}.txt", text=text, sha256=""))


def told(facts: Facts) -> dict[str, Any]:
    """Every fact in the form of expected.json."""
    return {
        "provinces": [fact.place.slug for fact in facts.provinces],
        "now": [fact.now.slug for fact in facts.provinces],
        "host": facts.provinces[0].place.slug if facts.provinces else None,
        "event": interval(facts.event_date),
        "published": interval(facts.published_date),
        "period": interval(facts.period),
        "types": [fact.type.value for fact in facts.types],
        "districts": [fact.name for fact in facts.districts],
        "cluster": facts.cluster.name if facts.cluster else None,
        "byline": facts.byline.name if facts.byline else None,
        "awards": [[fact.award, fact.status.value] for fact in facts.awards],
        "documents": [fact.number for fact in facts.cited_documents],
    }


def comparable(field: str, value: Any) -> Any:
    return sorted(value) if field in {"provinces", "districts"} else value


@pytest.mark.parametrize("name", EXPECTED)
def test_a_report_tells_exactly_what_its_reader_would_note_down(name: str) -> None:
    facts = told(read(name))
    wanted = {field: comparable(field, value) for field, value in EXPECTED[name].items()}
    assert {field: comparable(field, facts[field]) for field in wanted} == wanted


def test_every_gold_text_has_its_answer() -> None:
    assert {path.stem for path in GOLD.glob("*.txt")} == set(EXPECTED)
