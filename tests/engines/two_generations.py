"""An index of two generations, and ways to look at it and to hurt it."""

from pathlib import Path

from drafts import ask

from searchapp.engines.whoosh.engine import WhooshEngine

FIRST, SECOND, THIRD = "gen-000001", "gen-000002", "gen-000003"


def files_of(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def serves_the_previous(root: Path) -> bool:
    """Whether a fresh engine answers from the first generation and tells of the second."""
    status = WhooshEngine(root).status()
    assert ask(WhooshEngine(root)).total == status.reports
    return (status.generation, status.reports, status.damaged) == (FIRST, 3, (SECOND,))


def flip(folder: Path) -> None:
    """Flip one bit of one file of a generation."""
    path = folder / "parts" / "0" / "exact.postings.npy"
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
