"""What is kept of the archive as a whole, by the number of a report: facets, dates, ids.

Written anew for each generation, from pieces: stretches that were just read, and what goes on from
the generation before. A folder holds::

    facets.json, facet.<name>.indptr/.docs.npy   the values of each facet, and their reports
    dates.npy                                    int32[3, 2, reports], see ``faceting.intervals``
    ids.*, order.npy                             the id of each number, the numbers in order of ids
    alive.npy                                    bool[reports]: which of the numbers still count
    fingerprints.npy                             uint8[reports, 16]: what each was made of
    titles.npy                                   uint64[reports]: a hash of each title
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from searchapp.engines.whoosh import arrays
from searchapp.engines.whoosh.faceting import FACETS
from searchapp.engines.whoosh.inversion import BoolArray, DocArray, IntArray

NO_DATES = np.array([day for _ in range(3) for day in arrays.NO_DATE], np.int32)


@dataclass(frozen=True, slots=True)
class FacetLists:
    """The reports of each value of one facet; the values are sorted."""

    labels: Sequence[str]
    indptr: IntArray
    docs: DocArray

    def only(self, kept: BoolArray) -> "FacetLists":
        """Return the lists without the reports that are not kept, and values that none has."""
        mask = kept[self.docs]
        running = np.concatenate([[0], np.cumsum(mask)])
        counts = running[self.indptr[1:]] - running[self.indptr[:-1]]
        held = np.flatnonzero(counts)
        indptr = np.concatenate([[0], np.cumsum(counts[held])])
        return FacetLists([self.labels[int(n)] for n in held], indptr, self.docs[mask])

    def by_report(self, docs: IntArray) -> dict[int, list[str]]:
        """Return the values of some reports, for those that have any."""
        wanted = np.flatnonzero(np.isin(self.docs, docs))
        owners = np.searchsorted(self.indptr, wanted, side="right") - 1
        found: dict[int, list[str]] = {}
        for owner, doc in zip(owners.tolist(), self.docs[wanted].tolist(), strict=True):
            found.setdefault(doc, []).append(self.labels[owner])
        return found


@dataclass(frozen=True, slots=True)
class Piece:
    """The columns of some reports whose numbers follow each other.

    Attributes:
        first: The number of the first one.
        dates: int32[reports, 6].
        facets: Their numbers count from ``first``.
    """

    first: int
    ids: Sequence[str]
    alive: BoolArray
    fingerprints: npt.NDArray[np.uint8]
    title_hashes: npt.NDArray[np.uint64]
    dates: DocArray
    facets: Mapping[str, FacetLists]


def load_piece(folder: Path, first: int) -> Piece:
    """Return the columns of a stretch."""
    ids = load_strings(folder, "ids")
    return Piece(
        first,
        ids,
        np.ones(len(ids), bool),
        arrays.load(folder, "fingerprints"),
        arrays.load(folder, "title_hashes"),
        arrays.load(folder, "dates"),
        load_facets(folder),
    )


def listed(fingerprints: npt.NDArray[np.uint8]) -> list[bytes]:
    """Return fingerprints one by one."""
    blob, width = fingerprints.tobytes(), fingerprints.shape[1]
    return [blob[at : at + width] for at in range(0, len(blob), width)]


def load_base(folder: Path, ids: Sequence[str], alive: BoolArray) -> Piece:
    """Return the columns of the first reports of a generation, of which some do not count now."""
    kept, size = np.flatnonzero(alive), len(alive)
    fingerprints = np.zeros((size, arrays.load(folder, "fingerprints").shape[1]), np.uint8)
    hashes, dates = np.zeros(size, np.uint64), np.tile(NO_DATES, (size, 1))
    fingerprints[kept] = arrays.load(folder, "fingerprints")[kept]
    hashes[kept] = arrays.load(folder, "titles")[kept]
    dates[kept] = arrays.load(folder, "dates").transpose(2, 0, 1).reshape(-1, 6)[kept]
    whole = np.zeros(len(arrays.load(folder, "alive")), bool)
    whole[:size] = alive
    facets = {name: lists.only(whole) for name, lists in load_facets(folder).items()}
    return Piece(0, ids, alive, fingerprints, hashes, dates, facets)


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a whole archive, as they are written; see the module's docstring."""

    ids: Sequence[str]
    order: DocArray
    alive: BoolArray
    fingerprints: npt.NDArray[np.uint8]
    title_hashes: npt.NDArray[np.uint64]
    dates: DocArray
    facets: Mapping[str, FacetLists]

    def save(self, folder: Path) -> None:
        """Write them."""
        arrays.save_terms(folder, "ids", self.ids)
        arrays.save(folder, "order", self.order)
        arrays.save(folder, "alive", self.alive)
        arrays.save(folder, "fingerprints", self.fingerprints)
        arrays.save(folder, "titles", self.title_hashes)
        arrays.save(folder, "dates", self.dates)
        for name, lists in self.facets.items():
            arrays.save(folder, f"facet.{name}.indptr", lists.indptr)
            arrays.save(folder, f"facet.{name}.docs", lists.docs)
        _save_labels(folder, {name: lists.labels for name, lists in self.facets.items()})


def join(pieces: Sequence[Piece]) -> Columns:
    """Return the columns of all the pieces, whose numbers follow each other."""
    ids = [report_id for piece in pieces for report_id in piece.ids]
    alive = np.concatenate([piece.alive for piece in pieces])
    dates = np.concatenate([piece.dates for piece in pieces])
    return Columns(
        ids,
        _order(ids, alive),
        alive,
        np.concatenate([piece.fingerprints for piece in pieces]),
        np.concatenate([piece.title_hashes for piece in pieces]),
        np.ascontiguousarray(dates.reshape(len(ids), 3, 2).transpose(1, 2, 0)),
        {name: _join_lists([(p.first, p.facets[name]) for p in pieces]) for name in FACETS},
    )


def _order(ids: Sequence[str], alive: BoolArray) -> DocArray:
    """Return the numbers in the order of their ids; of one id, that which counts comes first."""
    keys = [(one.encode(), dead) for one, dead in zip(ids, (~alive).tolist(), strict=True)]
    return np.array(sorted(range(len(ids)), key=keys.__getitem__), np.int32)


def _join_lists(pieces: Sequence[tuple[int, FacetLists]]) -> FacetLists:
    """Return the lists of all pieces, value by value, their reports in the order of the pieces."""
    labels = sorted({label for _, lists in pieces for label in lists.labels})
    numbers = {label: number for number, label in enumerate(labels)}
    owners = [
        np.repeat(
            np.array([numbers[label] for label in lists.labels], np.int64), np.diff(lists.indptr)
        )
        for _, lists in pieces
    ]
    owner = np.concatenate([np.empty(0, np.int64), *owners])
    docs = np.concatenate([np.empty(0, np.int32), *(lists.docs + first for first, lists in pieces)])
    indptr = np.concatenate([[0], np.cumsum(np.bincount(owner, minlength=len(labels)))])
    return FacetLists(labels, indptr, docs[np.argsort(owner, kind="stable")].astype(np.int32))


def save_facets(folder: Path, facets: Mapping[str, Mapping[str, DocArray]]) -> None:
    """Write the reports of each value of each facet."""
    for name, values in facets.items():
        lists = [values[label] for label in sorted(values)]
        lengths = np.cumsum([0, *map(len, lists)], dtype=np.int64)
        arrays.save(folder, f"facet.{name}.indptr", lengths)
        arrays.save(folder, f"facet.{name}.docs", np.concatenate([np.empty(0, np.int32), *lists]))
    _save_labels(folder, {name: sorted(values) for name, values in facets.items()})


def _save_labels(folder: Path, labels: Mapping[str, Sequence[str]]) -> None:
    (folder / "facets.json").write_bytes(msgspec.json.encode(labels))


def load_facets(folder: Path) -> dict[str, FacetLists]:
    """Return the lists of every facet."""
    labels = msgspec.json.decode((folder / "facets.json").read_bytes(), type=dict[str, list[str]])
    return {
        name: FacetLists(
            labels[name],
            arrays.load(folder, f"facet.{name}.indptr"),
            arrays.load(folder, f"facet.{name}.docs"),
        )
        for name in FACETS
    }


def load_strings(folder: Path, name: str, some: slice = slice(None)) -> list[str]:
    """Return the strings of a table, or some that follow each other."""
    ends = arrays.load(folder, f"{name}.ends")
    bounds = np.concatenate([np.zeros(1, np.int64), ends])
    first, stop, _ = some.indices(len(ends))
    cut = bounds[first : stop + 1].tolist()
    with (folder / f"{name}.terms").open("rb") as file:
        file.seek(cut[0])
        blob = file.read(cut[-1] - cut[0])
    return [blob[start - cut[0] : end - cut[0]].decode() for start, end in pairwise(cut)]
