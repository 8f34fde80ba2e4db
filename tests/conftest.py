"""Fixtures that several folders share: the sample archive, indexed once a run."""

from pathlib import Path

import hypothesis
import pytest

from searchapp.indexing import rebuild
from searchapp.settings import Settings

# A shared machine may stall any single example.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

SAMPLES = Path(__file__).parents[1] / "documents"


@pytest.fixture(scope="session")
def sample_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The sample archive of the repository, and an index of it that no test changes."""
    settings = Settings(documents=SAMPLES, index=tmp_path_factory.mktemp("samples"), jobs=1)
    rebuild(settings)
    return settings
