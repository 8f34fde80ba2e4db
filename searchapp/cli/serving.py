"""``searchapp serve``: the application behind a WSGI server, with bounds on what it takes."""

import gc
import os
import sys
from importlib import import_module
from typing import Any

import click

from searchapp.cli.failures import tell_errors

FACTORY = "searchapp.app:create_app"
MOST_WORKERS = 4
"""Processes by default: on a large machine the rest is for rebuilds and for other services."""
THREADS = 80
"""Of each process: those that compute and wait, and some for what needs no computing.

A connection takes one while it is waited for its request, so there are to be more of them than
searches that may wait (64), or nobody is left to refuse the others and to answer what is known.
"""
_MAX_ADDRESS_BYTES = 262_144
_BACKLOG = 512
"""Connections that the system keeps for a busy server; later ones are refused at once."""
_KEEP_ALIVE_S = 15
_GRACE_S = 10


def default_workers() -> int:
    """Return one process for each processor, 2 at least and ``MOST_WORKERS`` at most.

    Python runs one thread of a process at a time, so threads add no speed but where numpy works.
    """
    return max(2, min(MOST_WORKERS, os.cpu_count() or 1))


@click.command("serve", help="Phục vụ trang tìm kiếm và API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(0, 65535))
@click.option(
    "--workers",
    default=default_workers,
    show_default="số bộ xử lý, từ 2 đến 4",
    type=click.IntRange(1, 64),
    help="Số tiến trình.",
)
@tell_errors
def serve_command(host: str, port: int, workers: int) -> None:
    """Serve until stopped."""
    if sys.platform == "win32":
        _serve_with_waitress(host, port, workers)
    else:
        _serve_with_gunicorn(host, port, workers)


def _serve_with_gunicorn(host: str, port: int, workers: int) -> None:
    from gunicorn.app.base import BaseApplication
    from gunicorn.http import message

    # gunicorn takes 8190 bytes at most, and answers longer addresses itself. The application has
    # bounds of its own, which a query of Vietnamese letters (nine bytes each) reaches only later.
    message.MAX_REQUEST_LINE = _MAX_ADDRESS_BYTES + 1

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in _gunicorn_options(f"{host}:{port}", workers).items():
                if name in self.cfg.settings:  # older versions have no control socket
                    self.cfg.set(name, value)

        def load(self) -> Any:
            return load()

    click.echo(f"searchapp đang phục vụ tại http://{host}:{port} (Ctrl+C để dừng)")
    Server().run()


def _gunicorn_options(bind: str, workers: int) -> dict[str, object]:
    return {
        "bind": bind,
        "workers": workers,
        "worker_class": "gthread",
        "threads": THREADS,
        "preload_app": True,  # what is loaded before the processes part is shared by them
        "backlog": _BACKLOG,
        "keepalive": _KEEP_ALIVE_S,
        "graceful_timeout": _GRACE_S,
        "limit_request_line": _MAX_ADDRESS_BYTES,
        "proc_name": "searchapp",
        "control_socket_disable": True,  # nothing is written outside the index
    }


def load() -> Any:
    """Return the application with the index open, ready to be shared by processes.

    What stands now stays as long as the server: the collector is told so, or its marks would
    make each process a copy of pages that none of them changes.
    """
    module, _, factory = FACTORY.partition(":")
    application = import_module(module)
    app = getattr(application, factory)()
    application.warm_up(app)
    gc.collect()
    gc.freeze()
    return app


def _serve_with_waitress(host: str, port: int, workers: int) -> None:
    from waitress import serve

    serve(load(), host=host, port=port, threads=workers * THREADS)
