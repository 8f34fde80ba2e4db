"""Reports -> stretches -> the part of a generation, by as many processes as there may be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from searchapp.engines.base import EntrySource, IndexEntry
from searchapp.engines.whoosh import merging, parts
from searchapp.engines.whoosh.stretches import MOST_REPORTS, Stretch, WrittenStretch
from searchapp.processes import Call, Crew

BYTES_A_TERM = 128
"""What a stretch takes of memory for each term of its streams, roughly."""
_LEAST_TERMS = 200_000
_REPORTS_A_CALL = 8192
_FEW_REPORTS = 512  # fewer are done before a process has started


class Stretches:
    """Takes reports and cuts them into stretches, each closed before it takes too much memory."""

    def __init__(self, folder: Path, whoosh: Path, memory_bytes: int) -> None:
        self._folder = folder
        self._whoosh = whoosh
        self._most_terms = max(_LEAST_TERMS, memory_bytes // BYTES_A_TERM)
        self._open: Stretch | None = None
        self._written: list[WrittenStretch] = []

    def add(self, entry: IndexEntry) -> None:
        """Add one report."""
        if self._open is None:
            self._open = Stretch(self._folder / f"{len(self._written):06d}", self._whoosh)
        self._open.add(entry)
        if self._open.terms >= self._most_terms or self._open.reports == MOST_REPORTS:
            self._close()

    def _close(self) -> None:
        if self._open is not None:
            self._written.append(self._open.finish())
            self._open = None

    def finish(self) -> list[WrittenStretch]:
        """Write what is not written yet, and return all the stretches in order."""
        self._close()
        return self._written

    def give_up(self) -> None:
        """Let go of all files."""
        if self._open is not None:
            self._open.close()


@dataclass(frozen=True, slots=True)
class _Order:
    """The stretches that one call writes: where, of which reports, with how much memory."""

    number: int
    ids: Sequence[str]
    fingerprints: Sequence[bytes]
    folder: Path
    whoosh: Path
    memory_bytes: int


def write_all(
    crew: Crew,
    contents: Sequence[tuple[str, bytes]],
    folders: tuple[Path, Path],
    memory_bytes: int,
    tell: Callable[[int], None],
) -> list[WrittenStretch]:
    """Have the crew, which was given an ``EntrySource``, write stretches of its entries.

    Args:
        crew: Does the work.
        contents: Ids and fingerprints, in the order of the ids.
        folders: Of the stretches, and of Whoosh's index.
        memory_bytes: For all the processes together.
        tell: Called with how many reports are written.
    """
    written: dict[int, list[WrittenStretch]] = {}
    done = 0
    orders = _orders(contents, folders, memory_bytes // crew.jobs, crew.jobs)
    for number, stretches in crew.run([(_write, (order,)) for order in orders]):
        written[number] = stretches
        done += sum(stretch.reports for stretch in stretches)
        tell(done)
    return [stretch for number in sorted(written) for stretch in written[number]]


def _orders(
    contents: Sequence[tuple[str, bytes]],
    folders: tuple[Path, Path],
    memory_bytes: int,
    jobs: int,
) -> Iterator[_Order]:
    """Yield orders of the same size, so that no process waits long for the last one."""
    rounds = -(-len(contents) // (_REPORTS_A_CALL * jobs))
    size = max(1, -(-len(contents) // (rounds * jobs or 1)))
    for number, start in enumerate(range(0, len(contents), size)):
        ids, fingerprints = zip(*contents[start : start + size], strict=True)
        folder = folders[0] / f"{number:06d}"
        yield _Order(number, ids, fingerprints, folder, folders[1], memory_bytes)


def _write(source: EntrySource, order: _Order) -> tuple[int, list[WrittenStretch]]:
    """Ask for the entries of one order and write them; runs in a process of the crew."""
    stretches = Stretches(order.folder, order.whoosh, order.memory_bytes)
    try:
        entries = source.entries(order.ids)
        for entry, fingerprint in zip(entries, order.fingerprints, strict=True):
            stretches.add(replace(entry, fingerprint=fingerprint))
        return order.number, stretches.finish()
    except BaseException:
        stretches.give_up()
        raise


def crew_size(reports: int, jobs: int) -> int:
    """Return how many processes are worth starting."""
    return 1 if reports < _FEW_REPORTS else max(1, jobs)


def merge(crew: Crew, part: Path, stretches: Sequence[Path], memory_bytes: int) -> None:
    """Write a part of some stretches."""
    part.mkdir(parents=True)
    merging.merge_terms(part, stretches)
    merging.merge_streams(part, stretches)
    share = memory_bytes // crew.jobs
    calls: list[Call] = [(_merge_kind, (part, kind, stretches, share)) for kind in _BIGGEST_FIRST]
    for _ in crew.run(calls):
        pass


_BIGGEST_FIRST = sorted(parts.KINDS, key=lambda kind: (not kind.endswith("_pair"), "_" in kind))


def _merge_kind(
    _: object, part: Path, kind: str, stretches: Sequence[Path], memory_bytes: int
) -> None:
    merging.merge_kind(part, kind, stretches, memory_bytes)
