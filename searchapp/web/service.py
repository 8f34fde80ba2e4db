"""What the handlers of one application share: its settings and its engine."""

from dataclasses import dataclass

from flask import Flask, current_app

from searchapp.engines.base import SearchEngine
from searchapp.settings import Settings

MOST_SIMILAR = 5
"""Similar reports that are shown with one, by the page and by the API."""

_KEY = "searchapp"


@dataclass(frozen=True, slots=True)
class Service:
    """The settings and the engine that one application answers with."""

    settings: Settings
    engine: SearchEngine


def attach(app: Flask, service: Service) -> None:
    """Make ``service`` the one that the handlers of ``app`` find."""
    app.extensions[_KEY] = service


def current() -> Service:
    """The service of the application that handles this request."""
    return of(current_app)


def of(app: Flask) -> Service:
    """The service of an application."""
    service: Service = app.extensions[_KEY]
    return service
