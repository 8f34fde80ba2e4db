"""What the documents say of the code is what the code says."""

import re
import tomllib
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from written_documents import (
    NAMES,
    ROOT,
    anchors,
    blocks,
    commands,
    first_words,
    headings,
    links,
    read,
    second_cells,
)

from benchmarks.typing_variants import Typing
from searchapp.model import NoteKind, ReportType
from searchapp.reading.archive import ENDINGS
from searchapp.settings import PREFIX, Settings
from searchapp.web.params import REPEATABLE, SINGLE

_NOT_ROOMS = {"__pycache__"}
_SAID_IN_WORDS = {"jobs", "cors_origins"}  # defaults that differ by machine, or are empty


def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def _rooms() -> set[str]:
    package = ROOT / "searchapp"
    folders = [package, *(path for path in package.rglob("*") if path.is_dir())]
    return {
        f"{folder.relative_to(ROOT).as_posix()}/"
        for folder in folders
        if folder.name not in _NOT_ROOMS
    }


def _targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


# --- links --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_every_relative_link_leads_somewhere(name: str) -> None:
    for link in links(name):
        path, _, anchor = link.partition("#")
        if "://" in path:
            continue
        assert not path or (ROOT / path).exists(), link
        if anchor:
            assert anchor in anchors(path or name), link


@pytest.mark.parametrize("picture", sorted((ROOT / "docs").glob("*.png")), ids=lambda p: p.name)
def test_every_picture_is_shown_and_is_small(picture: Path) -> None:
    assert picture.stat().st_size < 250_000
    assert f"docs/{picture.name}" in links("README.md")


# --- README -------------------------------------------------------------------------------------


def test_every_setting_is_in_the_table_and_every_row_is_a_setting() -> None:
    settings = [PREFIX + field.name.upper() for field in fields(Settings)]
    assert first_words("README.md", "Settings") == settings


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_the_default_in_the_table_is_the_default(field: Any) -> None:
    if field.name not in _SAID_IN_WORDS:
        told = second_cells("README.md", "Settings")[PREFIX + field.name.upper()]
        assert told == f"`{field.default}`"


def test_every_parameter_is_in_the_table_and_every_row_is_a_parameter() -> None:
    named = first_words("README.md", "Parameters")
    assert sorted(named) == sorted((*SINGLE, *REPEATABLE))


def test_every_kind_of_report_is_named_among_the_parameters() -> None:
    for kind in ReportType:
        assert f"`{kind}`" in read("README.md")


def test_every_kind_of_note_is_explained() -> None:
    assert set(NoteKind) <= set(first_words("README.md", "Query language"))


def test_every_format_is_named() -> None:
    assert " ".join(f"`{ending}`" for ending in ENDINGS) in read("README.md")


def test_every_way_of_typing_is_in_the_table_of_figures() -> None:
    assert first_words("README.md", "Benchmarks") == [typing.value for typing in Typing]


def test_every_variable_that_is_named_anywhere_exists() -> None:
    known = {PREFIX + field.name.upper() for field in fields(Settings)} | {"SEARCHAPP_SHARED"}
    for name in NAMES:
        assert set(re.findall(r"\bSEARCHAPP_[A-Z_]+\b", read(name))) <= known, name


# --- ARCHITECTURE -------------------------------------------------------------------------------


def test_every_folder_of_the_package_has_its_heading() -> None:
    named = [re.match(r"`(searchapp/[^`]*)`: .+", text) for text in headings("ARCHITECTURE.md")]
    assert {match.group(1) for match in named if match} == _rooms()


def test_every_heading_of_a_folder_asks_its_question() -> None:
    folders = [text for text in headings("ARCHITECTURE.md") if text.startswith("`")]
    assert [text for text in folders if not text.endswith("?")] == []


def test_the_layers_are_those_that_are_enforced() -> None:
    contracts = _project()["tool"]["importlinter"]["contracts"]
    enforced = next(one["layers"] for one in contracts if one["type"] == "layers")
    (told,) = blocks("ARCHITECTURE.md", "layers")
    assert told.splitlines() == enforced


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md"])
def test_every_file_that_is_named_exists(name: str) -> None:
    existing = {path.name for folder in ("searchapp", "tests", "benchmarks") for path in
                (ROOT / folder).rglob("*.py")}  # fmt: skip
    for path in re.findall(r"`([\w/]+\.py)`", read(name)):
        assert (ROOT / path).is_file() or path in existing, path


# --- CONTRIBUTING and the others ----------------------------------------------------------------


def test_every_target_is_explained_and_every_explained_target_exists() -> None:
    told = first_words("CONTRIBUTING.md", "Set-up")
    assert {word.removeprefix("make ") for word in told} == _targets()


def test_every_marker_is_explained() -> None:
    markers = _project()["tool"]["pytest"]["ini_options"]["markers"]
    assert first_words("CONTRIBUTING.md", "Tests") == [one.partition(":")[0] for one in markers]


def test_every_make_command_names_a_target() -> None:
    for command in commands("README.md"):
        if command.startswith("make "):
            assert command.split()[1] in _targets()


def test_the_changelog_begins_with_what_is_not_released() -> None:
    assert headings("CHANGELOG.md")[1] == "[Unreleased]"
