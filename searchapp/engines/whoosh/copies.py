"""The copies of an archive, and what is remembered for the next time they are looked for.

Sketches and comparisons depend on the texts alone, so those of reports that did not change are kept
in a file beside the generations. Losing it costs time and nothing else.
"""

import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec
import numpy as np

from searchapp.engines.whoosh import duplicates, sketches
from searchapp.engines.whoosh.columns import Columns, listed
from searchapp.engines.whoosh.duplicates import Claims, alike, find_duplicates, resemblance
from searchapp.engines.whoosh.inversion import DocArray, IntArray
from searchapp.engines.whoosh.part_text import PartText
from searchapp.engines.whoosh.sketches import Sketches, Text, no_sketches
from searchapp.engines.whoosh.stretches import FINGERPRINT_BYTES
from searchapp.model import UNKNOWN

FILE_NAME = "sketches.msgpack"
_CHECKSUM_BYTES = 4
_NO_FINGERPRINT = bytes(FINGERPRINT_BYTES)


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is known of reports by their fingerprints.

    Attributes:
        columns: Of each fingerprint: its column in the sketches.
        compared: How far two reports resemble each other, by both their fingerprints.
    """

    columns: Mapping[bytes, int]
    sketches: Sketches
    compared: Mapping[bytes, float]


def nothing_remembered() -> Remembered:
    """Return what is known at first."""
    return Remembered({}, no_sketches(0), {})


class _Stored(msgspec.Struct):
    version: bytes
    fingerprints: bytes
    shingles: bytes
    figures: bytes
    compared: dict[bytes, float]


def remember(root: Path, known: Remembered) -> None:
    """Keep what is known for the next build; a full disk is no matter."""
    if not known.columns:
        return
    stored = _Stored(
        _version(),
        b"".join(known.columns),
        known.sketches.shingles.tobytes(),
        known.sketches.figures.tobytes(),
        dict(known.compared),
    )
    content = msgspec.msgpack.encode(stored)
    fresh = root / f"{FILE_NAME}.new"
    try:
        fresh.write_bytes(zlib.crc32(content).to_bytes(_CHECKSUM_BYTES, "big") + content)
        fresh.replace(root / FILE_NAME)
    except OSError:
        fresh.unlink(missing_ok=True)


def recall(root: Path) -> Remembered:
    """Return what was kept; nothing where the file is missing, damaged or of other code."""
    try:
        content = memoryview((root / FILE_NAME).read_bytes())
        checksum = int.from_bytes(content[:_CHECKSUM_BYTES], "big")
        if zlib.crc32(content[_CHECKSUM_BYTES:]) != checksum:
            return nothing_remembered()
        stored = msgspec.msgpack.decode(content[_CHECKSUM_BYTES:], type=_Stored)
    except (OSError, msgspec.DecodeError):
        return nothing_remembered()
    return _restored(stored) if stored.version == _version() else nothing_remembered()


def _restored(stored: _Stored) -> Remembered:
    blob = stored.fingerprints
    size = FINGERPRINT_BYTES
    columns = {blob[at : at + size]: at // size for at in range(0, len(blob), size)}
    count = len(columns)
    shingles = np.frombuffer(stored.shingles, np.uint32).reshape(-1, count)
    figures = np.frombuffer(stored.figures, np.uint32).reshape(-1, count)
    return Remembered(columns, Sketches(shingles, figures), stored.compared)


def _version() -> bytes:
    """Return a hash of the code that makes what is remembered."""
    digest = sha256()
    for module in (sketches, duplicates):
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.digest()


# --- finding ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TextArchive:
    """The texts of a generation: its parts, and the first number of each."""

    parts: Sequence[PartText]
    starts: Sequence[int]

    def text(self, number: int) -> Text:
        """Return a report by its number."""
        part = int(np.searchsorted(self.starts, number, side="right")) - 1
        return self.parts[part].text(number - self.starts[part])


def find_copies(
    columns: Columns, texts: TextArchive, own: Sketches, compared: Mapping[bytes, float]
) -> tuple[DocArray, Remembered]:
    """Return the first report that each is a copy of, and what to remember.

    Args:
        columns: Of all reports; those that do not count are copies of themselves.
        texts: Of the same.
        own: Their sketches.
        compared: See ``Remembered``.
    """
    docs = columns.order[columns.alive[columns.order]].astype(np.int64)  # in the order of ids
    own = Sketches(own.shingles[:, docs], own.figures[:, docs])
    pairs = alike(own)
    claims = Claims(columns.dates[:, :, docs], _places(columns, docs, pairs))
    fingerprints = listed(columns.fingerprints[docs])

    def compare(left: int, right: int) -> float:
        if not claims.agree_on_places(left, right):
            return 0.0
        return resemblance(texts.text(int(docs[left])), texts.text(int(docs[right])))

    memory = _Comparisons(fingerprints, compared, compare)
    first = find_duplicates(len(docs), claims.agreeing_on_time(pairs), memory.resemblance)
    duplicate_of = np.arange(len(columns.alive), dtype=np.int32)
    duplicate_of[docs] = docs[first]
    return duplicate_of, _remembered(fingerprints, own, memory.asked)


def _remembered(
    fingerprints: Sequence[bytes], own: Sketches, compared: Mapping[bytes, float]
) -> Remembered:
    """Return what to remember; of reports without a fingerprint there is nothing."""
    column = {one: number for number, one in enumerate(fingerprints) if one != _NO_FINGERPRINT}
    at = list(column.values())
    sketches_ = Sketches(own.shingles[:, at], own.figures[:, at])
    return Remembered(dict(zip(column, range(len(at)), strict=True)), sketches_, compared)


def known_sketches(known: Remembered, fingerprints: Sequence[bytes]) -> tuple[Sketches, IntArray]:
    """Return the sketches of some reports, and which of them are not known."""
    columns = np.array([known.columns.get(one, -1) for one in fingerprints], np.int64)
    found = no_sketches(len(columns))
    there = np.flatnonzero(columns >= 0)
    found.shingles[:, there] = known.sketches.shingles[:, columns[there]]
    found.figures[:, there] = known.sketches.figures[:, columns[there]]
    return found, np.flatnonzero(columns < 0)


class _Comparisons:
    """Compares reports that were not compared before; ``asked`` is what this build asked for."""

    def __init__(
        self,
        fingerprints: Sequence[bytes],
        known: Mapping[bytes, float],
        compare: Callable[[int, int], float],
    ) -> None:
        self._fingerprints = fingerprints
        self._known = known
        self._compare = compare
        self.asked: dict[bytes, float] = {}

    def resemblance(self, left: int, right: int) -> float:
        """Return how far two reports resemble each other, by their places in the order of ids."""
        both = self._fingerprints[left], self._fingerprints[right]
        if _NO_FINGERPRINT in both:
            return self._compare(left, right)
        key = b"".join(both)
        if key not in self.asked:
            known = self._known.get(key)
            self.asked[key] = self._compare(left, right) if known is None else known
        return self.asked[key]


def _places(
    columns: Columns, docs: IntArray, pairs: tuple[IntArray, IntArray]
) -> list[dict[int, frozenset[str]]]:
    """Return the places that the reports of some pairs tell, by their places in ``docs``."""
    involved = np.unique(np.concatenate(pairs))
    ranks = dict(zip(docs[involved].tolist(), involved.tolist(), strict=True))
    kinds = []
    for name in ("province", "district"):
        told = columns.facets[name].by_report(docs[involved])
        kinds.append({ranks[doc]: frozenset(names) - {UNKNOWN} for doc, names in told.items()})
    return kinds
