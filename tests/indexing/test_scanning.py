"""The files that are there beside those that are remembered."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archives import Archive
from hypothesis import given
from hypothesis import strategies as st

from searchapp.indexing.cache import Cache
from searchapp.indexing.remembered import FileState, safe_stamp
from searchapp.indexing.scanning import Scan, scan

_names = st.sets(
    st.builds("{}{}.txt".format, st.sampled_from(["", "a/", "a-b/", "b/c/", "ă/"]), st.text("ab1")),
    max_size=8,
)


@contextmanager
def _archive() -> Iterator[Archive]:
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder))
        archive.settings.index.mkdir()
        yield archive


def _scan(archive: Archive, remembered: set[str]) -> Scan:
    with Cache(archive.settings.index / "cache.sqlite") as cache:
        for name in remembered:
            path = archive.documents / name
            status = path.stat() if path.exists() else None
            stamp = (
                (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
                if status
                else (1, 2, 3, 4)
            )
            cache.put_file(name, FileState(stamp, b"key", [], []))
        return scan(archive.settings, cache)


@given(_names, _names)
def test_new_gone_and_unchanged_files_are_told_apart(there: set[str], known: set[str]) -> None:
    there = {name for name in there if not name.rpartition("/")[2].startswith(".")}
    with _archive() as archive:
        for name in there:
            archive.write(name, "Hội thi.")
        found = _scan(archive, known)
        assert found.names == sorted(there)
        assert {work.file.name for work in found.work} == there - known
        assert set(found.gone) == known - there
        unchanged = [n for n, one in zip(found.names, found.outcomes, strict=True) if one]
        assert set(unchanged) == there & known


def test_a_file_that_another_took_the_place_of_is_read(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.settings.index.mkdir()
    path = archive.write("a.txt", "Hội thi.")
    assert not _scan(archive, {"a.txt"}).work
    with Cache(archive.settings.index / "cache.sqlite") as cache:
        archive.write("b.txt", "Hội chợ.").rename(path)  # as long, and maybe in the same instant
        (work,) = scan(archive.settings, cache).work
    assert work.before is not None


def test_a_stamp_is_trusted_two_seconds_after_the_last_change() -> None:
    stamp = (10, 5 * 10**9, 7 * 10**9, 1)
    assert safe_stamp(stamp, 9 * 10**9) == stamp
    assert safe_stamp(stamp, 9 * 10**9 - 1) == ()
    sidecar = (10, 8 * 10**9, 1, 2)
    assert safe_stamp(stamp + sidecar, 9 * 10**9) == ()
    assert safe_stamp(stamp + sidecar, 10 * 10**9) == stamp + sidecar
