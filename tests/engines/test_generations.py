"""Generations on disk: what is written, what serves, what is kept, and the way back."""

import hashlib
import shutil
from pathlib import Path

import pytest
from drafts import ask, ids, numbered, publish
from two_generations import FIRST, SECOND, THIRD, files_of, flip, serves_the_previous

from searchapp.engines.generations import FileSeal, Generations
from searchapp.engines.whoosh.engine import WhooshEngine
from searchapp.errors import NoIndexError

# --- what is written -----------------------------------------------------------------------------


def test_a_generation_holds_what_the_design_says(root: Path) -> None:
    assert (root / "CURRENT").read_bytes() == b"gen-000002\n"
    assert {path.name for path in (root / SECOND).iterdir()} == {
        "manifest.json",
        "whoosh",
        "arrays",
        "parts",
    }
    assert not [path for path in root.iterdir() if path.name not in {"CURRENT", FIRST, SECOND}]


def test_the_manifest_names_every_file_with_its_size_and_hash(root: Path) -> None:
    manifest = Generations(root).verify(SECOND)
    files = {path.relative_to(root / SECOND).as_posix() for path in files_of(root / SECOND)}
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
    flip(root / SECOND)
    assert serves_the_previous(root)


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
    flip(root / SECOND)
    assert engine.rollback() == FIRST
    assert ask(engine).total == 3


def test_rollback_from_a_damaged_generation_goes_to_the_one_before(root: Path) -> None:
    flip(root / SECOND)
    assert WhooshEngine(root).rollback() == FIRST
    assert WhooshEngine(root).status().damaged == ()


def test_rollback_without_a_whole_one_before_changes_nothing(root: Path) -> None:
    flip(root / FIRST)
    with pytest.raises(NoIndexError):
        WhooshEngine(root).rollback()
    assert WhooshEngine(root).status().generation == SECOND
