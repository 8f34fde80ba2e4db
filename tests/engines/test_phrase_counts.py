"""Counting many phrases at once is searching for each of them."""

import random

import numpy as np
from drafts import ask
from stock_whoosh import WORDS, Twins

from searchapp.engines.whoosh.part_text import PartText
from searchapp.engines.whoosh.phrase_counts import PhraseCounter


def _counts(both: Twins, phrases: list[str]) -> list[int]:
    generations = both.engine.generations
    name = generations.current()
    assert name is not None
    part = PartText(generations.path(name) / "parts" / "0")
    return PhraseCounter(part).count(phrases, np.arange(len(part))).tolist()


def test_a_count_is_the_total_of_a_search_in_quotes(both: Twins) -> None:
    chance = random.Random(7)
    phrases = [" ".join(chance.choices(WORDS, k=chance.randint(1, 4))) for _ in range(300)]
    phrases += ["", "?", "không có", "thi không", phrases[0]]
    found = [ask(both.engine, f'"{phrase}"', strict=True, limit=0) for phrase in phrases]
    searched = [one.total if phrase.strip("?") and not one.loosened else 0
                for phrase, one in zip(phrases, found, strict=True)]  # fmt: skip
    assert _counts(both, phrases) == searched
    assert sum(searched) > 0


def test_no_phrases_have_no_counts(both: Twins) -> None:
    assert _counts(both, []) == []
