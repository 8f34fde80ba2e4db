"""Which code answers: after a release, what clients hold of the one before is not current."""

import hashlib
from functools import cache
from pathlib import Path

import searchapp

_ENDINGS = {".py", ".html", ".css", ".js", ".svg", ".json", ".tsv", ".txt"}


@cache
def edition() -> str:
    """Return a short hash of the package: its code, its templates, its tables.

    The number of a version would not do: whoever runs a working copy changes code without it.
    """
    folder = Path(searchapp.__path__[0])
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(folder.rglob("*")):
        if path.suffix in _ENDINGS and path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
            digest.update(path.read_bytes())
    return digest.hexdigest()
