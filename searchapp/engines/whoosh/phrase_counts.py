"""How many reports hold each of many phrases: all are looked for at once, word by word.

One by one they would cost a search each, and an archive may name thousands of clusters.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray
from searchapp.engines.whoosh.part_text import PartText
from searchapp.engines.whoosh.phrases import Place
from searchapp.model import Word
from searchapp.query import parse

_ROOT = 0


class PhraseCounter:
    """Counts phrases in the texts of one part of a generation that is being written."""

    def __init__(self, part: PartText) -> None:
        self._part = part

    def count(self, phrases: Sequence[str], docs: IntArray) -> IntArray:
        """Return how many of some reports hold each phrase, as a search for it in quotes would."""
        counts = np.zeros(len(phrases), np.int64)
        places = [self._places(phrase) for phrase in phrases]
        known = np.flatnonzero([bool(found) for found in places])
        if len(known):
            found = [places[number] for number in known]
            for stream, ends in self._part.runs(docs):
                counts[known] += count_phrases(found, stream, ends, self._part.fold_of)
        return counts

    def _places(self, phrase: str) -> list[Place]:
        """Return what must stand where; nothing where a word stands in no report."""
        words = [word for clause in parse(f'"{phrase}"').clauses for word in clause.words]
        places = [self._place(word) for word in words]
        known = [place for place in places if place is not None]
        return known if len(known) == len(places) else []

    def _place(self, word: Word) -> Place | None:
        part = self._part
        number = part.exact.find(word.exact) if word.marked else part.folded.find(word.folded)
        return None if number is None else Place(number, not word.marked)


@dataclass(slots=True)
class _Tree:
    """The phrases by their beginnings: a node is what several of them begin with."""

    children: dict[tuple[int, Place], int] = field(default_factory=dict)
    ends: list[int] = field(default_factory=list)

    def add(self, phrase: Sequence[Place]) -> None:
        node = _ROOT
        for place in phrase:
            node = self.children.setdefault((node, place), len(self.children) + 1)
        self.ends.append(node)

    def edges(self, *, folded: bool) -> tuple[IntArray, IntArray]:
        """Return where one gets from each node by each term: the keys, sorted, and the nodes."""
        found = sorted(
            (node << 32 | place.number, child)
            for (node, place), child in self.children.items()
            if place.folded is folded
        )
        columns = np.array(found, np.int64).reshape(-1, 2)
        return columns[:, 0], columns[:, 1]


def count_phrases(
    phrases: Iterable[Sequence[Place]], stream: DocArray, ends: IntArray, fold_of: DocArray
) -> list[int]:
    """Return how many reports hold each phrase, as a search for it in quotes would.

    Args:
        phrases: None of them empty.
        stream: The exact terms of all reports in order; a break is -1.
        ends: Where each report ends in it.
        fold_of: The folded term of each exact one.
    """
    tree = _Tree()
    for phrase in phrases:
        tree.add(phrase)
    steps = [(folded, *tree.edges(folded=folded)) for folded in (False, True)]
    positions = np.flatnonzero(_begins(tree, fold_of)[stream])
    docs = np.searchsorted(ends, positions, side="right")
    nodes = np.full(len(positions), _ROOT)
    counts = np.zeros(len(tree.children) + 1, np.int64)
    while len(positions):
        alive = (positions < ends[docs]) & (stream[np.minimum(positions, len(stream) - 1)] >= 0)
        positions, docs, nodes = positions[alive], docs[alive], nodes[alive]
        followed = [_follow(step, nodes, stream[positions], fold_of) for step in steps]
        taken = np.concatenate([numbers for numbers, _ in followed])
        nodes = np.concatenate([children for _, children in followed])
        positions, docs = positions[taken] + 1, docs[taken]
        reached = np.unique(nodes << 32 | docs) >> 32
        counts += np.bincount(reached, minlength=len(counts))
    return [int(counts[end]) for end in tree.ends]


def _begins(tree: _Tree, fold_of: DocArray) -> BoolArray:
    """Return of each exact term, and of a break behind them, whether a phrase begins with it."""
    begins = np.zeros(len(fold_of) + 1, bool)
    for node, place in tree.children:
        if node == _ROOT:
            which = np.flatnonzero(fold_of == place.number) if place.folded else place.number
            begins[which] = True
    return begins


def _follow(
    step: tuple[bool, IntArray, IntArray], nodes: IntArray, terms: DocArray, fold_of: DocArray
) -> tuple[IntArray, IntArray]:
    """Return which of the nodes the next terms lead on from, and where to."""
    folded, keys, children = step
    wanted = nodes << 32 | (fold_of[terms] if folded else terms)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    taken = np.flatnonzero(keys[at] == wanted) if len(keys) else np.empty(0, np.int64)
    return taken, children[at[taken]]
