"""A beginning of a word stands for the most frequent words that begin so, and for no more."""

from pathlib import Path

import pytest
from drafts import Draft, ask, found, publish

from searchapp.engines.base import SearchEngine
from searchapp.engines.whoosh import prefixes
from searchapp.engines.whoosh.engine import WhooshEngine

MOST = 64


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> SearchEngine:
    """Reports of one word each: 70 words that begin with "tre", the last two in two reports."""
    engine = WhooshEngine(tmp_path_factory.mktemp("many") / "index")
    words = [*(_word(n) for n in range(70)), _word(68), _word(69)]
    publish(engine, [Draft(f"r{n:02}", body=f"tin {word}") for n, word in enumerate(words)])
    return engine


def _word(number: int) -> str:
    return f"tre{chr(97 + number // 10)}{chr(97 + number % 10)}"


def test_so_many_words_are_all_found(many: SearchEngine) -> None:
    assert ask(many, "trea*").total == 10
    assert ask(many, "treg*").total == 12  # of which two words stand in two reports


def test_of_more_words_the_most_frequent_are_found(
    many: SearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(prefixes, "_MOST_TERMS", MOST)
    result = ask(many, "tre*")
    assert result.total == MOST + 2
    assert {"r68", "r69", "r70", "r71"} <= found(many, "tre*")


def test_a_beginning_that_is_a_word_finds_the_word(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index")
    publish(engine, [Draft("a", body="khen"), Draft("b", body="khéo"), Draft("c", body="đê")])
    assert found(engine, "khen*") == {"a"}
    assert found(engine, "khe*") == {"a", "b"}
