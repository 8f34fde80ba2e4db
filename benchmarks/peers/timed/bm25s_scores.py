"""bm25s: every score computed when it is indexed; any of some words, and no totals."""

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path

import bm25s
import numpy as np
from bm25s.tokenization import Tokenized

from benchmarks.cases import Case
from benchmarks.peers.timed.base import Answer, Stopwatch, TimedEngine
from benchmarks.terms import Array, Text
from benchmarks.workload import Workload

K1, B = 1.2, 0.75
_NO_TOTALS = "chỉ tìm được bất kỳ từ nào trong các từ, không đếm được tổng số"


class Bm25sEngine(TimedEngine):
    """Arrays on disk, mapped; filters are masks over all reports, made for each question."""

    name = "bm25s"

    @classmethod
    def build(cls, workload: Workload, folder: Path, tools: Path) -> float:  # noqa: ARG003
        """See ``TimedEngine.build``."""
        watch = Stopwatch()
        archive = workload.archive
        ids = []
        for number in range(len(archive)):
            codes = archive.codes(number)
            ids.append(codes[codes >= 0].tolist())
        index = bm25s.BM25(k1=K1, b=B, method="lucene")
        with watch.running():
            vocabulary = {term: number for number, term in enumerate(archive.terms)}
            index.index(Tokenized(ids=ids, vocab=vocabulary), show_progress=False)
            index.save(folder, show_progress=False)
        np.save(folder / "days.npy", archive.days)
        for name, text in (("province", Text.PROVINCES), ("type", Text.KINDS)):
            np.save(folder / f"{name}.npy", np.array(archive.texts[text]))
        return watch.seconds

    def __init__(self, folder: Path, tools: Path) -> None:  # noqa: ARG002
        self._folder = folder
        self._index = bm25s.BM25.load(folder, mmap=True, show_progress=False)
        self._known = self._index.vocab_dict

    def refuses(self, case: Case) -> str:
        """See ``TimedEngine.refuses``."""
        one = len(case.all_of) == 1
        any_of = case.any_of and not (case.routes or case.facets)
        return "" if (one or any_of) and not (case.newest or case.offset) else _NO_TOTALS

    def ask(self, case: Case) -> Answer:
        """See ``TimedEngine.ask``."""
        terms = [term for term in case.all_of or case.any_of if term in self._known]
        if not terms:
            return Answer((), None)
        limit = min(case.limit, len(self._columns["day"]))
        ranks, scores = self._index.retrieve(
            [terms], k=limit, show_progress=False, weight_mask=self._mask(case)
        )
        found = zip(ranks[0].tolist(), scores[0].tolist(), strict=True)
        return Answer(tuple(rank for rank, score in found if score > 0), None)

    @cached_property
    def _columns(self) -> Mapping[str, Array]:
        names = {"day": "days", "province": "province", "type": "type"}
        columns = {name: np.load(self._folder / f"{file}.npy") for name, file in names.items()}
        for name in ("province", "type"):  # comparing numbers, not texts, is fair
            values, columns[name] = np.unique(columns[name], return_inverse=True)
            columns[f"{name} values"] = values
        return columns

    def _mask(self, case: Case) -> Array | None:
        if not case.filtered:
            return None
        columns = self._columns
        mask = np.ones(len(columns["day"]), np.float32)
        if case.days:
            mask *= (columns["day"] >= case.days[0]) & (columns["day"] <= case.days[1])
        for name, value in (("province", case.province), ("type", case.type)):
            if value:
                mask *= columns[name] == np.searchsorted(columns[f"{name} values"], value)
        return mask
