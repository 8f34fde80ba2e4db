"""What an address asks for: two that ask for the same have one name, whatever they look like."""

from hashlib import blake2b
from typing import TYPE_CHECKING

from werkzeug.wrappers import Request

from searchapp.errors import QueryError
from searchapp.model import Query
from searchapp.web.params import query_from_args, suggestion_from_args, typed_into_form

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

SEARCH, SUGGEST, API_REPORTS = "/api/search", "/api/suggest", "/api/reports/"
FRONT, REPORTS = "/", "/reports/"
_ORIGINAL = "/original"  # ends the address of a file, which is not kept
_NAME_BYTES = 20
_QUERY = "searchapp.query"  # in the environment of a request: its query, once it was read


def is_costly(path: str) -> bool:
    """Tell whether what lies at a path asks the index; nothing else has to wait for its turn."""
    return path in {FRONT, SEARCH, SUGGEST} or path.startswith((REPORTS, API_REPORTS))


def address(environ: "WSGIEnvironment") -> str:
    """Return the address of a request from the root of the server, as it was sent."""
    path = environ.get("SCRIPT_NAME", "") + environ.get("PATH_INFO", "")
    return f"{path}?{environ.get('QUERY_STRING', '')}"


def name_of(environ: "WSGIEnvironment") -> bytes | None:
    """Return the name of what a request asks for; None where its answer is not to be kept.

    Equal names mean equal answers of one generation: all that an answer shows of its parameters
    is in the name.
    """
    path = environ.get("PATH_INFO", "")
    try:
        meaning = _meaning(path, environ)
    except QueryError:
        return None
    if meaning is None:
        return None
    told = repr((environ.get("SCRIPT_NAME", ""), path, meaning))
    return blake2b(told.encode(), digest_size=_NAME_BYTES).digest()


def query_of(environ: "WSGIEnvironment") -> Query:
    """Return the query that a request asks for; it is read once, for its name and its view.

    Raises:
        QueryError: A parameter is unknown, repeated without need, or has a bad value.
    """
    query: Query | None = environ.get(_QUERY)
    if query is None:
        query = environ[_QUERY] = query_from_args(Request(environ).args)
    return query


def _meaning(path: str, environ: "WSGIEnvironment") -> object | None:
    if path == SEARCH:
        return query_of(environ)
    args = Request(environ).args
    if path == FRONT:
        return query_from_args(args), typed_into_form(args)  # the form shows blanks as well
    if path == SUGGEST:
        return suggestion_from_args(args)
    if path.startswith(API_REPORTS):
        return None if args else ()
    if path.startswith(REPORTS) and not path.endswith(_ORIGINAL):
        return query_from_args(args)
    return None
