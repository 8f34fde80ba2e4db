"""The folder of a generation, from stretches and from what is taken over of the one before."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from searchapp.engines.sealing import FileSeal
from searchapp.engines.whoosh import arrays, completion_files
from searchapp.engines.whoosh.building import merge
from searchapp.engines.whoosh.columns import (
    Columns,
    Piece,
    join,
    listed,
    load_base,
    load_piece,
    load_strings,
)
from searchapp.engines.whoosh.completion_files import Listed
from searchapp.engines.whoosh.copies import (
    TextArchive,
    find_copies,
    known_sketches,
    recall,
    remember,
)
from searchapp.engines.whoosh.inversion import IntArray
from searchapp.engines.whoosh.part_text import PartText
from searchapp.engines.whoosh.phrase_counts import PhraseCounter
from searchapp.engines.whoosh.reuse import Reuse
from searchapp.engines.whoosh.segment import write_contents
from searchapp.engines.whoosh.sketches import Sketches
from searchapp.engines.whoosh.stretches import TITLE_KEYS, WrittenStretch
from searchapp.engines.whoosh.suggestible import Tally, load_tally, save_tally, title_hash, title_of
from searchapp.engines.whoosh.titles import (
    Bearer,
    first_bearers,
    go_on,
    list_titles,
    load_titles,
)
from searchapp.model import Report
from searchapp.processes import Crew


@dataclass(frozen=True, slots=True)
class Assembly:
    """A generation that is being put together.

    Attributes:
        stretches: What is new, in the order of ids.
        reuse: What goes on from an older generation; None where everything is new.
    """

    folder: Path
    stretches: Sequence[WrittenStretch]
    reuse: Reuse | None

    @property
    def arrays(self) -> Path:
        """The folder of what is told of the archive as a whole."""
        return self.folder / "arrays"

    @property
    def first(self) -> int:
        """The number of the first new report."""
        return 0 if self.reuse is None else len(self.reuse.kept)

    def write(self, crew: Crew, memory_bytes: int) -> tuple[Columns, Mapping[str, FileSeal]]:
        """Write everything, and return the columns and the seals of what was taken over."""
        sealed = {} if self.reuse is None else self.reuse.take_over(self.folder)
        segments = [] if self.reuse is None else self.reuse.segments()
        segments += [stretch.segment for stretch in self.stretches]
        write_contents(self.folder / "whoosh", segments)
        folders = [stretch.folder for stretch in self.stretches]
        if folders:
            number = 0 if self.reuse is None else 1
            merge(crew, self.folder / "parts" / str(number), folders, memory_bytes)
        self.arrays.mkdir()
        columns = join(list(self._pieces()))
        columns.save(self.arrays)
        texts = self._texts()
        self._save_copies(columns, texts)
        self._save_suggestible(columns, texts)
        shutil.rmtree(self.folder / "stretches", ignore_errors=True)
        return columns, sealed

    def _pieces(self) -> Iterator[Piece]:
        if self.reuse is not None:
            yield load_base(self.reuse.base.arrays, self.reuse.ids, self.reuse.kept)
        first = self.first
        for stretch in self.stretches:
            yield load_piece(stretch.folder, first)
            first += stretch.reports

    def _texts(self) -> TextArchive:
        numbers = range(len(list((self.folder / "parts").iterdir())))
        parts = [PartText(self.folder / "parts" / str(number)) for number in numbers]
        return TextArchive(parts, [0, *([self.first] if len(parts) > 1 else [])])

    # --- copies ---

    def _save_copies(self, columns: Columns, texts: TextArchive) -> None:
        root = self.folder.parent
        own = [_stretch_sketches(stretch.folder) for stretch in self.stretches]
        compared: Mapping[bytes, float] = {}
        if self.reuse is not None:
            known = recall(root)
            compared = known.compared
            fingerprints = listed(columns.fingerprints[: self.first])
            found, missing = known_sketches(known, fingerprints)
            missing = missing[self.reuse.kept[missing]]
            for some in np.array_split(missing, 1 + len(missing) // 4096):
                made = texts.parts[0].sketches(some)
                found.shingles[:, some], found.figures[:, some] = made.shingles, made.figures
            own.insert(0, found)
        whole = Sketches(
            np.concatenate([one.shingles for one in own], axis=1),
            np.concatenate([one.figures for one in own], axis=1),
        )
        copies, remembered = find_copies(columns, texts, whole, compared)
        arrays.save(self.arrays, "duplicate_of", copies)
        remember(root, remembered)

    # --- suggestions ---

    def _save_suggestible(self, columns: Columns, texts: TextArchive) -> None:
        gone = self._gone()
        tally = Tally() if self.reuse is None else load_tally(self.reuse.base.arrays)
        before, tally.found = tally.found, {}
        for report in gone:
            tally.add(report, -1)
        for stretch in self.stretches:
            tally.add_all(load_tally(stretch.folder))
        tally.found = self._found(
            sorted(set(tally.cluster_words().values())), before, texts, columns
        )
        save_tally(self.arrays, tally)
        old = None if self.reuse is None else self.reuse.base.arrays
        titles = self._titles(columns, gone)
        completion_files.save(self.arrays, list(tally.suggestible()), titles, old)

    def _gone(self) -> list[Report]:
        """Return the reports that counted before and are not taken over."""
        return [] if self.reuse is None else self.reuse.reports(self.reuse.gone.tolist())

    def _found(
        self,
        phrases: Sequence[str],
        before: Mapping[str, int],
        texts: TextArchive,
        columns: Columns,
    ) -> dict[str, int]:
        """Return how many reports hold each phrase; what was counted before is not looked for."""
        alive = np.flatnonzero(columns.alive)
        new = [phrase for phrase in phrases if phrase not in before]
        found = dict(zip(new, _count(texts, new, alive).tolist(), strict=True))
        old = [phrase for phrase in phrases if phrase in before]
        if old and self.reuse is not None:
            counts = np.array([before[phrase] for phrase in old])
            counts += _count(texts, old, alive[alive >= self.first])
            counts -= _count(self._base_texts(), old, self.reuse.gone)
            found |= zip(old, counts.tolist(), strict=True)
        return found

    def _base_texts(self) -> TextArchive:
        assert self.reuse is not None
        folder = self.reuse.base.folder / "parts"
        parts = [PartText(folder / str(number)) for number in range(len(list(folder.iterdir())))]
        return TextArchive(parts, [0, *([self.first] if len(parts) > 1 else [])])

    def _titles(self, columns: Columns, gone: Sequence[Report]) -> Listed:
        added = [title for one in self.stretches for title in load_strings(one.folder, "titles")]
        if self.reuse is None:
            bearers = first_bearers(columns.title_hashes)
            keys = completion_files.load_keys([one.folder for one in self.stretches], TITLE_KEYS)
            texts, ids = ([names[n] for n in bearers.tolist()] for names in (added, columns.ids))
            return list_titles(texts, ids, keys.take(bearers))
        changed = [*(title_of(report) for report in gone), *added]
        return go_on(load_titles(self.reuse.base.arrays), self._bearers(columns, changed, added))

    def _bearers(
        self, columns: Columns, changed: Sequence[str], added: Sequence[str]
    ) -> Iterator[Bearer]:
        """Yield who bears each of some titles now."""
        assert self.reuse is not None
        examples = {title_hash(title): title for title in changed if title}
        hashes = np.array(list(examples), np.uint64)
        in_order = columns.order[np.isin(columns.title_hashes[columns.order], hashes)]
        in_order = in_order[columns.alive[in_order]]
        firsts = in_order[first_bearers(columns.title_hashes[in_order])]
        old = [number for number in firsts.tolist() if number < self.first]
        texts = dict(zip(old, map(title_of, self.reuse.reports(old)), strict=True))
        for number in firsts.tolist():
            text = texts.get(number) or added[number - self.first]
            del examples[int(columns.title_hashes[number])]
            yield Bearer(text, columns.ids[number])
        yield from (Bearer(title, None) for title in examples.values())


def _stretch_sketches(folder: Path) -> Sketches:
    return Sketches(
        arrays.load(folder, "sketches.shingles"), arrays.load(folder, "sketches.figures")
    )


def _count(texts: TextArchive, phrases: Sequence[str], numbers: IntArray) -> IntArray:
    """Return how many of some reports hold each phrase."""
    counts = np.zeros(len(phrases), np.int64)
    bounds = np.searchsorted(numbers, [*texts.starts[1:]])
    for part, first, some in zip(texts.parts, texts.starts, np.split(numbers, bounds), strict=True):
        if len(some) and len(phrases):
            counts += PhraseCounter(part).count(phrases, some - first)
    return counts
