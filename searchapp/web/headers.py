"""The headers that every answer carries, and who may read the JSON from another site."""

from flask import Flask, Response, request

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


def guard(app: Flask, origins: str = "") -> None:
    """Give every answer of ``app`` its headers, error pages and static files included.

    Args:
        app: Whose answers.
        origins: Origins, space-separated, whose pages may read ``/api/`` from a browser.
    """
    allowed = frozenset(origins.split())

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.update(SECURITY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-cache")
        if allowed and request.path.startswith("/api/"):
            _share(response, allowed)
        return response


def _share(response: Response, allowed: frozenset[str]) -> None:
    response.vary.add("Origin")
    origin = request.headers.get("Origin", "")
    if origin in allowed:
        response.headers["Access-Control-Allow-Origin"] = origin
