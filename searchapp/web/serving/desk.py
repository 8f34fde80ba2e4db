"""The desk before the application: what is known is answered here, what is not is let in."""

from collections.abc import Callable, Iterable
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from searchapp.engines.base import SearchEngine
from searchapp.settings import Settings
from searchapp.web.headers import Sharing, guarding
from searchapp.web.serving.admission import Gate
from searchapp.web.serving.answers import Answer, Shelf
from searchapp.web.serving.conditions import ANY, holds, weak_tag
from searchapp.web.serving.edition import edition
from searchapp.web.serving.flights import Flights
from searchapp.web.serving.naming import address, is_costly, name_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

OVERLOADED = "searchapp.overloaded"
"""In the environment of a request that was not let in: the application refuses it."""

MOST_WAITING = 64
"""So many requests of a process may wait for their turn: half a second at 130 a second."""

_READING = {"GET", "HEAD"}
_OK = "200 OK"
_NOT_MODIFIED = "304 NOT MODIFIED"
_NAMES_PER_ANSWER = 4  # addresses remembered: several lead to one answer
_NAMES_SHARE = 8  # of the bytes
_TAG_BYTES = 16


class Desk:
    """A WSGI application around another, whose costly answers it keeps and whose load it bounds."""

    def __init__(
        self, app: "WSGIApplication", engine: SearchEngine, settings: Settings, sharing: Sharing
    ) -> None:
        self._app = app
        self._engine = engine
        self._sharing = sharing
        entries, size = settings.cache_entries, settings.cache_bytes
        self._keeps = entries > 0 and size > 0
        self.answers: Shelf[Answer] = Shelf(entries, size)
        self._names: Shelf[bytes] = Shelf(entries * _NAMES_PER_ANSWER, size // _NAMES_SHARE)
        self._flights = Flights()
        self._gate = Gate(settings.max_concurrent, MOST_WAITING, settings.max_wait_s)

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] not in _READING or not is_costly(environ["PATH_INFO"]):
            return self._app(environ, start_response)
        answer = self._answer(environ)
        start_response(answer.status, list(answer.headers))
        return [answer.body] if environ["REQUEST_METHOD"] == "GET" else []

    def _answer(self, environ: "WSGIEnvironment") -> Answer:
        tag = self._tag(environ)
        if tag is None:
            return self._compute(environ)
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and holds(asked, tag):
            return self._not_modified(environ, tag)
        answer = self.answers.get(tag) or self._compute_once(environ, tag)
        if asked.strip() == ANY and answer.status == _OK:
            return self._not_modified(environ, tag)
        return answer.having(*self._sharing.allowing(environ))

    def _compute_once(self, environ: "WSGIEnvironment", tag: str) -> Answer:
        if not self._keeps:
            return self._compute_named(environ, tag)
        return self._flights.share(tag, partial(self._compute_named, environ, tag))

    def _compute_named(self, environ: "WSGIEnvironment", tag: str) -> Answer:
        """Compute an answer and keep it, if it is one and of the generation that was asked."""
        answer = self._compute(environ | {"HTTP_ORIGIN": ""})
        if answer.status != _OK or self._tag(environ) != tag:
            return answer
        answer = answer.having(("ETag", tag))
        if self._keeps:
            self.answers.put(tag, answer, answer.size)
        return answer

    def _compute(self, environ: "WSGIEnvironment") -> Answer:
        """Let a request in, in its turn; the application refuses it where that never came."""
        with self._gate.passing() as admitted:
            # As a GET, since the answer to HEAD is the same without its body.
            inside = {"REQUEST_METHOD": "GET", OVERLOADED: not admitted}
            return _collect(self._app, environ | inside)

    def _not_modified(self, environ: "WSGIEnvironment", tag: str) -> Answer:
        headers = (*guarding(environ["PATH_INFO"]), *self._sharing.varying(environ))
        return Answer(_NOT_MODIFIED, (*headers, ("ETag", tag)), b"").having(
            *self._sharing.allowing(environ)
        )

    # --- names ---

    def _tag(self, environ: "WSGIEnvironment") -> str | None:
        """Return the ETag of the answer: of its generation, its code, and what is asked for."""
        name = self._name(environ)
        if name is None:
            return None
        try:
            status = self._engine.status()
        except Exception:  # noqa: BLE001 - the application meets it as well, and tells it
            return None
        told = f"{edition()} {status.generation} {status.built_at.isoformat()} "
        return weak_tag(blake2b(told.encode() + name, digest_size=_TAG_BYTES).hexdigest())

    def _name(self, environ: "WSGIEnvironment") -> bytes | None:
        if not self._keeps:
            return name_of(environ)
        asked = address(environ)
        name = self._names.get(asked)
        if name is None:
            name = name_of(environ)
            if name is not None:
                self._names.put(asked, name, len(name))
        return name


def _collect(app: "WSGIApplication", environ: "WSGIEnvironment") -> Answer:
    """Run an application to its end."""
    begun: list[Any] = []
    body: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> Callable[..., object]:
        begun[:] = status, headers
        return body.append

    pieces = app(environ, start)
    try:
        body.extend(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    status, headers = begun
    return Answer(status, tuple(headers), body[0] if len(body) == 1 else b"".join(body))
