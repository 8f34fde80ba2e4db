"""One open generation: immutable, so any number of threads may read it at once."""

import threading
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from whoosh.index import open_dir

from searchapp.engines.base import SimilarReport
from searchapp.engines.generations import Manifest
from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.completions import Completions
from searchapp.engines.whoosh.faceting import Columns
from searchapp.engines.whoosh.folding import Copies
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.phrases import PhraseFinder
from searchapp.engines.whoosh.schema import decode_report
from searchapp.engines.whoosh.scoring import LEAD
from searchapp.engines.whoosh.similarity import most_similar
from searchapp.errors import ReportNotFoundError
from searchapp.model import IndexStatus, Report

_CANARY_WORDS = 50


class Snapshot:
    """The files of one verified generation, mapped; also the ``Vocabulary`` of its words."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.name = folder.name
        self.manifest = manifest
        self.size = manifest.reports
        files = folder / "arrays"
        self.exact_terms = arrays.load_terms(files, "exact")
        self.folded_terms = arrays.load_terms(files, "folded")
        self.exact = arrays.load_postings(files, "exact")
        self.folded = arrays.load_postings(files, "folded")
        self.exact_title = arrays.load_postings(files, "exact_title")
        self.folded_title = arrays.load_postings(files, "folded_title")
        self.exact_pairs = arrays.load_pairs(files, "exact_pair")
        self.folded_pairs = arrays.load_pairs(files, "folded_pair")
        self.fold_of = arrays.load(files, "fold_of")
        self.columns = Columns(files)
        self.copies = Copies.of(arrays.load(files, "duplicate_of"))
        streams = (arrays.load(files, name) for name in ("stream", "stream_ends", "title_lengths"))
        self.phrases = PhraseFinder(arrays.Streams(*streams), self.fold_of)
        self.completions = Completions(files)
        self.average_lead = self.phrases.streams.average_lead(LEAD)
        self._ids = arrays.load_terms(files, "ids")
        # A Whoosh reader is not safe to share between threads; hits are few, so a lock will do.
        self._reader = open_dir(folder / "whoosh", readonly=True).reader()
        self._lock = threading.Lock()

    def report(self, report_id: str) -> Report:
        """Return a report by its id; see ``SearchEngine.report``."""
        return self.stored(self._number(report_id))

    def _number(self, report_id: str) -> int:
        number = self._ids.find(report_id)
        if number is None:
            raise ReportNotFoundError(f"Không có báo cáo nào mang mã “{report_id}”.")
        return number

    def stored(self, number: int) -> Report:
        """Return a report by its number."""
        with self._lock:
            fields = self._reader.stored_fields(number)
        return decode_report(fields["report"])

    def similar(self, report_id: str, limit: int) -> tuple[SimilarReport, ...]:
        """Return the reports that share topics with one; see ``SearchEngine.similar``."""
        number = self._number(report_id)
        topics = self.stored(number).topics
        found = most_similar(self.columns.topics, topics, number, self.size, limit)
        return tuple(_share(self.stored(int(other)), topics) for other in found)

    def finds(self, number: int) -> bool:
        """Tell whether a report is listed under every word of its stream's beginning."""
        terms, _ = self.phrases.streams.gather(np.array([number], np.int32))
        words = {int(term) for term in terms[:_CANARY_WORDS] if term >= 0}
        return all(number in self.exact.of(word)[0] for word in words)

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
        return self.exact.count(self.exact_terms.find(syllable))

    def count_folded(self, syllable: str) -> int:
        """See ``Vocabulary.count_folded``."""
        return self.folded.count(self.folded_terms.find(syllable))

    def count_pair(self, left: str, right: str) -> int:
        """See ``Vocabulary.count_pair``."""
        numbers = self.exact_terms.find(left), self.exact_terms.find(right)
        return self.exact_pairs.postings.count(self.exact_pairs.find(*numbers))

    def count_folded_pair(self, left: str, right: str) -> int:
        """See ``Vocabulary.count_folded_pair``."""
        numbers = self.folded_terms.find(left), self.folded_terms.find(right)
        return self.folded_pairs.postings.count(self.folded_pairs.find(*numbers))

    def spellings(self, folded: str) -> tuple[str, ...]:
        """See ``Vocabulary.spellings``."""
        number = self.folded_terms.find(folded)
        if number is None:
            return ()
        order, starts = self._by_folded
        found = order[starts[number] : starts[number + 1]]
        return tuple(self.exact_terms.term(int(exact)) for exact in found)

    @cached_property
    def _by_folded(self) -> tuple[IntArray, IntArray]:
        """The exact terms grouped by their folded one: made at first use, a few milliseconds."""
        order = self.fold_of.argsort(kind="stable")
        starts = self.fold_of[order].searchsorted(range(len(self.folded_terms) + 1))
        return order, starts


def _share(report: Report, topics: Sequence[str]) -> SimilarReport:
    return SimilarReport(report, tuple(topic for topic in topics if topic in report.topics))
