"""Addresses: of a report, whose id may hold any character, and of a search."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from werkzeug.routing import BaseConverter


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
    return _with(url_for("pages.front"), arguments)


def report_address(report_id: str, arguments: Sequence[tuple[str, str]] = ()) -> str:
    """The address of a report that was found by the search with these parameters."""
    return _with(url_for("pages.report", report_id=report_id), arguments)


def first_match_address(report_id: str, arguments: Sequence[tuple[str, str]]) -> str:
    """The address of the first match on the page of a report that was found."""
    return f"{report_address(report_id, arguments)}#khop-1"


def original_address(report_id: str) -> str:
    """The address of a report's original."""
    return url_for("pages.original", report_id=report_id)


def api_address(arguments: Sequence[tuple[str, str]]) -> str:
    """The address of the same search as JSON."""
    return _with(url_for("api.search_reports"), arguments)


def _with(path: str, arguments: Sequence[tuple[str, str]]) -> str:
    return f"{path}?{urlencode(arguments)}" if arguments else path
