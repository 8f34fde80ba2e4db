"""The pages: search and results, one report, its original, help; and the health check."""

import re
from urllib.parse import quote

from flask import Blueprint, Response, jsonify, render_template, request

from searchapp.analysis.syllables import fold
from searchapp.errors import ArchiveIndexError, QueryError, ReportNotFoundError
from searchapp.model import UNKNOWN, Query, SearchResult
from searchapp.searching import search, understand
from searchapp.web import (
    chips,
    front_page,
    report_page,
    results_page,
    service,
    similar_reports,
    wording,
)
from searchapp.web.addresses import api_address, original_address, search_address
from searchapp.web.originals import OriginalMissingError
from searchapp.web.originals import original as find_original
from searchapp.web.params import (
    args_from_query,
    query_from_args,
    typed_into_form,
    without_faults,
)
from searchapp.web.problems import problem
from searchapp.web.ways_out import unfiltered, ways_out

blueprint = Blueprint("pages", __name__)


@blueprint.get("/")
def front() -> str | tuple[str, int]:
    """The box; and the results, when anything is asked for."""
    try:
        query = query_from_args(request.args)
    except QueryError as error:
        return _refused(error), 400
    result = search(service.current().engine, query)
    return _results(result) if results_page.is_search(query) else _home(result)


@blueprint.get("/reports/<report_id:report_id>")
def report(report_id: str) -> str:
    """One report with its facts, and with what matches the search that led here."""
    query = query_from_args(request.args)
    engine = service.current().engine
    found = engine.report(report_id)
    expression = understand(engine, query).expression
    arguments = args_from_query(query)
    return render_template(
        "report.html",
        report=found,
        query=query,
        main_rows=report_page.main_rows(found.facts),
        other_rows=report_page.other_rows(found.facts),
        body=report_page.body(found, expression),
        topics=front_page.topics(found),
        similar=similar_reports.cards(engine.similar(found.id, service.MOST_SIMILAR)),
        source_link=report_page.source_link(found),
        back=search_address(arguments) if arguments else None,
        original=original_address(found.id),
        status=engine.status(),
    )


@blueprint.get("/reports/<report_id:report_id>/original")
def original(report_id: str) -> Response | str:
    """The report's file (or its line of a file), to be saved and never to be run here."""
    current = service.current()
    try:
        found = current.engine.report(report_id)
    except ReportNotFoundError:
        return report(f"{report_id}/original")
    try:
        file = find_original(found.source, current.settings)
    except OriginalMissingError as error:
        return problem(410, str(error))
    response = Response(file.content, mimetype=file.media_type)
    response.headers["Content-Disposition"] = _attachment(file.name)
    return response


def _attachment(name: str) -> str:
    """The header in ASCII, with the true name beside it. Source: RFC 6266, section 4.3."""
    plain = re.sub(r'[^ -~]|["\\]', "_", fold(name))
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"


@blueprint.get("/tro-giup")
def help_page() -> str:
    """The query language and the doors, explained."""
    return render_template("help.html", examples=front_page.syntax())


@blueprint.get("/healthz")
def health() -> tuple[Response, int]:
    """Whether this process can answer searches."""
    try:
        status = service.current().engine.status()
    except ArchiveIndexError as error:
        return jsonify(status="unavailable", detail=str(error)), 503
    return jsonify(
        status="ok",
        generation=status.generation,
        reports=status.reports,
        damaged=list(status.damaged),
    ), 200


# --- results ------------------------------------------------------------------------------------


def _home(result: SearchResult) -> str:
    return render_template(
        "home.html",
        **_box(result.query, result),
        shelves=front_page.shelves(result),
        examples=front_page.examples(),
    )


def _results(result: SearchResult) -> str:
    query = result.query
    return render_template(
        "results.html",
        **_form(query, result),
        result=result,
        heading=results_page.heading(query, result.total),
        folded=results_page.folded(result.total, result.groups),
        said=results_page.said(query, result.notes),
        offers=results_page.offers(query, result.notes),
        verbatim=results_page.verbatim_link(query, result.notes),
        sorts=results_page.sort_links(query),
        hits=results_page.cards(result.hits, query),
        pages=results_page.pages(query, result.groups),
        before=results_page.page_link(query, query.page - 1),
        after=results_page.page_link(query, query.page + 1),
        last=results_page.last_page(query, result.groups),
        ways_out=_ways_out(result),
        json=api_address(args_from_query(query)),
        error=None,
    )


def _refused(error: QueryError) -> str:
    """The form as it was typed, with what is wrong; its filters counted as far as understood."""
    query = without_faults(request.args)
    result = search(service.current().engine, query)
    return render_template("refused.html", **_form(query, result), error=error)


def _box(query: Query, result: SearchResult) -> dict[str, object]:
    return {
        "query": query,
        "typed": typed_into_form(request.args),
        "remembered": results_page.remembered(query),
        "status": result.status,
    }


def _form(query: Query, result: SearchResult) -> dict[str, object]:
    names = ("province", "province_now", "type", "topic")
    groups = {name: results_page.choices(name, result.facets) for name in names}
    return _box(query, result) | {
        "groups": groups,
        "in_text": results_page.in_text(query),
        "below": results_page.districts_below(query, result.facets),
        "unknown_district": UNKNOWN in query.filters.district,
        "years": results_page.year_links(query, result.facets),
        "chips": chips.in_force(query),
        "clear": search_address(args_from_query(unfiltered(query))),
        "date_fields": wording.DATE_FIELDS,
    }


def _ways_out(result: SearchResult) -> list[tuple[str, str, int]]:
    """For each filter: its label, the address without it, and how many reports that gives."""
    return [
        (way.label, search_address(args_from_query(way.query)), way.total)
        for way in ways_out(service.current().engine, result)
    ]
