"""Addresses: of a report, whose id may hold any character, and of a search.

A page holds a hundred of them, and ``url_for`` takes 17 µs each: these are put together by hand,
and tests compare them with what the routes say.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from flask import request
from werkzeug.routing import BaseConverter

_PLAIN = "!$&'()*+,/:;=@"  # what stands in a path as it is. Source: RFC 3986, section 3.3


@dataclass(frozen=True, slots=True)
class Link:
    """A link by its label; ``current`` marks where the reader is."""

    label: str
    address: str
    current: bool = False


class ReportIdConverter(BaseConverter):
    """Any text, slashes at any place included: an id is whatever its JSONL line says."""

    regex = ".+?"
    part_isolating = False


def search_address(arguments: Sequence[tuple[str, str]]) -> str:
    """The address of the results page with these parameters."""
    return _with(f"{request.script_root}/", arguments)


def report_address(report_id: str, arguments: Sequence[tuple[str, str]] = ()) -> str:
    """The address of a report that was found by the search with these parameters."""
    return _with(f"{request.script_root}/reports/{quote(report_id, safe=_PLAIN)}", arguments)


def first_match_address(report_id: str, arguments: Sequence[tuple[str, str]]) -> str:
    """The address of the first match on the page of a report that was found."""
    return f"{report_address(report_id, arguments)}#khop-1"


def original_address(report_id: str) -> str:
    """The address of a report's original."""
    return f"{report_address(report_id)}/original"


def api_address(arguments: Sequence[tuple[str, str]]) -> str:
    """The address of the same search as JSON."""
    return _with(f"{request.script_root}/api/search", arguments)


def _with(path: str, arguments: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(arguments)}" if arguments else path
