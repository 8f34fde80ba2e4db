"""A real browser over a real server process, for the tests that look at the page."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, ViewportSize, sync_playwright

from searchapp.settings import Settings

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
"""What axe looks for."""

MARKS = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]
_QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
]
_START_S = 30


@contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """The address of a server over an index."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "searchapp", "serve", "--host", "127.0.0.1"]
    places = {
        "SEARCHAPP_DOCUMENTS": str(settings.documents),
        "SEARCHAPP_INDEX": str(settings.index),
    }
    server = subprocess.Popen([*command, "--port", str(port)], env=os.environ | places)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/healthz", server)
        yield address
    finally:
        server.terminate()
        server.wait(_START_S)


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _START_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the server ended before it answered"
        try:
            with urlopen(address):
                return
        except URLError:
            time.sleep(0.1)
    pytest.fail(f"no answer from {address} within {_START_S} s")


@contextmanager
def browsing() -> Iterator[Browser]:
    """A Chromium that asks nothing of the network."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=_QUIET)
        yield chromium
        chromium.close()
