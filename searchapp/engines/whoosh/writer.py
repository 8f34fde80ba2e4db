"""Reports -> the folder of a generation: a Whoosh index, a part, and what is told of all."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from searchapp.engines.base import BUILD_MEMORY_BYTES, EntrySource, IndexEntry
from searchapp.engines.whoosh import arrays, completion_files
from searchapp.engines.whoosh.building import Stretches, crew_size, merge, write_all
from searchapp.engines.whoosh.columns import Columns, join, load_piece, load_strings
from searchapp.engines.whoosh.copies import (
    TextArchive,
    find_copies,
)
from searchapp.engines.whoosh.part_text import PartText
from searchapp.engines.whoosh.phrase_counts import PhraseCounter
from searchapp.engines.whoosh.segment import write_contents
from searchapp.engines.whoosh.sketches import Sketches
from searchapp.engines.whoosh.stretches import WrittenStretch
from searchapp.engines.whoosh.suggestible import Tally, load_tally, save_tally
from searchapp.engines.whoosh.titles import first_bearers, list_titles
from searchapp.model import UNKNOWN
from searchapp.processes import Crew

Tell = Callable[[int, int], None]


class FolderWriter:
    """Takes reports in the order of their ids; ``finish`` writes everything that is sorted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._work = folder / "stretches"
        (folder / "whoosh").mkdir()
        self._stretches = Stretches(self._work, folder / "whoosh", BUILD_MEMORY_BYTES)
        self._last_id: str | None = None
        self._memory_bytes = BUILD_MEMORY_BYTES
        self._taken: list[WrittenStretch] | None = None
        self._crew = Crew(1, None)
        self.added = 0
        self.reused = 0
        self.provinces = 0

    @property
    def reports(self) -> int:
        """How many reports there are."""
        return self.added + self.reused

    def add(self, entry: IndexEntry) -> None:
        """Add one report; see ``GenerationWriter.add``."""
        report_id = entry.report.id
        if self._last_id is not None and report_id.encode() <= self._last_id.encode():
            raise ValueError(f"{report_id!r} is not greater than {self._last_id!r}")
        self._stretches.add(entry)
        self._last_id = report_id
        self.added += 1

    def take(
        self,
        source: EntrySource,
        *,
        jobs: int = 1,
        memory_bytes: int = BUILD_MEMORY_BYTES,
        tell: Tell | None = None,
    ) -> None:
        """Take all that a source has; see ``GenerationWriter.take``."""
        contents = sorted(source.contents().items(), key=lambda item: item[0].encode())
        self._memory_bytes = memory_bytes
        self._crew = Crew(crew_size(len(contents), jobs), source)
        folders = self._work, self._folder / "whoosh"
        total = len(contents)

        def written(done: int) -> None:
            if tell is not None:
                tell(done, total)

        self._taken = write_all(self._crew, contents, folders, memory_bytes, written)
        self.added = total

    def finish(self) -> None:
        """Merge what was added, and write all that is told of the archive as a whole."""
        stretches = self._stretches.finish() if self._taken is None else self._taken
        write_contents(self._folder / "whoosh", [one.segment for one in stretches])
        part = self._folder / "parts" / "0"
        merge(self._crew, part, [one.folder for one in stretches], self._memory_bytes)
        pieces, first = [], 0
        for one in stretches:
            pieces.append(load_piece(one.folder, first))
            first += one.reports
        columns = join(pieces)
        target = self._folder / "arrays"
        target.mkdir()
        columns.save(target)
        self.provinces = len(set(columns.facets["province"].labels) - {UNKNOWN})
        text = PartText(part)
        folders = [one.folder for one in stretches]
        _save_suggestible(target, folders, columns, text)
        own = _sketches(folders)
        copies, _ = find_copies(columns, TextArchive([text], [0]), own, {})
        arrays.save(target, "duplicate_of", copies)
        shutil.rmtree(self._work)

    def close(self) -> None:
        """Let go of processes and files; after ``finish`` none is open."""
        self._crew.close()
        self._stretches.give_up()


def _sketches(folders: Sequence[Path]) -> Sketches:
    names = ("sketches.shingles", "sketches.figures")
    loaded = [[arrays.load(folder, name) for folder in folders] for name in names]
    return Sketches(*(np.concatenate(columns, axis=1) for columns in loaded))


def _save_suggestible(
    target: Path, folders: Sequence[Path], columns: Columns, text: PartText
) -> None:
    tally = Tally()
    for folder in folders:
        tally.add_all(load_tally(folder))
    docs = np.arange(len(columns.ids))
    others = list(
        tally.suggestible(lambda phrases: PhraseCounter(text).count(phrases, docs).tolist())
    )
    save_tally(target, tally)
    titles = [title for folder in folders for title in load_strings(folder, "titles")]
    bearers = first_bearers(columns.title_hashes).tolist()
    listed = list_titles([titles[n] for n in bearers], [columns.ids[n] for n in bearers])
    completion_files.save(target, others, listed)
