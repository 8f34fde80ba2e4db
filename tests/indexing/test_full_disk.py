"""The disk is full, or a file may not grow: the old index serves, and the next rebuild works."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from archives import Archive, tell
from processes import finish, run_rebuild, start_rebuild

pytestmark = pytest.mark.slow

REPORTS = 40
DISK_BYTES = 4_000_000
SHARES_OF_ROOM = (0.0, 0.05, 0.3, 0.6, 0.85)  # of what a generation takes
FILE_BYTES = (1, 300, 2_000, 6_000, 15_000)

_LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[1]), int(sys.argv[1])))
os.execv(sys.executable, [sys.executable, "-B", "-m", "searchapp", "rebuild"])
"""


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None or sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk here")
    options = ["-t", "tmpfs", "-o", f"size={DISK_BYTES}", "tmpfs", str(folder)]
    if subprocess.run([mount, *options], check=False, capture_output=True).returncode:
        pytest.skip("a small disk cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def _fill(disk: Path, room: int) -> Path:
    """Fill a disk but for some bytes."""
    filler = disk / "filler"
    filler.unlink(missing_ok=True)
    free = os.statvfs(disk)
    filler.write_bytes(bytes(max(0, free.f_bavail * free.f_frsize - room)))
    return filler


def _taken(folder: Path) -> int:
    """How many bytes of a disk the files of a folder take."""
    return sum(path.stat().st_blocks * 512 for path in folder.rglob("*"))


def test_on_a_full_disk_the_old_index_serves_and_the_next_rebuild_works(
    archive: Archive, small_disk: Path
) -> None:
    archive.settings = replace(archive.settings, index=small_disk / "index")
    archive.write_lines("tin.jsonl", tell(REPORTS))
    assert run_rebuild(archive.settings)[0] == 0
    taken = _taken(small_disk / "index" / "gen-000001")
    for turn, share in enumerate(SHARES_OF_ROOM):
        archive.write_lines(f"moi-{turn}.jsonl", tell(20, first=1000 + 20 * turn))
        before = archive.ids()
        filler = _fill(small_disk, int(share * taken))
        status, errors = run_rebuild(archive.settings)
        assert (share, status, "Hết chỗ trên đĩa" in errors) == (share, 1, True), errors
        assert "giải phóng chỗ trống" in errors
        assert archive.ids() == before
        filler.unlink()
        assert run_rebuild(archive.settings)[0] == 0
        assert len(archive.ids()) == len(before) + 20


def test_where_no_file_may_grow_the_old_index_serves_and_the_next_rebuild_works(
    archive: Archive,
) -> None:
    archive.write_lines("tin.jsonl", tell(REPORTS))
    assert run_rebuild(archive.settings)[0] == 0
    for turn, limit in enumerate(FILE_BYTES):
        before = archive.ids()
        archive.write_lines("tin.jsonl", tell(REPORTS - 1 - turn))
        limited = [sys.executable, "-c", _LIMITED, str(limit)]
        status, errors = finish(start_rebuild(archive.settings, limited))
        assert (limit, status) == (limit, 1), errors
        assert "Chỉ mục cũ được giữ nguyên. Hãy " in errors
        assert "Traceback" not in errors
        assert archive.ids() == before
        assert run_rebuild(archive.settings)[0] == 0
        assert len(archive.ids()) == len(before) - 1
