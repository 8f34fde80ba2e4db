"""The command ``searchapp``: rebuild, search, facts, status, serve."""

import json
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

import click
import msgspec

from searchapp.cli.failures import tell_errors
from searchapp.engines import open_engine
from searchapp.errors import QueryError
from searchapp.facts.places import gazetteer
from searchapp.model import UNKNOWN, Filters, Query, SearchResult, Snippet
from searchapp.query.dates import parse_date_range
from searchapp.searching import TYPE_LABELS, search
from searchapp.settings import Settings
from searchapp.web import representations, wording
from searchapp.web.ways_out import WayOut, ways_out

_INDEX = click.option("--index", type=click.Path(path_type=Path), help="Thư mục chỉ mục.")
_JSON = click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác đọc.")
_LATE = {
    "rebuild": "searchapp.indexing.command:rebuild_command",
    "facts": "searchapp.cli.facts:facts_command",
    "serve": "searchapp.cli.serving:serve_command",
}
_TYPES = click.Choice([*(str(slug) for slug in TYPE_LABELS), UNKNOWN])


class Commands(click.Group):
    """Commands, some loaded when they are called: a server needs nothing that reads files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted({*super().list_commands(ctx), *_LATE})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        if cmd_name not in _LATE:
            return super().get_command(ctx, cmd_name)
        module, _, name = _LATE[cmd_name].partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command


@click.group(
    cls=Commands,
    help="Tìm kiếm trong kho báo cáo thi đua – khen thưởng.",
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="searchapp", prog_name="searchapp")
def main() -> None:
    """Run one of the commands below."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a console that cannot show a letter shows "?", not a crash
            reconfigure(errors="replace")


@main.command("search", help="Tìm báo cáo; ví dụ: searchapp search 'thi đua' --province hung-yen")
@click.argument("text")
@click.option("--province", "provinces", multiple=True, help="Tỉnh (hung-yen hoặc 'Hưng Yên').")
@click.option("--from", "start", default="", help="Từ ngày: 17/7/2020, 7/2020 hoặc 2020.")
@click.option("--to", "end", default="", help="Đến ngày.")
@click.option("--type", "types", multiple=True, type=_TYPES, help="Loại báo cáo.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Số kết quả in ra.")
@_INDEX
@_JSON
@tell_errors
def search_command(
    text: str,
    provinces: tuple[str, ...],
    start: str,
    end: str,
    types: tuple[str, ...],
    limit: int,
    index: Path | None,
    as_json: bool,
) -> None:
    """Search as the page does."""
    dates = parse_date_range(start, end, ("--from", "--to"))
    filters = Filters(province=tuple(map(_province, provinces)), type=types, dates=dates)
    engine = open_engine(Settings.from_environment(index=index))
    result = search(engine, Query(text, filters, per_page=limit))
    ways = ways_out(engine, result)
    if as_json:
        answer = representations.search_result(result, ways)
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        _print_result(result, ways)


def _province(typed: str) -> str:
    if typed == UNKNOWN:
        return typed
    place = gazetteer.province(typed) or gazetteer.province_by_name(typed)
    if place is None:
        raise QueryError(
            "--province", f"Không có tỉnh nào tên “{typed}”. Hãy gõ như: hung-yen hoặc 'Hưng Yên'."
        )
    return place.slug


def _print_result(result: SearchResult, ways: Sequence[WayOut]) -> None:
    for note in result.notes:
        click.secho(wording.told(note), fg="yellow")
    click.secho(f"{result.total} kết quả", bold=True)
    for way in ways:
        click.echo(f"Bỏ “{way.label}”: {way.total} kết quả")
    for place, hit in enumerate(result.hits, 1):
        facts = hit.report.facts
        date = facts.event_date or facts.published_date or facts.period
        told = [fact.place.name for fact in facts.provinces] or ["Chưa rõ tỉnh"]
        told.append(date.text if date else "Chưa rõ ngày")
        told += [TYPE_LABELS[fact.type] for fact in facts.types]
        click.echo(f"\n{place}. " + click.style(hit.report.title, bold=True))
        click.echo(f"   {' · '.join(told)} · {hit.report.id}")
        click.echo(f"   {_marked(hit.snippet)}")
        if hit.duplicates:
            listed = ", ".join(copy.id for copy in hit.duplicates)
            more = "" if hit.duplicate_count == len(hit.duplicates) else ", …"
            click.echo(f"   Còn {hit.duplicate_count} bản gần như giống hệt: {listed}{more}")


def _marked(snippet: Snippet) -> str:
    pieces, position = [], 0
    for span in snippet.highlights:
        pieces.append(snippet.text[position : span.start])
        pieces.append(click.style(snippet.text[span.start : span.end], fg="green", bold=True))
        position = span.end
    return "".join([*pieces, snippet.text[position:]])


@main.command("status", help="Cho biết thế hệ chỉ mục nào đang phục vụ.")
@_INDEX
@_JSON
@tell_errors
def status_command(index: Path | None, as_json: bool) -> None:
    """Print what serves; exit 1 when nothing does."""
    status = open_engine(Settings.from_environment(index=index)).status()
    if as_json:
        click.echo(msgspec.json.encode(status).decode())
        return
    built = status.built_at.astimezone().strftime("%H:%M ngày %d/%m/%Y")
    click.echo(
        f"{status.generation}: {status.reports} báo cáo của {status.provinces} tỉnh, "
        f"dựng lúc {built}."
    )
    for name in status.damaged:
        click.secho(f"{name} bị hỏng và không được dùng. Hãy chạy: searchapp rebuild", fg="red")
