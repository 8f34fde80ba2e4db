"""Folding does at once what could be done hit by hit."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchapp.engines.whoosh.folding import Copies

_REPORT = st.tuples(st.integers(0, 6), st.booleans(), st.integers(0, 3))


@given(reports=st.lists(_REPORT, min_size=1, max_size=30))
def test_of_each_group_the_first_in_order_is_shown_and_the_rest_stand_beside_it(
    reports: list[tuple[int, bool, int]],
) -> None:
    groups = [group for group, _, _ in reports]
    copies = Copies.of(np.array([groups.index(group) for group in groups], np.int32))
    found = np.array([passes for _, passes, _ in reports])
    keys = np.array([key for _, _, key in reports], np.float32)
    ranked = [n for n in np.argsort(keys, kind="stable").tolist() if found[n]]
    members = {group: [n for n in ranked if groups[n] == group] for group in groups}

    docs = np.flatnonzero(found)
    shown = docs[copies.fold(docs, found, keys[docs])].tolist()

    assert shown == sorted(group[0] for group in members.values() if group)
    for number in shown:
        beside = copies.beside(number, docs, found, keys[docs]).tolist()
        assert [number, *beside] == members[groups[number]]


def test_where_nothing_has_a_copy_nothing_is_done() -> None:
    found = np.array([True, False, True])
    docs = np.flatnonzero(found)
    copies = Copies.of(np.arange(3, dtype=np.int32))
    assert copies.fold(docs, found, np.zeros(2)).tolist() == [0, 1]
    assert copies.beside(2, docs, found, np.zeros(2)).tolist() == []
