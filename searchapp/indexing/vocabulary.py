"""The topics of an archive, kept from one rebuild to the next as long as they tell enough of it.

What may be a topic depends on the whole archive. Were it found anew for every changed report, every
report might change its topics a little, and nothing of a generation could be taken over.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from searchapp.indexing.cache import (
    Cache,
    CacheDamagedError,
    get_value,
    open_to_read,
    read_pieces,
)
from searchapp.indexing.remembered import Entry
from searchapp.indexing.topics import Topics, mine
from searchapp.indexing.versions import digest, topics_version

SMALL_ARCHIVE = 2_000
"""Reports; in fewer, topics are found anew whenever anything changed."""
MOST_CHANGED = 0.02
"""The share of the reports that may change until topics are found anew."""

_TOPICS, _MINED = "topics", "topics.mined"

Marks = npt.NDArray[np.uint64]


class _Mined(msgspec.Struct, frozen=True):
    """When the topics were found: by which code, and in which reports (8 bytes of each key)."""

    id: bytes
    version: bytes
    marks: bytes


def kept_topics(cache: Cache, entries: Sequence[Entry]) -> bytes | None:
    """Return the id of the topics that were found before, if they still do."""
    packed = cache.value(_MINED)
    if packed is None:
        return None
    mined = msgspec.msgpack.decode(packed, type=_Mined)
    if mined.version != topics_version():
        return None
    return mined.id if _still_do(np.frombuffer(mined.marks, np.uint64), _marks(entries)) else None


def _still_do(before: Marks, now: Marks) -> bool:
    if np.array_equal(before, now):
        return True
    new = np.setdiff1d(now, before, assume_unique=True)
    gone = np.setdiff1d(before, now, assume_unique=True)
    changed = max(len(new), len(gone))
    return min(len(before), len(now)) >= SMALL_ARCHIVE and changed < MOST_CHANGED * len(before)


def find_topics(cache: Cache, entries: Sequence[Entry], most_words: int) -> bytes:
    """Find the topics of an archive anew, of reports evenly spread over it; return their id.

    Args:
        cache: Holds the pieces of the reports, and takes the topics.
        entries: All reports, in the order of their ids.
        most_words: How many words are looked at.
    """
    sample = _sample(entries, most_words)
    cache.commit()
    database = open_to_read(cache.path)
    try:
        topics = mine(read_pieces(database, [entry.key for entry in sample]))
    finally:
        database.close()
    packed = msgspec.msgpack.encode(topics)
    found = _Mined(digest([topics_version(), packed]), topics_version(), _marks(entries).tobytes())
    cache.put_value(_TOPICS, packed)
    cache.put_value(_MINED, msgspec.msgpack.encode(found))
    cache.commit()
    return found.id


def load_topics(path: Path, topics_id: bytes) -> Topics:
    """Return the topics that a cache holds.

    Raises:
        CacheDamagedError: It holds none, or others.
    """
    database = open_to_read(path)
    try:
        packed = get_value(database, _TOPICS)
    finally:
        database.close()
    if packed is None or digest([topics_version(), packed]) != topics_id:
        raise CacheDamagedError("the topics are gone")
    return msgspec.msgpack.decode(packed, type=Topics)


def _sample(entries: Sequence[Entry], most_words: int) -> Sequence[Entry]:
    """Return every report, or every second, fourth, … one: the most that stay within the words."""
    step = 1
    while sum(entry.words for entry in entries[::step]) > most_words and step < len(entries):
        step *= 2
    return entries[::step]


def _marks(entries: Sequence[Entry]) -> Marks:
    """Return the sorted beginnings of the keys."""
    keys = b"".join(entry.key[:8] for entry in entries)
    return np.unique(np.frombuffer(keys, np.uint64))
