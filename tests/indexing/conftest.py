"""Fixtures of the tests of indexing."""

from pathlib import Path

import pytest
from archives import Archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """An archive without files, never indexed."""
    return Archive(tmp_path)
