"""rebuild(): a new generation, built by a process of its own, under a lock.

Whoosh cannot clean up after a full disk, a library may crash, an operator may kill: whatever
happens to the child, the generation that serves is not touched.
"""

import errno
import gc
import logging
import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from searchapp.engines import open_engine
from searchapp.errors import BuildFailedError, RebuildRunningError, SearchAppError, SettingsError
from searchapp.indexing.cache import Cache, is_damage, remove
from searchapp.indexing.pipeline import Pipeline
from searchapp.indexing.progress import Progress, RebuildReport
from searchapp.processes import end_with_parent
from searchapp.settings import Settings

log = logging.getLogger(__name__)

# Values made until cycles are looked for: a rebuild makes very many that last, and hardly a cycle.
_GARBAGE = 500_000
_LOCK, _HOLDER, _CACHE = "rebuild.lock", "rebuild.pid", "cache.sqlite"


def rebuild(
    settings: Settings,
    *,
    full: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> RebuildReport:
    """Build a generation from ``settings.documents`` in a child process and publish it.

    Args:
        settings: Where documents and index are.
        full: Read and analyse everything anew, and publish however many reports are gone.
        progress: Called with every step.

    Raises:
        RebuildRunningError: Another rebuild holds the lock.
        ReadingError: There is no folder of documents.
        BuildFailedError: Nothing was published; the message says why.
    """
    _refuse_index_in_archive(settings)
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_build, args=(settings, full, sender))
    child.start()
    sender.close()  # so that the end of the child is the end of the pipe
    try:
        return _follow(receiver, progress)
    except EOFError:
        child.join()
        raise BuildFailedError(
            f"Tiến trình dựng chỉ mục dừng đột ngột (mã {child.exitcode}); "
            "chỉ mục cũ được giữ nguyên. Hãy chạy lại: searchapp rebuild"
        ) from None
    except BaseException:
        child.terminate()  # nobody waits for what it would publish
        raise
    finally:
        receiver.close()
        child.join()
        child.close()


def roll_back(settings: Settings) -> str:
    """Let the generation before the serving one serve, and return its name.

    Raises:
        RebuildRunningError: A rebuild is about to publish another.
        NoIndexError: There is no earlier generation that is whole.
    """
    with _locked(settings.index):
        return open_engine(settings).rollback()


def _refuse_index_in_archive(settings: Settings) -> None:
    if settings.index.resolve().is_relative_to(settings.documents.resolve()):
        raise SettingsError(
            f"Thư mục chỉ mục {settings.index} nằm trong thư mục báo cáo {settings.documents}, "
            "nơi không được ghi gì. Hãy chọn thư mục khác cho --index."
        )


def _follow(
    receiver: "Connection[Any, Any]", progress: Callable[[Progress], None] | None
) -> RebuildReport:
    while True:
        message = receiver.recv()
        if isinstance(message, RebuildReport):
            return message
        if isinstance(message, Exception):
            raise message
        if progress is not None:
            progress(message)


def _build(settings: Settings, full: bool, sender: "Connection[Any, Any]") -> None:
    """Run in the child: build, and send progress, then the report or the error."""
    end_with_parent()
    gc.set_threshold(_GARBAGE)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's, which ends this
    try:
        with _locked(settings.index):
            sender.send(_run(settings, full, sender.send))
    except SearchAppError as error:
        sender.send(error)
    except (OSError, sqlite3.Error) as error:
        sender.send(BuildFailedError(_explain(error, settings.index)))
    except Exception as error:
        log.exception("rebuild failed")
        reason = f"{type(error).__name__}: {error}"
        sender.send(
            BuildFailedError(
                f"Lỗi khi dựng chỉ mục ({reason}). Chỉ mục cũ được giữ nguyên. Hãy chạy lại: "
                "searchapp rebuild; nếu vẫn lỗi, hãy gửi dòng này cho người bảo trì."
            )
        )
    finally:
        sender.close()


def _run(settings: Settings, full: bool, tell: Callable[[Progress], None]) -> RebuildReport:
    """Run the pipeline; again without the cache where that turns out to be damaged."""
    if full:
        remove(settings.index / _CACHE)
    try:
        return _run_once(settings, full, tell)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        log.warning("the cache is damaged (%s); everything is read anew", error)
        remove(settings.index / _CACHE)
        return _run_once(settings, full, tell)


def _run_once(settings: Settings, full: bool, tell: Callable[[Progress], None]) -> RebuildReport:
    with Cache(settings.index / _CACHE) as cache:
        return Pipeline(settings, cache, tell).run(allow_drop=full)


@contextmanager
def _locked(index: Path) -> Iterator[None]:
    index.mkdir(parents=True, exist_ok=True)
    holder = index / _HOLDER
    try:
        with FileLock(index / _LOCK, timeout=0):
            holder.write_text(str(os.getpid()), "utf-8")
            try:
                yield
            finally:
                holder.unlink(missing_ok=True)
    except Timeout:
        raise RebuildRunningError(
            f"Đang có một lần dựng chỉ mục khác (tiến trình {_read(holder)}). "
            "Hãy đợi nó xong rồi chạy lại."
        ) from None


def _read(holder: Path) -> str:
    try:
        return holder.read_text("utf-8").strip() or "?"
    except OSError:
        return "?"


def _explain(error: Exception, index: Path) -> str:
    full_disk = isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}
    if full_disk or "disk is full" in str(error):
        return (
            f"Hết chỗ trên đĩa khi dựng chỉ mục trong {index}; chỉ mục cũ được giữ nguyên. "
            "Hãy giải phóng chỗ trống rồi chạy lại: searchapp rebuild"
        )
    return (
        f"Không dựng được chỉ mục trong {index}: {error}. Chỉ mục cũ được giữ nguyên. Hãy kiểm tra "
        "quyền ghi, hạn mức và tình trạng đĩa của thư mục này rồi chạy lại: searchapp rebuild"
    )
