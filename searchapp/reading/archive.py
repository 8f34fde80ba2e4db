"""The archive on disk: which files are reports, which are left out and why."""

import hashlib
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

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


Stamp = tuple[int, ...]
"""Size, time of writing, time of change and inode of a file; of its sidecar behind them."""


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """A file that may hold a report.

    Attributes:
        place: Where it is: a path, as a string, since an archive may have very many.
        name: Relative to the archive, with forward slashes; it gives the report its id.
        size: Bytes.
        sidecar_place: Where the ``.meta.json`` beside it is, if there is one.
        stamp: What the system tells of the file, and of its sidecar; () where nobody asked.
    """

    place: str
    name: str
    size: int
    sidecar_place: str | None = None
    stamp: Stamp = ()

    @property
    def path(self) -> Path:
        """Where it is."""
        return Path(self.place)

    @property
    def sidecar(self) -> Path | None:
        """The ``.meta.json`` beside it, if there is one."""
        return Path(self.sidecar_place) if self.sidecar_place else None

    @property
    def ending(self) -> str:
        """The ending that tells the format, in lower case: ``.docx``."""
        return _ending(self.name)


def walk(documents: Path) -> Iterator[ArchiveFile | Skipped]:
    """Return every file of the archive, or why it is left out, sorted by name.

    Nothing is opened but folders, and one of them is held at a time. Hidden files and the
    archive's own README.md are not mentioned.

    Raises:
        ReadingError: There is no such folder.
    """
    if not documents.is_dir():
        raise ReadingError(
            f"Không có thư mục báo cáo {documents}. Hãy tạo thư mục này, hoặc chỉ ra thư mục khác "
            "bằng --documents hay biến môi trường SEARCHAPP_DOCUMENTS."
        )
    return _visit(documents, documents.resolve())


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
    sidecar = file_digest(file.sidecar_place) if file.sidecar_place else None
    return combined_key(file.name, file_digest(file.place), sidecar)


def combined_key(name: str, content: bytes, sidecar: bytes | None) -> str:
    """Return the key of a file's name and the digests of its bytes and its sidecar's."""
    digest = hashlib.sha256(name.encode("utf-8", "replace") + b"\0" + content)
    digest.update(b"no sidecar" if sidecar is None else sidecar)
    return digest.hexdigest()


def file_digest(path: str) -> bytes:
    """Return the sha256 of a file's bytes.

    Raises:
        ReadingError: It cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with open_regular(Path(path)) as stream:
            while block := stream.read(_BLOCK_BYTES):
                digest.update(block)
    except OSError as error:
        raise ReadingError(why_not(error)) from error
    return digest.digest()


def _visit(folder: Path, root: Path) -> Iterator[ArchiveFile | Skipped]:
    """Yield what is in a folder and below it; in order, since a folder sorts as its name and /."""
    waiting: list[Iterator[_Found]] = [iter(_inside(str(folder), "", root))]
    while waiting:
        found = next(waiting[-1], None)
        if found is None:
            waiting.pop()
        elif isinstance(found, _Folder):
            waiting.append(iter(_inside(found.place, found.name, root)))
        else:
            yield found


class _Folder(NamedTuple):
    """A folder to go into; its name ends with a slash."""

    place: str
    name: str


_Found = ArchiveFile | Skipped | _Folder


def _inside(folder: str, prefix: str, root: Path) -> list[_Found]:
    """Return what one folder holds, sorted by name."""
    try:
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(_HIDDEN)]
    except OSError as error:
        return [Skipped(prefix or ".", why_not(error))]
    folders: list[_Found] = []
    skipped: list[_Found] = []
    files: dict[str, ArchiveFile] = {}
    for entry in visible:
        name = prefix + _printable(entry.name)
        if entry.is_dir(follow_symlinks=False):
            folders.append(_Folder(entry.path, name + "/"))
        elif name != _ABOUT_THE_ARCHIVE:
            found = _look_at(entry, name, root)
            if isinstance(found, Skipped):
                skipped.append(found)
            else:
                files[name] = found
    return sorted([*_with_sidecars(files), *folders, *skipped], key=_sort_key)


def _look_at(entry: os.DirEntry[str], name: str, root: Path) -> ArchiveFile | Skipped:
    try:
        if entry.is_symlink() and (reason := _why_refuse_link(Path(entry.path), root)):
            return Skipped(name, reason)
        status = entry.stat()
    except (OSError, RuntimeError):  # RuntimeError: a loop of links, before Python 3.13
        return Skipped(name, "liên kết hỏng hoặc tệp không còn")
    if not stat.S_ISREG(status.st_mode):
        return Skipped(name, NOT_REGULAR)
    stamp = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return ArchiveFile(entry.path, name, status.st_size, None, stamp)


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
        ending = _ending(name)
        if name.endswith(SIDECAR_ENDING):
            if (reason := _why_no_report(name.removesuffix(SIDECAR_ENDING), files)) is not None:
                yield Skipped(name, reason)
        elif ending not in ENDINGS:
            yield Skipped(name, f"không đọc loại tệp này; các loại được đọc: {' '.join(ENDINGS)}")
        elif ending != ".jsonl" and (sidecar := files.get(name + SIDECAR_ENDING)):
            stamp = file.stamp + sidecar.stamp
            yield ArchiveFile(file.place, name, file.size, sidecar.place, stamp)
        else:
            yield file


def _ending(name: str) -> str:
    """Return the ending of a name in lower case; a name that only begins with a dot has none."""
    stem, dot, ending = name.rpartition("/")[2].rpartition(".")
    return f".{ending.lower()}" if stem and dot and ending else ""


def _why_no_report(report: str, files: dict[str, ArchiveFile]) -> str | None:
    if report not in files or files[report].ending not in ENDINGS:
        return f"tệp siêu dữ liệu không có báo cáo đi kèm ({Path(report).name})"
    if files[report].ending == ".jsonl":
        return "tệp .jsonl không dùng tệp siêu dữ liệu; hãy ghi các trường vào từng dòng"
    return None


def _printable(name: str) -> str:
    """Return a name that can be stored and shown, also when its bytes are not UTF-8."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "backslashreplace")


def _sort_key(found: _Found) -> str:
    return found.path if isinstance(found, Skipped) else found.name
