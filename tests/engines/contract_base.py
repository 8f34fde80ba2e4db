"""What the parts of the contract share: the engine under test."""

from pathlib import Path

import pytest

from searchapp.engines.base import SearchEngine


class ContractBase:
    """The root of the contract's parts."""

    @staticmethod
    def open_engine(root: Path) -> SearchEngine:
        """An engine over a folder of its own, which may hold generations already."""
        raise NotImplementedError

    @pytest.fixture
    def root(self, tmp_path: Path) -> Path:
        """The folder of generations."""
        return tmp_path / "index"

    @pytest.fixture
    def engine(self, root: Path) -> SearchEngine:
        """An engine over an empty folder."""
        return self.open_engine(root)
