"""Generations on disk: what is not whole is refused before it is loaded; CURRENT is one rename."""

import hashlib
import json
import logging
import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts import ask, ids, numbered, publish

from searchapp.engines.generations import FileSeal, Generations, read_manifest
from searchapp.engines.whoosh.engine import ENGINE, WhooshEngine
from searchapp.errors import GenerationDamagedError, NoIndexError

FIRST, SECOND, THIRD = "gen-000001", "gen-000002", "gen-000003"


@pytest.fixture(scope="module")
def two_generations(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two generations, to be copied."""
    root = tmp_path_factory.mktemp("whole") / "index"
    for count in (3, 4):
        publish(WhooshEngine(root), numbered(count))
    return root


@pytest.fixture
def root(two_generations: Path, tmp_path: Path) -> Path:
    """An index of two generations of a test's own: of 3 reports, then of 4."""
    return shutil.copytree(two_generations, tmp_path / "index")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _serves_the_previous(root: Path) -> bool:
    """Whether a fresh engine answers from the first generation and tells of the second."""
    status = WhooshEngine(root).status()
    assert ask(WhooshEngine(root)).total == status.reports
    return (status.generation, status.reports, status.damaged) == (FIRST, 3, (SECOND,))


# --- what is written -----------------------------------------------------------------------------


def test_a_generation_holds_what_the_design_says(root: Path) -> None:
    assert (root / "CURRENT").read_bytes() == b"gen-000002\n"
    assert {path.name for path in (root / SECOND).iterdir()} == {
        "manifest.json",
        "whoosh",
        "arrays",
    }
    assert not [path for path in root.iterdir() if path.name not in {"CURRENT", FIRST, SECOND}]


def test_the_manifest_names_every_file_with_its_size_and_hash(root: Path) -> None:
    manifest = Generations(root).verify(SECOND)
    files = {path.relative_to(root / SECOND).as_posix() for path in _files(root / SECOND)}
    assert manifest.files.keys() == files - {"manifest.json"}
    for name, seal in manifest.files.items():
        content = (root / SECOND / name).read_bytes()
        assert seal == FileSeal(len(content), _sha256(content))
    assert (manifest.reports, manifest.provinces) == (4, 0)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_current_is_replaced_never_written_into(root: Path) -> None:
    """A reader that has it open goes on reading the old name, whole."""
    with (root / "CURRENT").open() as opened:
        Generations(root).point_to(FIRST)
        assert opened.read() == "gen-000002\n"
    assert Generations(root).current() == FIRST
    assert [path.name for path in root.glob("CURRENT*")] == ["CURRENT"]


def test_what_a_build_that_died_left_is_removed_by_the_next(root: Path) -> None:
    for name in ("gen-000003.building", "gen-000009.building"):
        (root / name / "arrays").mkdir(parents=True)
        (root / name / "arrays" / "half.npy").write_bytes(b"half")
    (root / "CURRENT.new").write_text("gen-0000")
    publish(WhooshEngine(root), numbered(5))
    assert sorted(path.name for path in root.iterdir()) == ["CURRENT", FIRST, SECOND, THIRD]


def test_a_build_that_died_before_current_was_replaced_does_not_serve(root: Path) -> None:
    publish(WhooshEngine(root), numbered(5))
    Generations(root).point_to(SECOND)
    assert WhooshEngine(root).status().reports == 4
    publish(WhooshEngine(root), numbered(6))
    assert WhooshEngine(root).status().generation == "gen-000004"


@pytest.mark.parametrize("keep", [1, 2, 3])
def test_only_the_newest_are_kept(root: Path, keep: int) -> None:
    engine = WhooshEngine(root, keep=keep)
    for count in (5, 6):
        publish(engine, numbered(count))
    assert len(Generations(root).names()) == keep
    assert Generations(root).names()[-1] == "gen-000004"
    assert ask(engine).total == 6


def test_the_serving_generation_is_never_pruned(root: Path) -> None:
    generations = Generations(root, keep=1)
    generations.point_to(FIRST)
    generations.prune()
    assert generations.names() == [FIRST, SECOND]


# --- what is refused -----------------------------------------------------------------------------


def test_a_flipped_bit_in_any_file_is_noticed(root: Path) -> None:
    chance = random.Random(7)
    for path in _files(root / SECOND):
        whole = path.read_bytes()
        for place in {0, len(whole) - 1, chance.randrange(len(whole) or 1)} if whole else ():
            flipped = bytearray(whole)
            flipped[place] ^= 1 << chance.randrange(8)
            path.write_bytes(flipped)
            if path.name != "manifest.json":  # there, white space may change without harm
                with pytest.raises(GenerationDamagedError, match=path.name):
                    Generations(root).verify(SECOND)
        path.write_bytes(whole)
    Generations(root).verify(SECOND)


def test_no_flipped_bit_in_the_manifest_changes_what_it_says(root: Path) -> None:
    path = root / SECOND / "manifest.json"
    whole, manifest = path.read_bytes(), Generations(root).verify(SECOND)
    for place in range(0, len(whole), 31):
        flipped = bytearray(whole)
        flipped[place] ^= 1 << place % 8
        path.write_bytes(flipped)
        try:
            assert read_manifest(root / SECOND) == manifest
        except GenerationDamagedError:
            continue


def _flip(folder: Path) -> None:
    path = folder / "arrays" / "exact.docs.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def _cut(folder: Path) -> None:
    path = next((folder / "whoosh").glob("*.seg"))
    path.write_bytes(path.read_bytes()[:-1])


def _link(folder: Path) -> None:
    path = folder / "arrays" / "stream.npy"
    path.rename(folder.parent / "elsewhere.npy")
    path.symlink_to(folder.parent / "elsewhere.npy")


def _link_a_folder(folder: Path) -> None:
    (folder / "arrays").rename(folder.parent / "elsewhere")
    (folder / "arrays").symlink_to(folder.parent / "elsewhere")


def _of_another_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format_version": 99}))


def _counting_more(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"reports": 5}))


def _of_another_engine(folder: Path) -> None:
    generations = Generations(folder.parent)
    (folder / "manifest.json").unlink()
    generations.seal(folder, engine="khác", version="1", reports=4, provinces=0)


def _of_an_older_version(folder: Path) -> None:
    generations = Generations(folder.parent)
    (folder / "manifest.json").unlink()
    (folder / "arrays" / "title_lengths.npy").unlink()
    generations.seal(folder, engine=ENGINE, version="1", reports=4, provinces=0)


def _pipe_for_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a flipped bit": _flip,
    "a file cut short": _cut,
    "an emptied file": lambda folder: (folder / "arrays" / "ids.terms").write_bytes(b""),
    "a missing file": lambda folder: (folder / "arrays" / "dates.npy").unlink(),
    "a missing folder": lambda folder: shutil.rmtree(folder / "whoosh"),
    "a strange file": lambda folder: (folder / "arrays" / "la.npy").write_bytes(b"x"),
    "a strange file beside": lambda folder: (folder / "la.txt").write_bytes(b"x"),
    "a file behind a link": _link,
    "a folder behind a link": _link_a_folder,
    "a dangling link": lambda folder: (folder / "whoosh" / "la").symlink_to("khong-co"),
    "a manifest that is missing": lambda folder: (folder / "manifest.json").unlink(),
    "a manifest that is cut": lambda folder: os.truncate(folder / "manifest.json", 100),
    "a manifest that is empty": lambda folder: os.truncate(folder / "manifest.json", 0),
    "a manifest of bytes": lambda folder: (folder / "manifest.json").write_bytes(b"\xff\x00{"),
    "a manifest that is a list": lambda folder: (folder / "manifest.json").write_text("[]"),
    "a manifest that is a pipe": _pipe_for_a_manifest,
    "a manifest of another format": _of_another_format,
    "a manifest that counts more": _counting_more,
    "a generation of an older version": _of_an_older_version,
    "another engine's generation": _of_another_engine,
    "no generation at all": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_not_whole_is_refused_and_the_previous_generation_serves(
    root: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    DAMAGES[damage](root / SECOND)
    assert _serves_the_previous(root)
    assert SECOND in caplog.text
    assert caplog.records[0].levelno == logging.ERROR


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_new_generation_that_is_not_whole_does_not_displace_the_open_one(
    root: Path, damage: str
) -> None:
    engine = WhooshEngine(root)
    Generations(root).point_to(FIRST)
    assert ask(engine).total == 3
    DAMAGES[damage](root / SECOND)
    Generations(root).point_to(SECOND)
    for _ in range(2):
        assert ask(engine).total == 3
    assert engine.status().damaged == (SECOND,)


def test_damage_is_told_until_a_whole_generation_serves(root: Path) -> None:
    engine = WhooshEngine(root)
    _flip(root / SECOND)
    assert engine.status().damaged == ask(engine).status.damaged == (SECOND,)
    publish(engine, numbered(5))
    assert (ask(engine).total, engine.status().damaged) == (5, ())


class _Marker:
    """Makes a file as soon as it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> tuple[Callable[..., object], tuple[str, ...]]:
        return os.mkdir, (str(self._path),)


@pytest.mark.parametrize("name", ["_MAIN_99.toc", "_MAIN_1.toc"])
def test_a_foreign_pickle_is_never_loaded(root: Path, tmp_path: Path, name: str) -> None:
    marker = tmp_path / "marker"
    (root / SECOND / "whoosh" / name).write_bytes(pickle.dumps(_Marker(marker)))
    assert _serves_the_previous(root)
    with pytest.raises(GenerationDamagedError):
        Generations(root).verify(SECOND)
    assert not marker.exists()


def test_the_marker_of_that_test_would_appear(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(_Marker(tmp_path / "marker")))
    assert (tmp_path / "marker").exists()


def test_when_nothing_is_whole_there_is_no_index(root: Path) -> None:
    for name in (FIRST, SECOND):
        _flip(root / name)
    with pytest.raises(NoIndexError, match="searchapp rebuild"):
        WhooshEngine(root).status()
    publish(WhooshEngine(root), numbered(2))
    assert ask(WhooshEngine(root)).total == 2


# --- CURRENT -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content", [b"", b"\n", b"../../etc", b"gen-000002/..", b"gen-2", b"\xff\xfe", b"gen-000002 x"]
)
def test_nonsense_in_current_is_as_good_as_no_current(root: Path, content: bytes) -> None:
    (root / "CURRENT").write_bytes(content)
    assert WhooshEngine(root).status().generation == SECOND
    publish(WhooshEngine(root), numbered(5))
    assert WhooshEngine(root).status().generation == THIRD


def test_without_current_the_newest_whole_generation_serves(root: Path) -> None:
    (root / "CURRENT").unlink()
    assert WhooshEngine(root).status().generation == SECOND
    _flip(root / SECOND)
    assert _serves_the_previous(root)


def test_a_folder_in_the_place_of_current_is_as_good_as_none(root: Path) -> None:
    (root / "CURRENT").unlink()
    (root / "CURRENT").mkdir()
    assert WhooshEngine(root).status().generation == SECOND


def test_a_current_that_names_what_is_gone_falls_back(root: Path) -> None:
    (root / "CURRENT").write_text("gen-000077\n")
    status = WhooshEngine(root).status()
    assert (status.generation, status.damaged) == (SECOND, ("gen-000077",))


def test_an_open_generation_answers_when_its_files_are_removed(root: Path) -> None:
    engine = WhooshEngine(root)
    assert ask(engine).total == 4
    shutil.rmtree(root)
    assert ids(ask(engine, '"gặt lúa"')) == [f"so-{n:03}" for n in range(4)]
    assert engine.report("so-003").title == "Bản tin 3"


def test_an_index_that_was_emptied_and_built_anew_is_followed_under_the_same_name(
    root: Path,
) -> None:
    Generations(root).point_to(FIRST)
    engine = WhooshEngine(root)
    assert ask(engine).total == 3
    shutil.rmtree(root)
    publish(WhooshEngine(root), numbered(7))
    assert WhooshEngine(root).status().generation == FIRST
    assert ask(engine).total == 7


# --- rollback ------------------------------------------------------------------------------------


def test_rollback_passes_over_what_is_not_whole(root: Path) -> None:
    engine = WhooshEngine(root)
    publish(engine, numbered(5))
    _flip(root / SECOND)
    assert engine.rollback() == FIRST
    assert ask(engine).total == 3


def test_rollback_from_a_damaged_generation_goes_to_the_one_before(root: Path) -> None:
    _flip(root / SECOND)
    assert WhooshEngine(root).rollback() == FIRST
    assert WhooshEngine(root).status().damaged == ()


def test_rollback_without_a_whole_one_before_changes_nothing(root: Path) -> None:
    _flip(root / FIRST)
    with pytest.raises(NoIndexError):
        WhooshEngine(root).rollback()
    assert WhooshEngine(root).status().generation == SECOND
