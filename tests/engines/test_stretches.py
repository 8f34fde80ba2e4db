"""However an archive is cut into stretches, and by however many processes, the same is written."""

import os
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from changing_archives import Drafts, drawn_archive
from drafts import Draft
from stock_whoosh import entry as entry_of
from stock_whoosh import random_sequences
from whoosh.index import open_dir

from searchapp.engines.base import EntrySource, IndexEntry
from searchapp.engines.whoosh import building
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.engines.whoosh.schema import TEXT_FIELD
from searchapp.engines.whoosh.stored import StoredReports
from searchapp.errors import BuildFailedError

REPORTS = 300  # enough for rows


@pytest.fixture(scope="module")
def archive() -> dict[str, Draft]:
    return drawn_archive(random.Random(20), REPORTS)


@pytest.fixture(scope="module")
def whole(archive: dict[str, Draft], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive, written as one stretch."""
    root = tmp_path_factory.mktemp("whole")
    return _taken(root, Drafts(archive))


def _taken(root: Path, source: EntrySource, *, jobs: int = 1, memory_bytes: int = 1 << 30) -> Path:
    with WhooshEngine(root).build() as writer:
        writer.take(source, jobs=jobs, memory_bytes=memory_bytes)
    return root / "gen-000001"


def _same_files(left: Path, right: Path) -> bool:
    names = {path.relative_to(left) for path in left.rglob("*") if path.is_file()}
    assert names == {path.relative_to(right) for path in right.rglob("*") if path.is_file()}
    assert names
    return all((left / name).read_bytes() == (right / name).read_bytes() for name in names)


@pytest.mark.parametrize("size", [1, 7, 150, 299])
def test_the_cuts_are_not_seen_in_what_is_written(
    archive: dict[str, Draft],
    whole: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    size: int,
) -> None:
    monkeypatch.setattr(building, "_REPORTS_A_CALL", size)
    cut = _taken(tmp_path, Drafts(archive))
    assert len(list((cut / "whoosh").glob("*.seg"))) > 1
    for folder in ("parts/0", "arrays"):
        assert _same_files(cut / folder, whole / folder)


def test_little_memory_gives_the_same(
    archive: dict[str, Draft], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_LEAST_TERMS", 500)
    cut = _taken(tmp_path, Drafts(archive), memory_bytes=1)
    assert len(list((cut / "whoosh").glob("*.seg"))) > 1
    for folder in ("parts/0", "arrays"):
        assert _same_files(cut / folder, whole / folder)


def test_several_processes_give_the_same(
    archive: dict[str, Draft], whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_FEW_REPORTS", 0)
    cut = _taken(tmp_path, Drafts(archive), jobs=2)
    assert len(list((cut / "whoosh").glob("*.seg"))) == 2
    for folder in ("parts/0", "arrays"):
        assert _same_files(cut / folder, whole / folder)


def test_every_report_is_told_of_once(archive: dict[str, Draft], tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with WhooshEngine(tmp_path).build() as writer:
        writer.take(Drafts(archive), tell=lambda done, total: told.append((done, total)))
    assert told[-1] == (REPORTS, REPORTS)
    assert told == sorted(told)


def test_whooshs_segments_are_the_archive_in_order(
    archive: dict[str, Draft], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_REPORTS_A_CALL", 70)
    folder = _taken(tmp_path, Drafts(archive))
    reader = open_dir(folder / "whoosh", readonly=True).reader()
    stored = StoredReports(folder / "whoosh")
    expected = [archive[one].entry() for one in sorted(archive)]
    assert [stored.report(number) for number in range(REPORTS)] == [one.report for one in expected]
    for word in ("lúa", "chợ"):
        held = [n for n, one in enumerate(expected) if word in one.analysis.syllables]
        assert list(reader.postings(TEXT_FIELD, word.encode()).all_ids()) == held
    reader.close()


class Failing(Drafts):
    """A source that breaks off."""

    def entries(self, ids: Sequence[str]) -> Iterator[IndexEntry]:
        """Fail where the first entry is."""
        raise ZeroDivisionError(ids[0])


class Ending(Drafts):
    """A source whose process ends, as one does that the system has no memory for."""

    def entries(self, ids: Sequence[str]) -> Iterator[IndexEntry]:
        """End the process."""
        os._exit(len(ids))


def test_an_error_in_a_process_is_raised_here(
    archive: dict[str, Draft], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_FEW_REPORTS", 0)
    with pytest.raises(ZeroDivisionError):
        _taken(tmp_path, Failing(archive), jobs=2)
    assert not list(tmp_path.glob("gen-*"))


def test_a_process_that_ends_is_told_of(
    archive: dict[str, Draft], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building, "_FEW_REPORTS", 0)
    with pytest.raises(BuildFailedError, match="dừng đột ngột"):
        _taken(tmp_path, Ending(archive), jobs=2)
    assert not list(tmp_path.glob("gen-*"))


def test_random_sequences_with_breaks_are_cut_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sequences = random_sequences(60, 5)
    folders = []
    for number, least in enumerate((1 << 30, 300)):
        monkeypatch.setattr(building, "_LEAST_TERMS", least)
        engine = WhooshEngine(tmp_path / str(number))
        monkeypatch.setattr(building, "BYTES_A_TERM", 1 << 60)
        with engine.build() as writer:
            for place, analysis in enumerate(sequences):
                writer.add(entry_of(place, analysis))
        folders.append(tmp_path / str(number) / "gen-000001")
    assert _same_files(folders[0] / "parts", folders[1] / "parts")
