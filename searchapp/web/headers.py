"""The headers that every answer carries, and who may read the JSON from another site."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

SECURITY = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}

NO_CACHE = "no-cache"
"""To be kept, and asked for again each time: a new generation may serve."""
FOR_A_MINUTE = "private, max-age=60"
"""While somebody types, deletes and types again, the browser need not ask twice."""

_API = "/api/"
_SUGGESTIONS = "/api/suggest"
_ALLOW = "Access-Control-Allow-Origin"
_Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sharing:
    """The origins whose pages may read ``/api/`` from a browser."""

    allowed: frozenset[str] = frozenset()

    def varying(self, environ: "WSGIEnvironment") -> _Headers:
        """Return what tells caches that the answer depends on who asks, where it does."""
        is_shared = self.allowed and environ["PATH_INFO"].startswith(_API)
        return (("Vary", "Origin"),) if is_shared else ()

    def allowing(self, environ: "WSGIEnvironment") -> _Headers:
        """Return what allows the page that asks to read the answer, if it may."""
        origin = environ.get("HTTP_ORIGIN", "")
        may = origin in self.allowed and environ["PATH_INFO"].startswith(_API)
        return ((_ALLOW, origin),) if may else ()


def guarding(path: str) -> _Headers:
    """Return what a good answer from this path carries."""
    freshness = FOR_A_MINUTE if path == _SUGGESTIONS else NO_CACHE
    return (*SECURITY.items(), ("Cache-Control", freshness))


def guard(app: Flask, sharing: Sharing) -> None:
    """Give every answer of ``app`` its headers, error pages and static files included."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(SECURITY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", NO_CACHE)
        if sharing.varying(request.environ):
            response.vary.add("Origin")
        response.headers.extend(sharing.allowing(request.environ))
        return response
