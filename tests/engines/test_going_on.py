"""A generation that goes on from another one answers what one that is built anew answers."""

import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from changing_archives import Drafts, answers, drawn_archive, edited
from drafts import Draft, publish

from searchapp.engines.generations import Generations
from searchapp.engines.whoosh.copies import FILE_NAME
from searchapp.engines.whoosh.engine import WhooshEngine


def take(root: Path, archive: Mapping[str, Draft], *, jobs: int = 1) -> tuple[int, int]:
    """Publish an archive, and tell how many reports were taken over and how many written."""
    with WhooshEngine(root).build(allow_drop=True) as writer:
        writer.take(Drafts(archive), jobs=jobs)
    return writer.reused, writer.added


def whole(root: Path, archive: Mapping[str, Draft]) -> WhooshEngine:
    """An engine over an archive that was built anew, a report after the other."""
    engine = WhooshEngine(root)
    publish(engine, [archive[one] for one in sorted(archive)])
    return engine


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_it_answers_as_if_built_anew(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    archive = drawn_archive(chance, 40)
    assert take(tmp_path / "index", archive) == (0, 40)
    for step in range(4):
        archive = edited(chance, archive, chance.choice((1, 2, 5)))
        reused, added = take(tmp_path / "index", archive)
        assert reused > 0
        assert reused + added == len(archive)
        told, scores = answers(WhooshEngine(tmp_path / "index"), sorted(archive))
        anew, anew_scores = answers(whole(tmp_path / f"anew{step}", archive), sorted(archive))
        assert told == anew
        assert scores == pytest.approx(anew_scores, abs=1e-6)


def test_nothing_is_written_of_what_did_not_change(tmp_path: Path) -> None:
    archive = drawn_archive(random.Random(1), 40)
    take(tmp_path, archive)
    assert take(tmp_path, archive) == (40, 0)
    first, second = (tmp_path / name for name in Generations(tmp_path).names())
    assert {one.name for one in (second / "parts").iterdir()} == {"0"}
    for file in (
        "parts/0/stream.npy",
        *(f"whoosh/{one.name}" for one in first.glob("whoosh/*.seg")),
    ):
        assert (first / file).samefile(second / file)


def test_where_much_changed_everything_is_written_anew(tmp_path: Path) -> None:
    chance = random.Random(2)
    take(tmp_path, drawn_archive(chance, 40))
    assert take(tmp_path, drawn_archive(chance, 40))[0] == 0


def test_a_generation_that_others_go_on_from_may_be_removed(tmp_path: Path) -> None:
    chance = random.Random(3)
    archive = drawn_archive(chance, 40)
    for _ in range(5):
        take(tmp_path, archive)
        archive = edited(chance, archive, 1)
    names = Generations(tmp_path).names()
    assert len(names) == 3
    for name in names:
        Generations(tmp_path).verify(name)


def test_where_files_cannot_be_shared_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, target: Path) -> None:
        raise OSError(18, "another device")

    chance = random.Random(4)
    archive = drawn_archive(chance, 40)
    take(tmp_path / "index", archive)
    monkeypatch.setattr("os.link", refuse)
    archive = edited(chance, archive, 2)
    assert take(tmp_path / "index", archive)[0] > 0
    told, _ = answers(WhooshEngine(tmp_path / "index"), sorted(archive))
    assert told == answers(whole(tmp_path / "anew", archive), sorted(archive))[0]


@pytest.mark.parametrize("content", [None, b"", b"nonsense that is no such file"])
def test_without_the_remembered_sketches_copies_are_found_all_the_same(
    tmp_path: Path, content: bytes | None
) -> None:
    chance = random.Random(5)
    archive = drawn_archive(chance, 40)
    take(tmp_path / "index", archive)
    remembered = tmp_path / "index" / FILE_NAME
    assert remembered.exists()
    if content is None:
        remembered.unlink()
    else:
        remembered.write_bytes(content)
    archive = edited(chance, archive, 3)
    assert take(tmp_path / "index", archive)[0] > 0
    told, _ = answers(WhooshEngine(tmp_path / "index"), sorted(archive))
    assert told == answers(whole(tmp_path / "anew", archive), sorted(archive))[0]


def test_of_a_damaged_generation_nothing_is_taken_over(tmp_path: Path) -> None:
    archive = drawn_archive(random.Random(6), 40)
    take(tmp_path, archive)
    path = tmp_path / "gen-000001" / "parts" / "0" / "stream.npy"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert take(tmp_path, archive) == (0, 40)
