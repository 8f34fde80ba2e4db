"""The Flask application, put together in a fixed order."""

import click
from flask import Flask, request
from flask.cli import AppGroup

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.errors import OverloadedError
from searchapp.settings import Settings
from searchapp.web import api, boxes, headers, pages, problems, service, wording
from searchapp.web.addresses import ReportIdConverter
from searchapp.web.serving import desk

_REBUILD = "rebuild"
_FIRST_REQUESTS = ("/", "/?q=thi+dua", "/api/search?q=%22thi+%C4%91ua%22", "/api/suggest?q=th")


def create_app(settings: Settings | None = None, engine: SearchEngine | None = None) -> Flask:
    """Return an application that answers with ``engine``, or with the one that ``settings`` name.

    Args:
        settings: Where the archive and its index are; from the environment when None.
        engine: What answers; opened as the settings say when None.

    Raises:
        SettingsError: A setting has a value that cannot be used.
    """
    settings = settings or Settings.from_environment()
    engine = engine or open_engine(settings)
    sharing = headers.Sharing(frozenset(settings.cors_origins.split()))
    app = Flask("searchapp.web")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    app.url_map.converters["report_id"] = ReportIdConverter
    service.attach(app, service.Service(settings, engine))
    app.jinja_env.globals.update(wording=wording, boxes=boxes.boxes)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.before_request(_refuse_overload)
    app.register_blueprint(pages.blueprint)
    api.describe(app)
    problems.answer_errors(app)
    app.cli = Commands()
    headers.guard(app, sharing)
    app.wsgi_app = desk.Desk(app.wsgi_app, engine, settings, sharing)  # type: ignore[method-assign]
    return app


def warm_up(app: Flask) -> None:
    """Open the serving generation and answer a few requests.

    What they load is loaded once, before processes are forked that then share it. Without an
    index they are refused, which does no harm.
    """
    for address in _FIRST_REQUESTS:
        with app.test_request_context(address):
            app.full_dispatch_request()


class Commands(AppGroup):
    """``flask rebuild``, loaded when it is called: a server needs nothing that reads files."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return sorted({*super().list_commands(ctx), _REBUILD})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of this name."""
        if cmd_name != _REBUILD:
            return super().get_command(ctx, cmd_name)
        from searchapp.indexing.command import rebuild_command

        return rebuild_command


def _refuse_overload() -> None:
    if request.environ.get(desk.OVERLOADED):
        raise OverloadedError("Có quá nhiều lượt tìm cùng lúc. Hãy thử lại sau vài giây.")
