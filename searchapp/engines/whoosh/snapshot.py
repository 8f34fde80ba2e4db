"""One open generation: immutable, so any number of threads may read it at once."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from searchapp.engines.base import SimilarReport
from searchapp.engines.generations import Manifest
from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.completions import Completions
from searchapp.engines.whoosh.faceting import Columns
from searchapp.engines.whoosh.folding import Copies
from searchapp.engines.whoosh.inversion import FloatArray, IntArray
from searchapp.engines.whoosh.part import Part
from searchapp.engines.whoosh.postings import PostingList, joined
from searchapp.engines.whoosh.scoring import LEAD, norms
from searchapp.engines.whoosh.similarity import most_similar
from searchapp.engines.whoosh.stored import StoredReports
from searchapp.errors import ReportNotFoundError
from searchapp.model import IndexStatus, Report

_CANARY_WORDS = 50
_LENGTHS_OF = {
    **dict.fromkeys(("exact", "folded"), "words"),
    **dict.fromkeys(("exact_title", "folded_title"), "titles"),
    **dict.fromkeys(("exact_pair", "folded_pair"), "pairs"),
}


class Snapshot:
    """The files of one verified generation, mapped; also the ``Vocabulary`` of its words.

    Attributes:
        size: How many documents have numbers, those that are dead included.
        reports: How many of them count.
        starts: The first number of each part, then ``size``.
        rank: The place of each document in the order of ids; None where numbers have that order.
    """

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.name = folder.name
        self.manifest = manifest
        files = folder / "arrays"
        self.parts = tuple(Part(one) for one in _parts_of(folder))
        self.starts = [0, *np.cumsum([part.size for part in self.parts]).tolist()]
        self.size: int = self.starts[-1]
        alive = arrays.load(files, "alive")
        self.reports = int(np.count_nonzero(alive))
        self.alive = None if self.reports == self.size else alive
        self._order = arrays.load(files, "order")
        self.rank = None if len(self.parts) == 1 else np.argsort(self._order).astype(np.int64)
        self.columns = Columns(files)
        self.copies = Copies.of(arrays.load(files, "duplicate_of"), self.rank)
        self.completions = Completions(files)
        self._norms = {name: self._norms_of(name) for name in ("words", "titles", "pairs")}
        self.average_lead = self._average_lead()
        self._ids = arrays.load_terms(files, "ids")
        self._stored = StoredReports(folder / "whoosh")

    def _norms_of(self, name: str) -> FloatArray:
        lengths = np.concatenate([part.lengths[name] for part in self.parts])
        return norms(lengths, self.alive)

    def _average_lead(self) -> float:
        leads = np.concatenate([part.streams.leads(LEAD) for part in self.parts])
        return float((leads if self.alive is None else leads[self.alive]).mean())

    # --- posting lists ---

    def word(self, kind: str, term: str) -> PostingList:
        """Return the documents that hold a word; of a ``kind`` that is no pair."""
        table = kind.partition("_")[0]
        lists = (part.postings_of(kind, part.number(table, term)) for part in self.parts)
        return joined(lists, self.starts, self.alive)

    def pair(self, table: str, left: str, right: str) -> PostingList:
        """Return the documents in which two words stand side by side, in their forms of a table."""
        kind = f"{table}_pair"
        numbers = (part.pair_number(table, left, right) for part in self.parts)
        lists = (part.postings_of(kind, one) for part, one in zip(self.parts, numbers, strict=True))
        return joined(lists, self.starts, self.alive)

    def norms(self, kind: str) -> FloatArray:
        """Return what a document's length is to the score of a term of a kind, by document."""
        return self._norms[_LENGTHS_OF[kind]]

    def by_part(self, docs: IntArray) -> Iterator[tuple[Part, int, IntArray]]:
        """Yield each part with its first number, and those of some ascending documents in it."""
        for part, (start, end) in zip(self.parts, pairwise(self.starts), strict=True):
            first, last = docs.searchsorted([start, end])
            if first < last:
                yield part, start, docs[first:last] - start

    # --- reports ---

    def report(self, report_id: str) -> Report:
        """Return a report by its id; see ``SearchEngine.report``."""
        return self.stored(self._number(report_id))

    def _number(self, report_id: str) -> int:
        number = self._ids.find(report_id, self._order)
        if number is None or not (self.alive is None or self.alive[number]):
            raise ReportNotFoundError(f"Không có báo cáo nào mang mã “{report_id}”.")
        return number

    def stored(self, number: int) -> Report:
        """Return a report by its number."""
        return self._stored.report(number)

    def similar(self, report_id: str, limit: int) -> tuple[SimilarReport, ...]:
        """Return the reports that share topics with one; see ``SearchEngine.similar``."""
        number = self._number(report_id)
        topics = self.stored(number).topics
        found = most_similar(self.columns.topics, topics, number, limit, self.reports, self.rank)
        return tuple(_share(self.stored(int(other)), topics) for other in found)

    def finds(self, number: int) -> bool:
        """Tell whether a report is listed under every word of its stream's beginning."""
        ((part, _, docs),) = self.by_part(np.array([number]))
        terms, _ = part.streams.terms(docs)
        words = {int(term) for term in terms[:_CANARY_WORDS] if term >= 0}
        lists = (part.postings_of("exact", word) for word in words)
        return all(one is not None and one.row[docs[0]] for one in lists)

    def status(self) -> IndexStatus:
        """Return what this generation is."""
        manifest = self.manifest
        return IndexStatus(
            self.name,
            manifest.built_at,
            manifest.reports,
            manifest.provinces,
            manifest.analyzer_version,
        )

    # --- Vocabulary ---

    def count(self, syllable: str) -> int:
        """See ``Vocabulary.count``."""
        return self._count("exact", [part.number("exact", syllable) for part in self.parts])

    def count_folded(self, syllable: str) -> int:
        """See ``Vocabulary.count_folded``."""
        return self._count("folded", [part.number("folded", syllable) for part in self.parts])

    def count_pair(self, left: str, right: str) -> int:
        """See ``Vocabulary.count_pair``."""
        numbers = [part.pair_number("exact", left, right) for part in self.parts]
        return self._count("exact_pair", numbers)

    def count_folded_pair(self, left: str, right: str) -> int:
        """See ``Vocabulary.count_folded_pair``."""
        numbers = [part.pair_number("folded", left, right) for part in self.parts]
        return self._count("folded_pair", numbers)

    def _count(self, kind: str, numbers: Sequence[int | None]) -> int:
        if self.alive is None:
            found = zip(self.parts, numbers, strict=True)
            return sum(part.count(kind, number) for part, number in found)
        lists = (part.postings_of(kind, one) for part, one in zip(self.parts, numbers, strict=True))
        return joined(lists, self.starts, self.alive).count

    def spellings(self, folded: str) -> tuple[str, ...]:
        """See ``Vocabulary.spellings``."""
        found = dict.fromkeys(term for part in self.parts for term in part.spellings(folded))
        if self.alive is None:
            return tuple(found)
        return tuple(term for term in found if self.count(term))


def _parts_of(folder: Path) -> list[Path]:
    return sorted((folder / "parts").iterdir(), key=lambda part: int(part.name))


def _share(report: Report, topics: Sequence[str]) -> SimilarReport:
    return SimilarReport(report, tuple(topic for topic in topics if topic in report.topics))
