"""The rebuild command, for ``searchapp`` and for ``flask``."""

import sys
from pathlib import Path
from typing import Any, Self

import click
from tqdm import tqdm

from searchapp.engines import open_engine
from searchapp.errors import SearchAppError
from searchapp.indexing.progress import Progress, RebuildReport, Stage, describe
from searchapp.indexing.rebuild import rebuild, roll_back
from searchapp.settings import Settings

_STAGES = {
    Stage.READING: "Đọc báo cáo",
    Stage.WRITING: "Ghi chỉ mục",
    Stage.PUBLISHING: "Kiểm tra và đưa vào dùng",
}


@click.command("rebuild", help="Dựng lại chỉ mục từ thư mục báo cáo; chỉ mục cũ vẫn phục vụ.")
@click.option("--documents", type=click.Path(path_type=Path), help="Thư mục báo cáo.")
@click.option("--index", type=click.Path(path_type=Path), help="Thư mục chỉ mục.")
@click.option("--full", is_flag=True, help="Đọc lại tất cả; chấp nhận số báo cáo giảm mạnh.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Số tiến trình phân tích.")
@click.option("--rollback", is_flag=True, help="Quay lại thế hệ chỉ mục trước.")
def rebuild_command(
    documents: Path | None, index: Path | None, full: bool, jobs: int | None, rollback: bool
) -> None:
    """Rebuild, or roll back; exit 0 when a generation was published, 1 when not."""
    try:
        settings = Settings.from_environment(documents=documents, index=index, jobs=jobs)
        if rollback:
            name = roll_back(settings)
            click.echo(f"Đã quay lại {name} ({open_engine(settings).status().reports} báo cáo).")
            return
        with _ProgressLine() as line:
            report = rebuild(settings, full=full, progress=line.show)
        _print(report, settings)
    except SearchAppError as error:
        for line in getattr(error, "details", ()):
            click.echo(line, err=True)
        raise click.ClickException(str(error)) from error


def _print(report: RebuildReport, settings: Settings) -> None:
    for note in report.notes:
        click.echo(f"Lưu ý {note.path}: {note.text}")
    for skipped in report.skipped:
        click.echo(describe(skipped))
    click.echo(
        f"Đã đưa {report.generation} vào dùng trong {report.duration_s:.1f} giây: "
        f"{report.reports} báo cáo từ {settings.documents} "
        f"({report.analysed} mới đọc, {report.unchanged} không đổi, {len(report.skipped)} bỏ qua)."
    )
    click.echo(
        f"Chưa rõ tỉnh: {report.without_province} báo cáo. "
        f"Chưa rõ ngày: {report.without_date} báo cáo."
    )


class _ProgressLine:
    """A progress bar on a terminal; a plain line a stage otherwise."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage: Stage | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._close()

    def show(self, progress: Progress) -> None:
        if not sys.stderr.isatty():
            self._say(progress)
            return
        if self._bar is None or progress.stage is not self._stage:
            self._close()
            self._stage = progress.stage
            self._bar = tqdm(desc=_STAGES[progress.stage], unit=" báo cáo", total=progress.total)
        bar = self._bar
        bar.total = progress.total
        bar.update(progress.done - bar.n)

    def _say(self, progress: Progress) -> None:
        total = f"/{progress.total}" if progress.total is not None else ""
        click.echo(f"{_STAGES[progress.stage]}: {progress.done}{total}", err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
