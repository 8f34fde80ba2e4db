"""The titles that are suggested: each once, for the first of the reports that bear it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh.completion_files import TitleList, enter
from searchapp.engines.whoosh.completions import KINDS
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.suggestible import title_key
from searchapp.model import CompletionKind

_TITLES = KINDS.index(CompletionKind.TITLE)


def first_bearers(hashes: npt.NDArray[np.uint64]) -> IntArray:
    """Return of reports in the order of their ids the first one for each title; 0 is none."""
    distinct, first = np.unique(hashes, return_index=True)
    bearers: IntArray = first[distinct != 0]
    return bearers


def list_titles(texts: Sequence[str], ids: Sequence[str]) -> TitleList:
    """Return titles, no two of them alike, as they are suggested."""
    keys = [title_key(text) for text in texts]
    order = sorted(range(len(texts)), key=keys.__getitem__)
    sorted_texts = [texts[number] for number in order]
    return TitleList(sorted_texts, [ids[number] for number in order], enter(sorted_texts))
