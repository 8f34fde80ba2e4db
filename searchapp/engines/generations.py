"""Generations on disk: built aside, sealed, checked, then put into service by one rename.

::

    index/CURRENT                the name of the serving generation
    index/gen-000012/manifest.json
    index/gen-000012/...         the engine's files
    index/gen-000013.building/   being built, or left by a build that died

Nothing is ever written into a generation that has its final name. Its manifest holds the size and
hash of every file and is checked before any of them is opened, since an index may hold pickles.
"""

import hashlib
import logging
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from searchapp.engines.sealing import FileSeal, SealMemory
from searchapp.errors import GenerationDamagedError, NoIndexError

FORMAT_VERSION = 1
_NAME = re.compile(r"gen-(\d{6,})")
_MANIFEST = "manifest.json"
_BUILDING = ".building"

log = logging.getLogger(__name__)


class Manifest(msgspec.Struct, frozen=True):
    """What a generation says of itself.

    Attributes:
        files: By path relative to its folder, all but the manifest.
        seal: Hexadecimal SHA-256 of the manifest with an empty seal: a flipped digit in it would
            be a count or a date like any other.
    """

    format_version: int
    engine: str
    analyzer_version: str
    built_at: datetime
    reports: int
    provinces: int
    files: dict[str, FileSeal]
    seal: str = ""

    def sealed(self) -> "Manifest":
        """Return the manifest with the seal that belongs to it."""
        blank = msgspec.structs.replace(self, seal="")
        digest = hashlib.sha256(msgspec.json.encode(blank)).hexdigest()
        return msgspec.structs.replace(self, seal=digest)


class Generations:
    """The folder of generations; ``keep`` of them stay when a new one is published."""

    def __init__(self, root: Path, keep: int = 3) -> None:
        self.root = root
        self.keep = keep
        self._memory = SealMemory()

    @property
    def pointer(self) -> Path:
        """The file that names the serving generation."""
        return self.root / "CURRENT"

    def path(self, name: str) -> Path:
        """Return the folder of a generation."""
        return self.root / name

    def current(self) -> str | None:
        """Return the name that CURRENT holds, or None when there is none (or nonsense)."""
        try:
            name = self.pointer.read_text("utf-8").strip()
        except (OSError, UnicodeDecodeError):
            return None
        return name if _NAME.fullmatch(name) else None

    def names(self) -> list[str]:
        """Return the finished generations, oldest first."""
        if not self.root.is_dir():
            return []
        found = [entry.name for entry in self.root.iterdir() if _NAME.fullmatch(entry.name)]
        return sorted(found, key=_number)

    def candidates(self) -> Iterator[str]:
        """Yield what may serve: the one that CURRENT names, then those before it, newest first.

        Without a usable CURRENT every finished generation is a candidate.
        """
        current = self.current()
        if current is not None:
            yield current
        for name in reversed(self.names()):
            if current is None or _number(name) < _number(current):
                yield name

    def begin(self) -> Path:
        """Make the folder of a new generation; what dead builds left behind is removed."""
        self.root.mkdir(parents=True, exist_ok=True)
        for leftover in self.root.glob(f"gen-*{_BUILDING}"):
            shutil.rmtree(leftover, ignore_errors=True)
        numbers = [_number(name) for name in self.names()]
        current = self.current()
        if current is not None:
            numbers.append(_number(current))
        folder = self.root / f"gen-{max(numbers, default=0) + 1:06d}{_BUILDING}"
        folder.mkdir()
        return folder

    def seal(
        self,
        folder: Path,
        *,
        engine: str,
        version: str,
        reports: int,
        provinces: int,
        sealed: Mapping[str, FileSeal] | None = None,
    ) -> None:
        """Write the manifest of a folder that ``begin`` made, and force all of it to the disk.

        Args:
            folder: Of the generation.
            engine: Which engine reads it, and which format of it.
            version: Of the analyzer that made its terms.
            reports: How many there are.
            provinces: How many they tell of.
            sealed: The seals of files that are on the disk already, as another generation's.
        """
        files = dict(sealed or {})
        fresh = {path.relative_to(folder).as_posix(): path for path in sorted(_files_of(folder))}
        for name in fresh.keys() - files.keys():
            _sync(fresh[name])
        seals = self._memory.seals(fresh[name] for name in fresh.keys() - files.keys())
        files |= {path.relative_to(folder).as_posix(): seal for path, seal in seals.items()}
        files = {name: files[name] for name in sorted(fresh)}
        manifest = Manifest(
            FORMAT_VERSION, engine, version, datetime.now(UTC), reports, provinces, files
        ).sealed()
        _write_synced(folder / _MANIFEST, msgspec.json.format(msgspec.json.encode(manifest)))
        for inner in sorted(path for path in folder.rglob("*") if path.is_dir()):
            _sync(inner)
        _sync(folder)

    def publish(self, folder: Path) -> str:
        """Give a sealed folder its final name, let it serve, and return the name.

        Whatever takes space is written before; what is left then are two renames.
        """
        name = folder.name.removesuffix(_BUILDING)
        prepared = self._prepare_pointer(name)
        folder.rename(self.root / name)
        _sync(self.root)
        prepared.replace(self.pointer)
        _sync(self.root)
        self.prune()
        return name

    def point_to(self, name: str) -> None:
        """Replace CURRENT atomically; readers see the old name or the new one."""
        self._prepare_pointer(name).replace(self.pointer)
        _sync(self.root)

    def _prepare_pointer(self, name: str) -> Path:
        prepared = self.root / "CURRENT.new"
        _write_synced(prepared, f"{name}\n".encode())
        return prepared

    def discard(self, folder: Path) -> None:
        """Remove a build that is not to be published."""
        shutil.rmtree(folder, ignore_errors=True)

    def prune(self) -> None:
        """Remove all but the newest ``keep`` generations; the serving one always stays."""
        current = self.current()
        for name in self.names()[: -self.keep]:
            if name != current:
                shutil.rmtree(self.path(name), ignore_errors=True)

    def previous(self) -> str:
        """Return the newest whole generation before the serving one.

        Raises:
            NoIndexError: There is none.
        """
        for name in list(self.candidates())[1:]:
            try:
                self.verify(name)
            except GenerationDamagedError as error:
                log.warning("cannot roll back to %s: %s", name, error)
            else:
                return name
        raise NoIndexError("Không còn thế hệ chỉ mục nào trước đó để quay lại. Hãy dựng lại.")

    def verify(self, name: str) -> Manifest:
        """Return the manifest of a generation whose files are all there, unaltered, and alone.

        Raises:
            GenerationDamagedError: Naming the first file at fault. Nothing was opened but read.
        """
        return self.verify_folder(self.path(name))

    def verify_folder(self, folder: Path) -> Manifest:
        """Check a folder against its manifest; see ``verify``."""
        try:
            return _verify(folder, self._memory)
        except OSError as error:  # as when it is removed at this moment
            raise _damaged(folder, str(error.filename), f"không đọc được ({error})") from error


def _verify(folder: Path, memory: SealMemory) -> Manifest:
    manifest = read_manifest(folder)
    found = {path.relative_to(folder).as_posix() for path in _files_of(folder)} - {_MANIFEST}
    for strange in sorted(found - manifest.files.keys()):
        raise _damaged(folder, strange, "không thuộc thế hệ này")
    for file in manifest.files:
        if file not in found:
            raise _damaged(folder, file, "bị thiếu")
    seals = memory.seals(folder / file for file in manifest.files)
    for file, seal in manifest.files.items():
        if seals[folder / file] != seal:
            raise _damaged(folder, file, "đã bị thay đổi")
    return manifest


def read_manifest(folder: Path) -> Manifest:
    """Return what a folder says of itself; its other files are not looked at.

    Raises:
        GenerationDamagedError: The manifest is missing, altered or of another format.
    """
    path = folder / _MANIFEST
    try:
        if path.is_symlink() or not path.is_file():  # reading a pipe would wait for ever
            raise _damaged(folder, _MANIFEST, "bị thiếu")
        manifest = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, ValueError) as error:
        raise _damaged(folder, _MANIFEST, f"không đọc được ({error})") from error
    if manifest.format_version != FORMAT_VERSION:
        raise _damaged(
            folder,
            _MANIFEST,
            f"là định dạng {manifest.format_version}, không phải {FORMAT_VERSION}",
        )
    if manifest != manifest.sealed():
        raise _damaged(folder, _MANIFEST, "đã bị thay đổi")
    return manifest


def _damaged(folder: Path, file: str, fault: str) -> GenerationDamagedError:
    return GenerationDamagedError(
        f"Chỉ mục {folder.name} bị hỏng: tệp {file} {fault}. Hãy chạy: searchapp rebuild"
    )


def _number(name: str) -> int:
    match = _NAME.fullmatch(name)
    return int(match.group(1)) if match else 0


def _files_of(folder: Path) -> Iterator[Path]:
    """Yield everything below a folder that is not itself a folder, symlinks included."""
    return (path for path in folder.rglob("*") if path.is_symlink() or not path.is_dir())


def _write_synced(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Force a file or a folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
