"""The Flask application, put together in a fixed order."""

from flask import Flask

from searchapp.engines import open_engine
from searchapp.engines.base import SearchEngine
from searchapp.indexing.command import rebuild_command
from searchapp.settings import Settings
from searchapp.web import api, headers, pages, problems, service, wording
from searchapp.web.addresses import ReportIdConverter


def create_app(settings: Settings | None = None, engine: SearchEngine | None = None) -> Flask:
    """Return an application that answers with ``engine``, or with the one that ``settings`` name.

    Args:
        settings: Where the archive and its index are; from the environment when None.
        engine: What answers; opened as the settings say when None.

    Raises:
        SettingsError: A setting has a value that cannot be used.
    """
    settings = settings or Settings.from_environment()
    app = Flask("searchapp.web")
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.url_map.merge_slashes = False
    app.url_map.converters["report_id"] = ReportIdConverter
    service.attach(app, service.Service(settings, engine or open_engine(settings)))
    app.jinja_env.globals["wording"] = wording
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.register_blueprint(pages.blueprint)
    api.describe(app)
    problems.answer_errors(app)
    app.cli.add_command(rebuild_command)
    headers.guard(app, settings.cors_origins)
    return app
