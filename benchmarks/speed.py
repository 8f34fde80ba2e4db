"""``python -m benchmarks.speed``: how fast searchapp is, beside other engines on the same terms.

Figures go to standard output, progress to standard error.
"""

import json
from pathlib import Path
from typing import Any

import click

from benchmarks.built import Place
from benchmarks.cases import CLASSES
from benchmarks.machine import machine
from benchmarks.million import measure_million
from benchmarks.peers.timed import ENGINES, OURS
from benchmarks.speed_report import RESULTS, write_report
from benchmarks.speed_run import Wanted, as_text, measure_size
from searchapp.errors import SearchAppError

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PEERS = tuple(name for name in ENGINES if name != OURS)
_SIZES = (10_000, 30_000, 100_000)
_SERVED = (10_000, 100_000)
_MILLION = 1_000_000


@click.command(
    help="Đo tốc độ tìm kiếm trên N bản tin thật, cạnh các công cụ khác trên cùng các từ."
)
@click.option("--docs", type=click.IntRange(min=10), default=10_000, show_default=True)
@click.option("--peers", default=",".join(_PEERS), show_default=True, help="Các công cụ để so.")
@click.option("--classes", default="", help=f"Chỉ các loại câu hỏi này: {', '.join(CLASSES)}.")
@click.option("--queries", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--first-uses", type=click.IntRange(min=0), default=3, show_default=True)
@click.option("--builds", is_flag=True, help="Đo cả việc lập chỉ mục và mở chỉ mục.")
@click.option("--http", is_flag=True, help="Đo cả máy chủ, dưới tải của wrk.")
@click.option("--seconds", type=click.IntRange(min=1), default=20, help="Mỗi lượt wrk.")
@click.option("--million", is_flag=True, help="Đo cả 1.000.000 văn bản sinh ra từ số liệu thật.")
@click.option("--growth", is_flag=True, help="Đo tất cả, ở 10.000, 30.000 và 100.000 văn bản.")
@click.option("--anew", is_flag=True, help="Lập lại mọi chỉ mục đã có trong thư mục tạm.")
@click.option("--json", "json_wanted", is_flag=True, help="In kết quả dạng JSON.")
@click.option(
    "--shared",
    type=_FOLDER,
    envvar="SEARCHAPP_SHARED",
    default=Path("../shared"),
    help="Thư mục có data/gov_news và data/scale.",
)
@click.option("--scratch", type=_FOLDER, help="Thư mục tạm: từ, chỉ mục, tệp jar.")
@click.option("--fetch/--no-fetch", default=True, help="Tải Lucene (165 MB) nếu chưa có.")
@click.option("--results", type=_FOLDER, default=RESULTS, help="Nơi --growth ghi bảng và hình.")
def main(
    docs: int, million: bool, growth: bool, json_wanted: bool, results: Path, **how: Any
) -> None:
    """Measure and print."""
    wanted = _wanted(everything=growth, **how)
    try:
        sizes = [
            measure_size(wanted.serving(not growth or size in _SERVED), size)
            for size in (_SIZES if growth else (docs,))
        ]
        generated = None
        if million or growth:
            generated = measure_million(wanted, sizes[-1]["docs"], _MILLION)
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error
    if growth:
        write_report(sizes, generated, machine(), results)
    found = {**sizes[-1], "machine": machine(), "million": generated}
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if json_wanted else as_text(found))


def _wanted(
    *,
    everything: bool,
    peers: str,
    classes: str,
    builds: bool,
    http: bool,
    seconds: int,
    scratch: Path | None,
    **others: Any,
) -> Wanted:
    return Wanted(
        peers=_chosen(peers, _PEERS, "--peers"),
        classes=_chosen(classes, CLASSES, "--classes"),
        builds=builds or everything,
        http_seconds=seconds if http or everything else 0,
        place=Place.below(scratch) if scratch else Place.usual(),
        **others,
    )


def _chosen(listed: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in listed.split(","))))
    for name in names:
        if name not in known:
            raise click.UsageError(f"{option} {name}: không có; chọn trong: {', '.join(known)}.")
    return names


if __name__ == "__main__":
    main()
