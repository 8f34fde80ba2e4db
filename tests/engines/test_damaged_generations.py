"""A generation that is not whole is refused before anything of it is loaded."""

import json
import logging
import os
import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from drafts import ask, numbered, publish
from two_generations import FIRST, SECOND, files_of, flip, serves_the_previous

from searchapp.engines.generations import Generations, read_manifest
from searchapp.engines.whoosh.engine import ENGINE, WhooshEngine
from searchapp.errors import GenerationDamagedError, NoIndexError


def test_a_flipped_bit_in_any_file_is_noticed(root: Path) -> None:
    chance = random.Random(7)
    for path in files_of(root / SECOND):
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


def _cut(folder: Path) -> None:
    path = next((folder / "whoosh").glob("*.seg"))
    path.write_bytes(path.read_bytes()[:-1])


def _link(folder: Path) -> None:
    path = folder / "parts" / "0" / "stream.npy"
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
    (folder / "arrays" / "order.npy").unlink()
    generations.seal(folder, engine=ENGINE, version="1", reports=4, provinces=0)


def _pipe_for_a_manifest(folder: Path) -> None:
    (folder / "manifest.json").unlink()
    os.mkfifo(folder / "manifest.json")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "a flipped bit": flip,
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
    assert serves_the_previous(root)
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
    flip(root / SECOND)
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
    assert serves_the_previous(root)
    with pytest.raises(GenerationDamagedError):
        Generations(root).verify(SECOND)
    assert not marker.exists()


def test_the_marker_of_that_test_would_appear(tmp_path: Path) -> None:
    pickle.loads(pickle.dumps(_Marker(tmp_path / "marker")))
    assert (tmp_path / "marker").exists()


def test_when_nothing_is_whole_there_is_no_index(root: Path) -> None:
    for name in (FIRST, SECOND):
        flip(root / name)
    with pytest.raises(NoIndexError, match="searchapp rebuild"):
        WhooshEngine(root).status()
    publish(WhooshEngine(root), numbered(2))
    assert ask(WhooshEngine(root)).total == 2
