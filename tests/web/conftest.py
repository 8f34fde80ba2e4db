"""Fixtures of the web tests: a real index over a small archive, the application, a client."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import browsing, serving
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Browser
from web_archive import write_archive

from searchapp.app import create_app
from searchapp.indexing import rebuild
from searchapp.settings import Settings


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Where a small archive and the index that was built from it are."""
    folder = tmp_path_factory.mktemp("web")
    settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
    write_archive(settings.documents)
    rebuild(settings)
    return settings


@pytest.fixture(scope="session")
def app(settings: Settings) -> Flask:
    """The application over that index."""
    return create_app(settings)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Asks the application without a server."""
    return app.test_client()


@pytest.fixture
def unbuilt(tmp_path: Path) -> FlaskClient:
    """Asks an application whose index was never built."""
    settings = Settings(documents=tmp_path / "documents", index=tmp_path / "index")
    return create_app(settings).test_client()


@pytest.fixture(scope="module")
def site(settings: Settings) -> Iterator[str]:
    """The address of a server over the small archive."""
    with serving(settings) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a file."""
    with browsing() as chromium:
        yield chromium
