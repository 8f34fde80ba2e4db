"""The engine on Whoosh keeps the contract."""

from pathlib import Path

from contract import EngineContract

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.settings import Settings


class TestWhooshEngine(EngineContract):
    """Every test of the contract."""

    @staticmethod
    def open_engine(root: Path) -> SearchEngine:
        return open_engine(Settings(index=root))
