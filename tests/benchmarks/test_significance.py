"""The p of two runs is that of the textbook's test."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.significance import FLIPS, randomisation_p

FIGURES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(FIGURES)
def test_identical_runs_are_told_apart_by_nothing(figures: list[float]) -> None:
    assert randomisation_p(figures, figures, flips=50) == 1


@given(FIGURES)
def test_it_does_not_matter_who_is_named_first(figures: list[float]) -> None:
    others = figures[::-1]
    there = randomisation_p(figures, others, flips=200)
    assert there == randomisation_p(others, figures, flips=200)
    assert 0 < there <= 1


def test_queries_that_both_answer_alike_do_not_matter() -> None:
    ours, theirs = [1.0, 0.9, 0.4, 0.8, 0.2], [0.5, 0.3, 0.3, 0.2, 0.6]
    with_ties = randomisation_p([*ours, 1.0, 0.0, 0.5], [*theirs, 1.0, 0.0, 0.5])
    assert with_ties == randomisation_p(ours, theirs)


def test_it_is_the_share_of_all_swaps_that_differ_as_much() -> None:
    ours, theirs = [1.0, 0.9, 0.4, 0.8, 0.2, 0.7], [0.5, 0.3, 0.3, 0.2, 0.6, 0.1]
    differences = [a - b for a, b in zip(ours, theirs, strict=True)]
    sums = [
        abs(sum(sign * one for sign, one in zip(signs, differences, strict=True)))
        for signs in product((1, -1), repeat=len(differences))
    ]
    exact = sum(one >= abs(sum(differences)) - 1e-9 for one in sums) / len(sums)
    assert randomisation_p(ours, theirs) == pytest.approx(exact, abs=0.02)


def test_a_run_that_is_better_everywhere_is_told_apart_as_far_as_the_flips_go() -> None:
    assert randomisation_p([1.0] * 100, [0.5] * 100) == 1 / (FLIPS + 1)
