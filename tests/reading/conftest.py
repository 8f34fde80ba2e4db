"""Fixtures of the tests of reading: an empty archive, and its reading from end to end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import hypothesis
import pytest

from searchapp.model import Skipped, SourceDocument
from searchapp.reading import Reader, walk
from searchapp.settings import Settings

# A shared machine may stall any single example.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ReadAll = Callable[..., dict[str, SourceDocument | Skipped]]


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    """An archive without files."""
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture
def read_all(documents: Path) -> ReadAll:
    """Read the whole archive; results by path (a JSONL report: by its id)."""

    def read(**settings: float) -> dict[str, SourceDocument | Skipped]:
        results: dict[str, SourceDocument | Skipped] = {}
        with Reader(replace(Settings(), **settings)) as reader:  # type: ignore[arg-type]
            for found in walk(documents):
                for result in [found] if isinstance(found, Skipped) else reader.read(found):
                    lines = result.path.endswith(".jsonl") and isinstance(result, SourceDocument)
                    results[result.id if lines else result.path] = result  # type: ignore[union-attr]
        return results

    return read
