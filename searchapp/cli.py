"""The command ``searchapp``: rebuild, search, facts, status, serve."""

import json
import sys
from collections.abc import Callable, Iterator
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import click
import msgspec

from searchapp.engines import open_engine
from searchapp.errors import QueryError, SearchAppError
from searchapp.facts import read_facts
from searchapp.facts.places import gazetteer
from searchapp.indexing.command import rebuild_command
from searchapp.model import UNKNOWN, Filters, Query, SearchResult, Skipped, Snippet
from searchapp.query.dates import parse_date_range
from searchapp.reading import read_file
from searchapp.searching import TYPE_LABELS, search
from searchapp.settings import Settings
from searchapp.web import representations

_INDEX = click.option("--index", type=click.Path(path_type=Path), help="Thư mục chỉ mục.")
_JSON = click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác đọc.")
_MAX_ADDRESS_BYTES = 262_144
_THREADS = 4  # of each worker process
_TYPES = click.Choice([*(str(slug) for slug in TYPE_LABELS), UNKNOWN])


@click.group(
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


def _tell_errors(command: Callable[..., None]) -> Callable[..., None]:
    """Turn what searchapp raises on purpose into one line and exit status 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> None:
        try:
            command(*args, **kwargs)
        except SearchAppError as error:
            raise click.ClickException(str(error)) from error

    return run


main.add_command(rebuild_command)


@main.command("search", help="Tìm báo cáo; ví dụ: searchapp search 'thi đua' --province hung-yen")
@click.argument("text")
@click.option("--province", "provinces", multiple=True, help="Tỉnh (hung-yen hoặc 'Hưng Yên').")
@click.option("--from", "start", default="", help="Từ ngày: 17/7/2020, 7/2020 hoặc 2020.")
@click.option("--to", "end", default="", help="Đến ngày.")
@click.option("--type", "types", multiple=True, type=_TYPES, help="Loại báo cáo.")
@click.option("--limit", type=click.IntRange(1, 100), default=10, help="Số kết quả in ra.")
@_INDEX
@_JSON
@_tell_errors
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
    if as_json:
        click.echo(json.dumps(representations.search_result(result), ensure_ascii=False, indent=2))
    else:
        _print_result(result)


def _province(typed: str) -> str:
    if typed == UNKNOWN:
        return typed
    place = gazetteer.province(typed) or gazetteer.province_by_name(typed)
    if place is None:
        raise QueryError(
            "--province", f"Không có tỉnh nào tên “{typed}”. Hãy gõ như: hung-yen hoặc 'Hưng Yên'."
        )
    return place.slug


def _print_result(result: SearchResult) -> None:
    for note in result.notes:
        click.secho(note.text, fg="yellow")
    click.secho(f"{result.total} kết quả", bold=True)
    for place, hit in enumerate(result.hits, 1):
        facts = hit.report.facts
        date = facts.event_date or facts.published_date or facts.period
        told = [fact.place.name for fact in facts.provinces] or ["Chưa rõ tỉnh"]
        told.append(date.text if date else "Chưa rõ ngày")
        told += [TYPE_LABELS[fact.type] for fact in facts.types]
        click.echo(f"\n{place}. " + click.style(hit.report.title, bold=True))
        click.echo(f"   {' · '.join(told)} · {hit.report.id}")
        click.echo(f"   {_marked(hit.snippet)}")


def _marked(snippet: Snippet) -> str:
    pieces, position = [], 0
    for span in snippet.highlights:
        pieces.append(snippet.text[position : span.start])
        pieces.append(click.style(snippet.text[span.start : span.end], fg="green", bold=True))
        position = span.end
    return "".join([*pieces, snippet.text[position:]])


@main.command("facts", help="In những gì đọc được từ từng tệp, kèm nguyên văn làm căn cứ.")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@_JSON
@_tell_errors
def facts_command(files: tuple[Path, ...], as_json: bool) -> None:
    """Print the facts of each file; exit 1 when one of them could not be read."""
    failed = False
    for found in _represent(files):
        if isinstance(found, Skipped):
            failed = True
            click.echo(f"Bỏ qua {found.path}: {found.reason}", err=True)
        elif as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _print_facts(found)
    if failed:
        raise SystemExit(1)


def _represent(files: tuple[Path, ...]) -> Iterator[dict[str, Any] | Skipped]:
    settings = Settings.from_environment()
    for path in files:
        for document in read_file(path, settings):
            if isinstance(document, Skipped):
                yield document
            else:
                yield representations.facts(document, read_facts(document))


def _print_facts(facts: dict[str, Any]) -> None:
    click.secho(f"{facts['path']}", bold=True)
    click.echo(f"  tiêu đề: {facts['title'] or 'không có'}")
    for province in facts["provinces"]:
        now = province["now"]["name"]
        click.echo(f"  tỉnh: {province['name']} (nay: {now}) ← “{province['evidence']}”")
    for name, label in (
        ("event_date", "ngày sự kiện"),
        ("published_date", "ngày đăng"),
        ("period", "kỳ báo cáo"),
    ):
        date = facts[name]
        told = f"{date['start']} – {date['end']} ← “{date['evidence']}”" if date else "chưa rõ"
        click.echo(f"  {label}: {told}")
    for kind in facts["types"]:
        click.echo(f"  loại: {TYPE_LABELS[kind]} ← “{facts['type_evidence'][kind]}”")
    click.echo()


@main.command("status", help="Cho biết thế hệ chỉ mục nào đang phục vụ.")
@_INDEX
@_JSON
@_tell_errors
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


@main.command("serve", help="Phục vụ trang tìm kiếm và API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@_tell_errors
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    if sys.platform == "win32":
        _serve_with_waitress(host, port, workers)
    else:
        _serve_with_gunicorn(host, port, workers)


_FACTORY = "searchapp.app:create_app"


def _serve_with_gunicorn(host: str, port: int, workers: int) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.http import message
    from gunicorn.util import import_app

    # gunicorn takes 8190 bytes at most, and answers longer addresses itself. The application has
    # bounds of its own, which a query of Vietnamese letters (nine bytes each) reaches only later.
    message.MAX_REQUEST_LINE = _MAX_ADDRESS_BYTES + 1

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{host}:{port}",
                "workers": workers,
                "worker_class": "gthread",
                "threads": _THREADS,
                "preload_app": True,
                "limit_request_line": _MAX_ADDRESS_BYTES,
                "proc_name": "searchapp",
                "control_socket_disable": True,  # nothing is written outside the index
            }
            for name, value in options.items():
                if name in self.cfg.settings:  # older versions have no control socket
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return import_app(f"{_FACTORY}()")

    click.echo(f"searchapp đang phục vụ tại http://{host}:{port} (Ctrl+C để dừng)")
    Server().run()


def _serve_with_waitress(host: str, port: int, workers: int) -> None:
    from waitress import serve

    module, _, factory = _FACTORY.partition(":")
    serve(getattr(import_module(module), factory)(), host=host, port=port, threads=workers * 4)
