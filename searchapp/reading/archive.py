"""The archive on disk: which files are reports, which are left out and why."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from searchapp.analysis.syllables import fold
from searchapp.errors import ReadingError
from searchapp.model import Skipped
from searchapp.reading.regular_files import NOT_REGULAR, open_regular, why_not

ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf", ".jsonl")
SIDECAR_ENDING = ".meta.json"
_ABOUT_THE_ARCHIVE = "README.md"
# Word leaves "~$name.docx" beside a document that is open: a lock, not a report.
_HIDDEN = (".", "~$")
_BLOCK_BYTES = 1 << 20
_NOT_IN_AN_ID = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file that may hold a report.

    Attributes:
        path: Where it is.
        name: Relative to the archive, with forward slashes; it gives the report its id.
        size: Bytes.
        sidecar: The ``.meta.json`` beside it, if there is one.
    """

    path: Path
    name: str
    size: int
    sidecar: Path | None = None

    @property
    def ending(self) -> str:
        """The ending that tells the format, in lower case: ``.docx``."""
        return self.path.suffix.lower()


def walk(documents: Path) -> Iterator[ArchiveFile | Skipped]:
    """Return every file of the archive, or why it is left out, sorted by name.

    Nothing is opened but folders. Hidden files and the archive's own README.md are not mentioned.

    Raises:
        ReadingError: There is no such folder.
    """
    if not documents.is_dir():
        raise ReadingError(
            f"Không có thư mục báo cáo {documents}. Hãy tạo thư mục này, hoặc chỉ ra thư mục khác "
            "bằng --documents hay biến môi trường SEARCHAPP_DOCUMENTS."
        )
    files: dict[str, ArchiveFile] = {}
    skipped: list[Skipped] = []
    for found in _visit(documents, documents.resolve()):
        if isinstance(found, Skipped):
            skipped.append(found)
        else:
            files[found.name] = found
    return iter(sorted([*_with_sidecars(files), *skipped], key=_sort_key))


def report_id(name: str) -> str:
    """Return the stable id of a file: its name without the ending, as a slug.

    ``2020/000_1f09.txt`` -> ``2020-000_1f09``. A name without a Latin letter or digit gets an id
    from its hash.
    """
    stem = name[: -len(Path(name).suffix)] if Path(name).suffix else name
    slug = _NOT_IN_AN_ID.sub("-", fold(stem).lower()).strip("-")
    return slug or hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:16]


def content_key(file: ArchiveFile) -> str:
    """Return a key that changes when what is read from the file may change.

    Hexadecimal sha256 over the name, the file's and the sidecar's bytes.

    Raises:
        ReadingError: The file or its sidecar cannot be read.
    """
    digest = hashlib.sha256()
    digest.update(file.name.encode("utf-8", "replace") + b"\0")
    for path in (file.path, file.sidecar):
        digest.update(_file_digest(path) if path else b"no sidecar")
    return digest.hexdigest()


def _file_digest(path: Path) -> bytes:
    digest = hashlib.sha256()
    try:
        with open_regular(path) as stream:
            while block := stream.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise ReadingError(why_not(error)) from error
    return digest.digest()


def _visit(folder: Path, root: Path) -> Iterator[ArchiveFile | Skipped]:
    waiting = [(folder, "")]
    while waiting:
        inside, prefix = waiting.pop()
        try:
            with os.scandir(inside) as entries:
                visible = [entry for entry in entries if not entry.name.startswith(_HIDDEN)]
        except OSError as error:
            yield Skipped(prefix or ".", why_not(error))
            continue
        for entry in visible:
            name = prefix + _printable(entry.name)
            if entry.is_dir(follow_symlinks=False):
                waiting.append((Path(entry.path), name + "/"))
            elif name != _ABOUT_THE_ARCHIVE:
                yield _look_at(entry, name, root)


def _look_at(entry: os.DirEntry[str], name: str, root: Path) -> ArchiveFile | Skipped:
    path = Path(entry.path)
    try:
        if entry.is_symlink() and (reason := _why_refuse_link(path, root)):
            return Skipped(name, reason)
        status = path.stat()
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return Skipped(name, "liên kết hỏng hoặc tệp không còn")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(name, NOT_REGULAR)
    return ArchiveFile(path, name, status.st_size)


def _why_refuse_link(path: Path, root: Path) -> str | None:
    target = path.resolve(strict=True)
    if not target.is_relative_to(root):
        return "liên kết dẫn ra ngoài thư mục báo cáo; hãy chép chính tệp đó vào"
    if target.is_dir():
        # Its reports are met at their real place; following would read them twice, or for ever.
        return "liên kết tới một thư mục khác của kho; báo cáo được đọc ở thư mục thật"
    return None


def _with_sidecars(files: dict[str, ArchiveFile]) -> Iterator[ArchiveFile | Skipped]:
    for name, file in files.items():
        if name.endswith(SIDECAR_ENDING):
            if (reason := _why_no_report(name.removesuffix(SIDECAR_ENDING), files)) is not None:
                yield Skipped(name, reason)
        elif file.ending not in ENDINGS:
            yield Skipped(name, f"không đọc loại tệp này; các loại được đọc: {' '.join(ENDINGS)}")
        else:
            sidecar = files.get(name + SIDECAR_ENDING) if file.ending != ".jsonl" else None
            yield ArchiveFile(file.path, name, file.size, sidecar.path if sidecar else None)


def _why_no_report(report: str, files: dict[str, ArchiveFile]) -> str | None:
    if report not in files or files[report].ending not in ENDINGS:
        return f"tệp siêu dữ liệu không có báo cáo đi kèm ({Path(report).name})"
    if files[report].ending == ".jsonl":
        return "tệp .jsonl không dùng tệp siêu dữ liệu; hãy ghi các trường vào từng dòng"
    return None


def _printable(name: str) -> str:
    """Return a name that can be stored and shown, also when its bytes are not UTF-8."""
    return os.fsencode(name).decode("utf-8", "backslashreplace")


def _sort_key(found: ArchiveFile | Skipped) -> str:
    return found.name if isinstance(found, ArchiveFile) else found.path
