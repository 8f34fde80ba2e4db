"""The rebuild command, for ``searchapp`` and for ``flask``."""

import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Self

import click
from tqdm import tqdm

from searchapp.engines import open_engine
from searchapp.errors import SearchAppError
from searchapp.indexing.progress import Part, Progress, RebuildReport, Stage, describe
from searchapp.indexing.rebuild import rebuild, roll_back
from searchapp.settings import Settings

_STAGES = {
    Stage.READING: "Đọc báo cáo",
    Stage.TOPICS: "Tìm chủ đề trong kho",
    Stage.WRITING: "Ghi chỉ mục",
    Stage.PUBLISHING: "Kiểm tra và đưa vào dùng",
}
_PASSED = {
    Part.SCANNING: "quét kho",
    Part.ANALYSIS: "đọc và phân tích",
    Part.TOPICS: "chủ đề",
    Part.ENGINE: "ghi và kiểm tra chỉ mục",
}
_WORKED = {
    Part.READING: "đọc tệp",
    Part.FACTS: "đọc thông tin",
    Part.WORDS: "tách từ",
    Part.ENCODING: "nén",
    Part.STORING: "lưu",
}
_SAY_EVERY_S = 10.0


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
    for line in _where_the_time_went(report.spent_s):
        click.echo(line)


def _where_the_time_went(spent_s: Mapping[Part, float]) -> Iterator[str]:
    yield "Thời gian: " + _listed(_PASSED, spent_s) + "."
    if any(part in spent_s for part in _WORKED):
        yield "Bộ xử lý khi đọc và phân tích: " + _listed(_WORKED, spent_s) + "."


def _listed(names: Mapping[Part, str], spent_s: Mapping[Part, float]) -> str:
    told = (f"{name} {spent_s.get(part, 0.0):.1f} giây" for part, name in names.items())
    return "; ".join(told)


class _ProgressLine:
    """A progress bar on a terminal; otherwise a plain line now and then, and one a stage."""

    def __init__(self) -> None:
        self._bar: tqdm[Any] | None = None
        self._stage: Stage | None = None
        self._said = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._close()

    def show(self, progress: Progress) -> None:
        if sys.stderr.isatty():
            self._draw(progress)
        else:
            self._say(progress)
        self._stage = progress.stage

    def _draw(self, progress: Progress) -> None:
        if self._bar is None or progress.stage is not self._stage:
            self._close()
            self._bar = tqdm(
                desc=_STAGES[progress.stage],
                total=progress.total,
                bar_format="{desc}: {n_fmt}/{total_fmt} |{bar}| {percentage:.0f}%{postfix}",
            )
        bar = self._bar
        bar.total = progress.total
        bar.set_postfix_str(_pace(progress), refresh=False)
        bar.update(progress.done - bar.n)

    def _say(self, progress: Progress) -> None:
        over = progress.done == progress.total
        now = time.monotonic()
        if progress.stage is self._stage and not over and now - self._said < _SAY_EVERY_S:
            return
        self._said = now
        total = f"/{progress.total}" if progress.total is not None else ""
        pace = _pace(progress)
        said = f"{_STAGES[progress.stage]}: {progress.done}{total}"
        click.echo(f"{said} ({pace})" if pace else said, err=True)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _pace(progress: Progress) -> str:
    """Return the rate and the time that is left, as far as they are known."""
    told = [f"{progress.rate:.0f} báo cáo/giây"] if progress.rate else []
    if progress.left_s:
        minutes, seconds = divmod(round(progress.left_s), 60)
        told.append(f"còn {minutes} phút {seconds:02} giây" if minutes else f"còn {seconds} giây")
    return ", ".join(told)
