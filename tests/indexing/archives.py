"""Small archives for the tests of indexing; all that they tell is invented."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from searchapp.engines import open_engine
from searchapp.engines.base import EngineQuery
from searchapp.indexing.progress import RebuildReport
from searchapp.indexing.rebuild import _run
from searchapp.model import Filters, Report
from searchapp.query import parse
from searchapp.settings import Settings

Line = Mapping[str, str]


class Archive:
    """An archive that a test writes and changes, and the index of it."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(documents=folder / "documents", index=folder / "index", jobs=1)
        self.documents.mkdir(parents=True)

    @property
    def documents(self) -> Path:
        """The folder of reports."""
        return self.settings.documents

    def write(self, name: str, text: str) -> Path:
        """Write one file."""
        path = self.documents / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        return path

    def write_lines(self, name: str, lines: list[Line]) -> Path:
        """Write a JSONL file; reading one takes no process of its own, so tests are quick."""
        return self.write(name, "".join(json.dumps(line) + "\n" for line in lines))

    def index(self, *, full: bool = False) -> RebuildReport:
        """Rebuild in this process: what the child does, without the time to start one."""
        self.settings.index.mkdir(exist_ok=True)
        return _run(self.settings, full, lambda _: None)

    def ids(self) -> list[str]:
        """The ids of all reports that the index holds."""
        return sorted(report.id for report in self.found(""))

    def found(self, text: str) -> list[Report]:
        """What a text finds, best first."""
        query = EngineQuery(parse(text), Filters(), limit=10_000)
        return [hit.report for hit in open_engine(self.settings).search(query).hits]


def told(number: int) -> Line:
    """A line of a JSONL file."""
    return {
        "id": f"tin-{number:04}",
        "title": f"Chi hội số {number} tổng kết phong trào thi đua",
        "text": f"Sáng ngày {number % 28 + 1}/12/2022, chi hội số {number} của tỉnh Quảng Trị "
        f"tổng kết phong trào thi đua; đã có {number + 3} hộ được khen thưởng vì nuôi ong giỏi.",
    }


def tell(count: int, first: int = 0) -> list[Line]:
    """Some lines of a JSONL file."""
    return [told(number) for number in range(first, first + count)]


def state_of(folder: Path) -> dict[str, tuple[str, int, int]]:
    """What everything in a folder is: its hash, its mode and when it was last written."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "",
            path.lstat().st_mode,
            path.lstat().st_mtime_ns,
        )
        for path in [folder, *folder.rglob("*")]
    }
