"""Reports -> a folder that holds a Whoosh index and the arrays beside it."""

from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt
from whoosh.index import create_in

from searchapp.analysis.reports import BREAK
from searchapp.analysis.syllables import fold
from searchapp.engines.base import BUILD_MEMORY_BYTES, EntrySource, IndexEntry
from searchapp.engines.whoosh import arrays, completions, parts
from searchapp.engines.whoosh.duplicates import Claims, find_duplicates, places_told
from searchapp.engines.whoosh.faceting import FACETS, facet_values, intervals
from searchapp.engines.whoosh.inversion import (
    DocArray,
    Inverted,
    NumberArray,
    invert,
    pair_keys,
)
from searchapp.engines.whoosh.phrase_counts import PhraseCounter
from searchapp.engines.whoosh.schema import KEYWORD_FIELDS, encode_report, make_schema
from searchapp.engines.whoosh.segment import InvertedSegmentWriter, text_postings
from searchapp.engines.whoosh.sketches import read_texts
from searchapp.engines.whoosh.suggestible import SuggestibleGatherer
from searchapp.model import UNKNOWN

_FINGERPRINT_BYTES = 16


class FolderWriter:
    """Takes reports in the order of their ids; ``finish`` writes everything that is sorted."""

    def __init__(self, folder: Path) -> None:
        self._arrays = folder / "arrays"
        self._arrays.mkdir()
        self._part = folder / "parts" / "0"
        self._part.mkdir(parents=True)
        (folder / "whoosh").mkdir()
        self._whoosh = InvertedSegmentWriter(create_in(folder / "whoosh", make_schema()))
        self._numbers: dict[str, int] = {}
        self._stream = array("i")
        self._stream_ends = array("q")
        self._title_lengths = array("i")
        self._ids: list[str] = []
        self._fingerprints = bytearray()
        self._dates = array("i")
        self._suggestible = SuggestibleGatherer()
        self._facets: dict[str, dict[str, array[int]]] = {
            name: defaultdict(lambda: array("i")) for name in FACETS
        }

    @property
    def reports(self) -> int:
        """How many reports were added."""
        return len(self._ids)

    @property
    def added(self) -> int:
        """See ``GenerationWriter.added``."""
        return len(self._ids)

    @property
    def reused(self) -> int:
        """See ``GenerationWriter.reused``."""
        return 0

    @property
    def provinces(self) -> int:
        """How many provinces they tell of, by the names of their day."""
        return len(self._facets["province"].keys() - {"unknown"})

    def add(self, entry: IndexEntry) -> None:
        """Add one report; see ``GenerationWriter.add``."""
        report, analysis = entry.report, entry.analysis
        if self._ids and report.id.encode() <= self._ids[-1].encode():
            raise ValueError(f"{report.id!r} is not greater than {self._ids[-1]!r}")
        values = facet_values(report)
        for name in FACETS:
            for value in values[name]:
                self._facets[name][value].append(len(self._ids))
        self._dates.extend(intervals(report.facts))
        self._ids.append(report.id)
        self._fingerprints += entry.fingerprint.ljust(_FINGERPRINT_BYTES, b"\0")
        self._suggestible.add(report)
        self._add_syllables(analysis.syllables)
        self._title_lengths.append(analysis.title_length)
        keywords = {name: ",".join(values[name]) for name in KEYWORD_FIELDS}
        length = sum(1 for syllable in analysis.syllables if syllable != BREAK)
        self._whoosh.add_report(length, id=report.id, report=encode_report(report), **keywords)

    def take(
        self,
        source: EntrySource,
        *,
        jobs: int = 1,  # noqa: ARG002
        memory_bytes: int = BUILD_MEMORY_BYTES,  # noqa: ARG002
        tell: Callable[[int, int], None] | None = None,
    ) -> None:
        """Add all that a source has; see ``GenerationWriter.take``."""
        contents = source.contents()
        ids = sorted(contents, key=str.encode)
        for done, entry in enumerate(source.entries(ids), 1):
            self.add(replace(entry, fingerprint=contents[entry.report.id]))
            if tell is not None:
                tell(done, len(ids))

    def _add_syllables(self, syllables: Sequence[str]) -> None:
        numbers = self._numbers
        self._stream.extend(
            -1 if syllable == BREAK else numbers.setdefault(syllable, len(numbers))
            for syllable in syllables
        )
        self._stream_ends.append(len(self._stream))

    def finish(self) -> None:
        """Invert, score and write what was added, and commit Whoosh's part."""
        exact_terms, stream = self._rank()
        folded_terms, fold_of = _fold_terms(exact_terms)
        self._save_documents()
        arrays.save_terms(self._part, "exact", exact_terms)
        arrays.save_terms(self._part, "folded", folded_terms)
        arrays.save(self._part, "fold_of", fold_of)
        ends = np.frombuffer(self._stream_ends, np.int64)
        titles = np.frombuffer(self._title_lengths, np.int32)
        parts.save_streams(self._part, stream, ends, titles, len(exact_terms))
        self._save_facets()
        phrases = PhraseCounter(stream, ends, exact_terms, folded_terms, fold_of)
        completions.save(self._arrays, self._suggestible.gathered(phrases.count))
        self._save_duplicates(stream, fold_of, folded_terms)
        self._invert_all(
            _Occurrences(stream, self._stream_ends), exact_terms, folded_terms, fold_of
        )

    def _save_documents(self) -> None:
        arrays.save_terms(self._arrays, "ids", self._ids)
        fingerprints = np.frombuffer(bytes(self._fingerprints), np.uint8)
        self._save("fingerprints", fingerprints.reshape(self.reports, _FINGERPRINT_BYTES))
        self._save("order", np.arange(self.reports, dtype=np.int32))
        self._save("alive", np.ones(self.reports, bool))

    def close(self) -> None:
        """Let go of Whoosh's files when the folder is given up; after ``finish`` none is open."""
        self._whoosh.give_up()

    def _rank(self) -> tuple[list[str], DocArray]:
        """Return the terms sorted by their bytes, and the stream with their new numbers."""
        terms = list(self._numbers)
        order = sorted(range(len(terms)), key=[term.encode() for term in terms].__getitem__)
        ranks = np.empty(len(terms) + 1, np.int32)
        ranks[order] = np.arange(len(terms), dtype=np.int32)
        ranks[-1] = -1  # BREAK stays -1
        return [terms[i] for i in order], ranks[np.frombuffer(self._stream, np.int32)]

    def _invert_all(
        self,
        found: "_Occurrences",
        exact_terms: Sequence[str],
        folded_terms: Sequence[str],
        fold_of: DocArray,
    ) -> None:
        in_title = found.positions < np.frombuffer(self._title_lengths, np.int32)[found.docs]
        for kind, terms, count in (
            ("exact", found.terms, len(exact_terms)),
            ("folded", fold_of[found.terms], len(folded_terms)),
        ):
            inverted = self._invert(kind, terms, found.docs, count)
            self._invert(f"{kind}_title", terms[in_title], found.docs[in_title], count)
            self._invert_pairs(f"{kind}_pair", terms, found)
            if kind == "exact":
                self._commit_whoosh(inverted, exact_terms)

    def _invert(self, kind: str, terms: NumberArray, docs: DocArray, count: int) -> Inverted:
        inverted = invert(terms, docs, count)
        packed = parts.pack(inverted.docs, inverted.freqs)
        parts.save_postings(self._part, kind, inverted.indptr, packed, self.reports)
        if kind in parts.LENGTHS:
            parts.save_lengths(self._part, kind, np.bincount(docs, minlength=self.reports))
        return inverted

    def _invert_pairs(self, kind: str, terms: NumberArray, found: "_Occurrences") -> None:
        adjacent = found.followed
        keys = pair_keys(terms[:-1][adjacent], terms[1:][adjacent])
        distinct, numbers = np.unique(keys, return_inverse=True)
        self._invert(kind, numbers, found.docs[:-1][adjacent], len(distinct))
        arrays.save(self._part, f"{kind}.keys", distinct)

    def _commit_whoosh(self, inverted: Inverted, terms: Sequence[str]) -> None:
        self._whoosh.take_postings(text_postings(inverted, terms))
        self._whoosh.commit()

    def _save_facets(self) -> None:
        labels: dict[str, list[str]] = {}
        for name, values in self._facets.items():
            labels[name] = sorted(values)
            lists = [np.frombuffer(values[label], np.int32) for label in labels[name]]
            lengths = np.cumsum([0, *map(len, lists)], dtype=np.int64)
            self._save(f"facet.{name}.indptr", lengths)
            self._save(f"facet.{name}.docs", _concatenate(lists))
        (self._arrays / "facets.json").write_bytes(msgspec.json.encode(labels))
        self._save("dates", self._dates_by_field())

    def _dates_by_field(self) -> DocArray:
        dates = np.frombuffer(self._dates, np.int32).reshape(self.reports, 3, 2)
        return np.ascontiguousarray(dates.transpose(1, 2, 0))

    def _save_duplicates(
        self, stream: DocArray, fold_of: DocArray, folded_terms: Sequence[str]
    ) -> None:
        ends = np.frombuffer(self._stream_ends, np.int64)
        titles = np.frombuffer(self._title_lengths, np.int32)
        texts = read_texts(stream, ends, titles, fold_of, folded_terms)
        places = places_told((self._facets["province"], self._facets["district"]), UNKNOWN)
        claims = Claims(self._dates_by_field(), places)
        self._save("duplicate_of", find_duplicates(texts, claims))

    def _save(self, name: str, array_: npt.NDArray[np.generic]) -> None:
        arrays.save(self._arrays, name, array_)


class _Occurrences:
    """Where every term stands: its number, its document, its position there; breaks left out."""

    def __init__(self, stream: DocArray, stream_ends: "array[int]") -> None:
        ends = np.frombuffer(stream_ends, np.int64)
        lengths = np.diff(ends, prepend=0)
        docs = np.repeat(np.arange(len(ends), dtype=np.int32), lengths)
        positions = np.arange(len(stream)) - np.repeat(ends - lengths, lengths)
        kept = stream >= 0
        self.terms: DocArray = stream[kept]
        self.docs: DocArray = docs[kept]
        self.positions = positions[kept]
        # Neighbours stand in one document with no break between them.
        same = self.docs[1:] == self.docs[:-1]
        self.followed = same & (np.diff(self.positions) == 1)


def _fold_terms(exact_terms: Sequence[str]) -> tuple[list[str], DocArray]:
    """Return the folded terms, sorted by their bytes, and the folded term of each exact one."""
    folded = [fold(term) for term in exact_terms]
    distinct = sorted(set(folded), key=str.encode)
    numbers = {term: number for number, term in enumerate(distinct)}
    return distinct, np.array([numbers[term] for term in folded], np.int32)


def _concatenate(lists: Iterable[DocArray]) -> DocArray:
    return np.concatenate([np.empty(0, np.int32), *lists])
