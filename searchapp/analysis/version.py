"""Which analyzer made an index: after another one made its terms, queries silently miss."""

import hashlib
from functools import cache
from importlib import resources

_DECIDES_TERMS = ("syllables.py", "reports.py")


@cache
def analyzer_version() -> str:
    """Return a short hash of the code that makes terms."""
    folder = resources.files("searchapp.analysis")
    code = b"".join((folder / name).read_bytes() for name in _DECIDES_TERMS)
    return hashlib.sha256(code).hexdigest()[:12]
