"""A new generation is opened by a thread of its own, where that comes before the next request."""

import threading

from searchapp.engines.base import SearchEngine
from searchapp.errors import ArchiveIndexError


def follow(engine: SearchEngine, every_s: float) -> threading.Event:
    """Ask an engine again and again what serves, in the background; return what ends that.

    An engine opens a new generation when it is asked anything, and verifies it before, which takes
    a second a gigabyte. On a quiet server nobody has to wait for that; on a busy one the first
    to ask does, while the others soon go on with the old one.
    """
    end = threading.Event()

    def ask() -> None:
        while not end.wait(every_s):
            try:
                engine.status()
            except ArchiveIndexError:
                continue  # there is none yet: whoever searches is told

    threading.Thread(target=ask, name="follow", daemon=True).start()
    return end
