"""Fixtures that the engine's tests share."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from drafts import numbered, publish
from stock_whoosh import Twins, random_sequences

from searchapp.engines.whoosh.engine import WhooshEngine

# The contract's parts are no test modules by their names, but their asserts should explain too.
pytest.register_assert_rewrite(
    "contract_of_building",
    "contract_of_filtering",
    "contract_of_folding",
    "contract_of_following",
    "contract_of_language",
    "contract_of_matching",
    "contract_of_ordering",
    "contract_of_suggesting",
    "contract_of_similarity",
)


@pytest.fixture(scope="session")
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


@pytest.fixture(scope="session", params=(1, 12, 80))
def both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Twins]:
    """A small, a middling and a larger archive of random words, in two indexes."""
    sequences = random_sequences(request.param, seed=request.param)
    made = Twins(tmp_path_factory.mktemp("both"), sequences)
    yield made
    made.stock.close()
