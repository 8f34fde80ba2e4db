"""Posting lists of any number of reports, generated from the figures of real ones.

Each term stands in as large a share of the reports as in the real archive, in reports drawn at
random and as often as geometric chance has it; lengths, provinces, days and kinds are drawn from
the real ones. There are no streams, no titles and no pairs: what needs order cannot be asked.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec
import numpy as np

from benchmarks.terms import Archive, Array, Text, year_of
from searchapp.analysis.syllables import fold
from searchapp.engines.whoosh import arrays, parts
from searchapp.engines.whoosh.arrays import NO_DATE
from searchapp.engines.whoosh.faceting import FACETS, Columns
from searchapp.engines.whoosh.part import Part
from searchapp.engines.whoosh.scoring import norms
from searchapp.engines.whoosh.snapshot import Snapshot
from searchapp.model import UNKNOWN

_SEED = 20260102
_SAYS_AGAIN = 0.55  # chance that a term stands once more in a report that holds it
_MARK = "whole"


class GeneratedSnapshot(Snapshot):
    """As much of a snapshot as plain questions in terms need."""

    def __init__(self, folder: Path) -> None:
        self.name = folder.name
        self.parts = (Part(folder / "part"),)
        self.size = self.reports = self.parts[0].size
        self.starts = [0, self.size]
        self.alive = self.rank = None
        self.columns = Columns(folder / "arrays")
        self._norms = {name: norms(found) for name, found in self.parts[0].lengths.items()}


def generate(archive: Archive, reports: int, folder: Path) -> None:
    """Write a part and the arrays of its documents, unless they are there."""
    if (folder / _MARK).is_file():
        return
    rng = np.random.default_rng(_SEED)
    for name in ("part", "arrays"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    _write_terms(archive, folder / "part")
    _write_postings(archive, reports, folder / "part", rng)
    _write_emptiness(reports, len(archive.terms), folder / "part")
    _write_documents(archive, reports, folder, rng)
    (folder / _MARK).touch()


def _write_terms(archive: Archive, part: Path) -> None:
    folded = [fold(term) for term in archive.terms]
    distinct = sorted(set(folded), key=str.encode)
    numbers = {term: number for number, term in enumerate(distinct)}
    arrays.save_terms(part, "exact", archive.terms)
    arrays.save_terms(part, "folded", distinct)
    arrays.save(part, "fold_of", np.array([numbers[term] for term in folded], np.int32))


def _write_postings(archive: Archive, reports: int, part: Path, rng: np.random.Generator) -> None:
    counts = np.rint(archive.holding / len(archive) * reports).astype(np.int64)
    dense = parts.dense_terms(counts, reports)
    rows = np.zeros((len(dense), reports), np.uint8)
    for at, term in enumerate(dense.tolist()):
        held = rng.random(reports, np.float32) < counts[term] / reports
        rows[at, held] = _frequencies(int(held.sum()), rng)
        counts[term] = held.sum()
    sparse = counts.copy()
    sparse[dense] = 0
    lists = [_list(int(count), reports, rng) for count in sparse]
    lengths = np.array([len(one) for one in lists], np.int64)
    _save_kind(part, "exact", lengths, np.concatenate(lists), rows)
    arrays.save(part, "exact.dense", dense)
    arrays.save(part, "exact.row_counts", counts[dense].astype(np.int32))


def _list(count: int, reports: int, rng: np.random.Generator) -> Array:
    """Return packed postings: about so many different documents, ascending."""
    docs = np.unique(rng.integers(0, reports, count, np.int32))
    return parts.pack(docs, _frequencies(len(docs), rng).astype(np.int32))


def _frequencies(count: int, rng: np.random.Generator) -> Array:
    return np.minimum(rng.geometric(1 - _SAYS_AGAIN, count), parts.MOST_FREQUENT)


def _save_kind(part: Path, kind: str, counts: Array, postings: Array, rows: Array) -> None:
    indptr = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=indptr[1:])
    arrays.save(part, f"{kind}.indptr", indptr)
    arrays.save(part, f"{kind}.postings", postings.astype(np.uint32))
    arrays.save(part, f"{kind}.rows", rows)


def _write_emptiness(reports: int, terms: int, part: Path) -> None:
    """Write the kinds and streams that are not generated, as of reports that have none."""
    nothing = np.empty(0, np.int32)
    for kind in parts.KINDS:
        if kind == "exact":
            continue
        count = 0 if kind.endswith("_pair") else terms
        rows = np.zeros((0, reports), np.uint8)
        _save_kind(part, kind, np.zeros(count, np.int64), nothing, rows)
        for name in ("dense", "row_counts"):
            arrays.save(part, f"{kind}.{name}", nothing)
        if kind.endswith("_pair"):
            arrays.save(part, f"{kind}.keys", nothing.astype(np.int64))
    for name, dtype in (("stream", np.uint16), ("rare_at", np.int64)):
        arrays.save(part, name, nothing.astype(dtype))
    for name in ("codes", "rare_terms"):
        arrays.save(part, name, nothing)
    arrays.save(part, "stream_ends", np.zeros(reports, np.int64))
    arrays.save(part, "title_lengths", np.zeros(reports, np.int32))


def _write_documents(
    archive: Archive, reports: int, folder: Path, rng: np.random.Generator
) -> None:
    drawn = rng.integers(0, len(archive), reports)
    lengths = np.diff(archive.ends, prepend=0)[drawn].astype(np.int32)
    for name in parts.LENGTHS.values():
        arrays.save(folder / "part", f"{name}.lengths", lengths)
    days = archive.days[drawn]
    dates = np.full((3, 2, reports), np.array(NO_DATE).reshape(1, 2, 1), np.int32)
    dates[0] = days
    arrays.save(folder / "arrays", "dates", dates)
    _write_facets(_values(archive, drawn), reports, folder / "arrays")


def _values(archive: Archive, drawn: Array) -> Mapping[str, Array]:
    """Return the value of each report, for the facets that have one."""
    provinces = np.array(archive.texts[Text.PROVINCES])[drawn]
    years = np.array([year_of(int(day)) for day in archive.days])[drawn]
    kinds = np.array(archive.texts[Text.KINDS])[drawn]
    values = {"province": provinces, "province_now": provinces, "type": kinds}
    return values | {"year_any": years, "year_event": years}


def _write_facets(values: Mapping[str, Array], reports: int, folder: Path) -> None:
    labels = {}
    for name in FACETS:
        found = values.get(name, np.full(reports, UNKNOWN))
        distinct, numbers = np.unique(found, return_inverse=True)
        labels[name] = distinct.tolist()
        indptr = np.cumsum([0, *np.bincount(numbers)], dtype=np.int64)
        arrays.save(folder, f"facet.{name}.indptr", indptr)
        docs = np.argsort(numbers, kind="stable").astype(np.int32)
        arrays.save(folder, f"facet.{name}.docs", docs)
    (folder / "facets.json").write_bytes(msgspec.json.encode(labels))
