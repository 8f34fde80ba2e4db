"""The data files of this folder: tab-separated, the names of the columns first."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file by the names of its columns."""
    text = (files(__package__) / "data" / name).read_text(encoding="utf-8")
    return csv.DictReader(text.splitlines(), delimiter="\t")


def parts(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that may hold several."""
    return tuple(cell.split("|")) if cell else ()
