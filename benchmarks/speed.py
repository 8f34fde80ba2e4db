"""``python -m benchmarks.speed``: how fast searchapp is, beside other engines on the same terms.

Figures go to standard output, progress to standard error.
"""

import json
import tempfile
from pathlib import Path

import click

from benchmarks.built import Place
from benchmarks.cases import CLASSES
from benchmarks.peers.timed import ENGINES, OURS
from benchmarks.search_speed import as_data, measure_search
from benchmarks.speed_tables import search_table
from benchmarks.workload import prepare
from searchapp.errors import SearchAppError

_FOLDER = click.Path(file_okay=False, path_type=Path)
_PEERS = tuple(name for name in ENGINES if name != OURS)
_QUERIES = 20


@click.command(
    help="Đo tốc độ tìm kiếm trên N bản tin thật, cạnh các công cụ khác trên cùng các từ."
)
@click.option("--docs", type=click.IntRange(min=10), default=10_000, show_default=True)
@click.option("--peers", default=",".join(_PEERS), show_default=True, help="Các công cụ để so.")
@click.option("--classes", default="", help=f"Chỉ các loại câu hỏi này: {', '.join(CLASSES)}.")
@click.option("--queries", type=click.IntRange(min=1), default=_QUERIES, show_default=True)
@click.option("--first-uses", type=click.IntRange(min=0), default=3, show_default=True)
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
def main(
    docs: int,
    peers: str,
    classes: str,
    queries: int,
    first_uses: int,
    json_wanted: bool,
    shared: Path,
    scratch: Path | None,
    fetch: bool,
) -> None:
    """Measure and print."""
    names = _chosen(peers, _PEERS, "--peers")
    kinds = _chosen(classes, CLASSES, "--classes")
    place = Place.below(scratch or Path(tempfile.gettempdir()) / "searchapp-bench")
    try:
        workload = prepare(shared, docs, place.scratch, queries=queries, kinds=kinds)
        run = measure_search(names, workload, place, rounds=first_uses, fetch=fetch)
    except SearchAppError as error:
        raise click.ClickException(str(error)) from error
    if json_wanted:
        click.echo(json.dumps(as_data(run), ensure_ascii=False, indent=2))
    else:
        click.echo(search_table(run))


def _chosen(listed: str, known: tuple[str, ...], option: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip() for name in listed.split(","))))
    for name in names:
        if name not in known:
            raise click.UsageError(f"{option} {name}: không có; chọn trong: {', '.join(known)}.")
    return names


if __name__ == "__main__":
    main()
