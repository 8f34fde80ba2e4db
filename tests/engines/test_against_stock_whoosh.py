"""The arrays answer as stock Whoosh does that holds the same terms: scores, phrases, postings."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

import pytest
from drafts import ids
from hypothesis import given, settings
from hypothesis import strategies as st
from stock_whoosh import (
    WORDS,
    Twins,
    folded,
    pair,
    phrase_ids,
    term_scores,
)
from whoosh.searching import Searcher

import searchapp.engines.whoosh.phrases
from searchapp.analysis.syllables import fold, has_diacritic
from searchapp.engines.base import EXACT_WORDS
from searchapp.engines.whoosh import tally
from searchapp.engines.whoosh.scoring import idf
from searchapp.model import Clause, Target, Word

TOLERANCE = 1e-4


def _word(exact: str) -> Word:
    return Word(exact, exact, fold(exact), has_diacritic(exact))


any_word = st.sampled_from((*WORDS, *folded(WORDS), "khôngcó")).map(_word)
any_words = st.lists(any_word, min_size=1, max_size=7).map(tuple)
phrases = st.lists(any_word, min_size=2, max_size=4).map(tuple)
patient = settings(deadline=None, derandomize=True, max_examples=60)


# --- scores --------------------------------------------------------------------------------------


def _expected_scores(stock: Searcher, words: tuple[Word, ...]) -> dict[str, float]:
    """The routed sum, term by term, as the docstring of ``tally`` has it."""
    scores: defaultdict[str, float] = defaultdict(float)
    for field, term, weight in _routed(words):
        for report_id, score in term_scores(stock, field, term).items():
            scores[report_id] += weight * score
    for word in dict.fromkeys(words):
        holding = term_scores(stock, "exact" if word.marked else "folded", word.exact)
        for report_id in holding:
            scores[report_id] += tally.FLOOR * idf(stock.doc_count_all(), len(holding))
    return scores


def _routed(words: tuple[Word, ...]) -> Iterator[tuple[str, str, float]]:
    for word in dict.fromkeys(words):
        unmarked = 0 if word.marked else tally.EXACT_WEIGHT
        yield "folded", word.folded, tally.FOLDED_WEIGHT + unmarked
        yield "folded_title", word.folded, tally.TITLE_WEIGHT
        if word.marked:
            yield "exact", word.exact, tally.EXACT_WEIGHT
    for left, right in pairwise(words):
        marked = left.marked or right.marked
        unmarked = 0 if marked else tally.EXACT_PAIR_WEIGHT
        folded_pair = pair(left.folded, right.folded)
        yield "folded_pair", folded_pair, tally.FOLDED_PAIR_WEIGHT + unmarked
        if marked:
            yield "exact_pair", pair(left.exact, right.exact), tally.EXACT_PAIR_WEIGHT


def _holding_exactly(stock: Searcher, words: tuple[Word, ...]) -> set[str] | None:
    """The reports of the exact tier; None when nothing was typed with a mark."""
    exact = [set(term_scores(stock, "exact", word.exact)) for word in words if word.marked]
    exact += [
        set(term_scores(stock, "exact_pair", pair(left.exact, right.exact)))
        for left, right in pairwise(words)
        if left.marked or right.marked
    ]
    return set.intersection(*exact) if exact else None


@patient
@given(words=any_words)
def test_scores_are_those_of_whoosh_summed_by_the_routed_scheme(
    both: Twins, words: tuple[Word, ...]
) -> None:
    found = both.scores(Clause(words))
    expected = _expected_scores(both.stock, words)
    assert found == pytest.approx({name: expected[name] for name in found}, rel=TOLERANCE)


@patient
@given(words=any_words.filter(lambda words: len(words) <= EXACT_WORDS))
def test_the_exact_tier_of_a_few_words_stands_first_and_is_counted(
    both: Twins, words: tuple[Word, ...]
) -> None:
    result = both.ask(Clause(words))
    exact = _holding_exactly(both.stock, words)
    if exact is None:
        assert result.exact_total is None
        return
    first = ids(result)[: result.exact_total]
    assert set(first) == exact & set(ids(result))


@patient
@given(words=any_words)
def test_strict_words_match_what_whoosh_finds_for_each_as_typed(
    both: Twins, words: tuple[Word, ...]
) -> None:
    each = [
        set(term_scores(both.stock, "exact" if word.marked else "folded", word.exact))
        for word in words
    ]
    assert set(ids(both.ask(Clause(words), strict=True))) == set.intersection(*each)


@patient
@given(word=any_word)
def test_one_word_finds_every_spelling_that_whoosh_does(both: Twins, word: Word) -> None:
    assert set(ids(both.ask(Clause((word,))))) == set(
        term_scores(both.stock, "folded", word.folded)
    )


@patient
@given(word=any_word)
def test_a_titles_word_scores_as_in_a_field_of_titles(both: Twins, word: Word) -> None:
    found = both.scores(Clause((word,), target=Target.TITLE))
    scores = term_scores(both.stock, "folded_title", word.folded)
    exact = term_scores(both.stock, "exact_title", word.exact) if word.marked else scores
    expected = {
        name: tally.FOLDED_WEIGHT * scores[name]
        + (tally.EXACT_WEIGHT * exact[name] if word.marked else 0)
        for name in exact
    }
    assert found == pytest.approx(expected, rel=TOLERANCE)


# --- phrases -------------------------------------------------------------------------------------


def _stands_in(syllables: tuple[str, ...], words: tuple[Word, ...]) -> bool:
    windows = (syllables[start : start + len(words)] for start in range(len(syllables)))
    return any(len(window) == len(words) and all(map(_fits, words, window)) for window in windows)


def _fits(word: Word, syllable: str) -> bool:
    return syllable == word.exact if word.marked else fold(syllable) == word.folded


@patient
@given(words=phrases, in_title=st.booleans(), excluded=st.booleans())
def test_a_phrase_matches_where_its_words_stand_each_as_typed(
    both: Twins, words: tuple[Word, ...], in_title: bool, excluded: bool
) -> None:
    target = Target.TITLE if in_title else Target.TEXT
    clause = Clause(words, phrase=True, excluded=excluded, target=target)
    got = set(ids(both.ask(clause, strict=True)))
    holding = {
        f"r{number:05}"
        for number, report in enumerate(both.reports)
        if _stands_in(report.syllables[: report.title_length if in_title else None], words)
    }
    everything = {f"r{number:05}" for number in range(len(both.reports))}
    assert got == (everything - holding if excluded else holding)


@patient
@given(words=phrases, marked=st.booleans(), in_title=st.booleans())
def test_a_phrase_typed_one_way_matches_what_whoosh_matches(
    both: Twins, words: tuple[Word, ...], marked: bool, in_title: bool
) -> None:
    kind = "exact" if marked else "folded"
    words = tuple(Word(word.text, word.exact, word.folded, marked) for word in words)
    field = f"{kind}_title_order" if in_title else f"{kind}_order"
    typed = [word.exact if marked else word.folded for word in words]
    target = Target.TITLE if in_title else Target.TEXT
    got = both.ask(Clause(words, phrase=True, target=target), strict=True)
    assert set(ids(got)) == phrase_ids(both.stock, field, typed)


@pytest.mark.parametrize("size", [1, 3])
def test_phrases_do_not_depend_on_the_pieces_in_which_they_are_looked_for(
    both: Twins, monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    every = [Clause((_word(a), _word(b)), phrase=True) for a in WORDS[:8] for b in WORDS[:8]]
    at_once = [ids(both.ask(clause, strict=True)) for clause in every]
    monkeypatch.setattr(searchapp.engines.whoosh.phrases, "_REPORTS_A_PIECE", size)
    assert [ids(both.ask(clause, strict=True)) for clause in every] == at_once
    assert len(both.reports) < 5 or any(len(found) > size for found in at_once)
