"""The JSON endpoint: the same search as the page, described by OpenAPI."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from apispec.ext.marshmallow.openapi import OpenAPIConverter
from flask import Flask, Response, jsonify, request
from flask_smorest import Api, Blueprint
from marshmallow import RAISE, Schema
from marshmallow.fields import Field, List

from searchapp.searching import search
from searchapp.suggesting import suggest
from searchapp.web import representations, service
from searchapp.web.addresses import ReportIdConverter
from searchapp.web.answer_schemas import Problem, ReportAnswer, SearchAnswer, SuggestAnswer
from searchapp.web.params import query_from_args, suggestion_from_args
from searchapp.web.request_schemas import NoParameters, SearchParameters, SuggestParameters
from searchapp.web.ways_out import ways_out

VERSION = "1.0"
SUGGESTIONS_MAX_AGE_S = 60
"""While somebody types, deletes and types again, the browser need not ask twice."""

_View = TypeVar("_View", bound=Callable[..., Response])

blueprint = Blueprint(
    "api", __name__, url_prefix="/api", description="Tìm trong kho báo cáo, trả lời bằng JSON."
)


def describe(app: Flask) -> None:
    """Add the endpoint and its description, ``/api/openapi.json``, to ``app``."""
    app.config.update(
        API_TITLE="searchapp",
        API_VERSION=VERSION,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api",
        OPENAPI_JSON_PATH="openapi.json",
    )
    api = Api(app)
    api.ma_plugin.converter.add_parameter_attribute_function(allow_empty)
    api.register_converter(ReportIdConverter, lambda _: {"type": "string", "minLength": 1})
    api.register_blueprint(blueprint)


def allow_empty(_converter: OpenAPIConverter, field: Field[Any], **_: Any) -> dict[str, Any]:
    """Say that a parameter may be empty, as a GET form sends those that were not filled.

    A repeatable one has the empty text among the values that its items may take.
    """
    return {} if isinstance(field, List) else {"allowEmptyValue": True}


def get(
    rule: str, parameters: type[Schema], answer: type[Schema], *refusals: int
) -> Callable[[_View], _View]:
    """Register a view under ``rule``, described by its parameters, its answer and its refusals."""

    def register(view: _View) -> _View:
        described = blueprint.response(200, answer)(view)
        for code in refusals:
            described = blueprint.alt_response(
                code, schema=Problem, content_type="application/problem+json"
            )(described)
        checked = blueprint.arguments(
            parameters, location="query", unknown=RAISE, error_status_code=400
        )(described)
        blueprint.add_url_rule(rule, view_func=checked)
        return view

    return register


@get("/search", SearchParameters, SearchAnswer, 400, 503)
def search_reports(_described: Mapping[str, object]) -> Response:
    """Tìm báo cáo."""
    engine = service.current().engine
    result = search(engine, query_from_args(request.args))
    return jsonify(representations.search_result(result, ways_out(engine, result)))


@get("/suggest", SuggestParameters, SuggestAnswer, 400, 503)
def suggest_searches(_described: Mapping[str, object]) -> Response:
    """Gợi ý khi đang gõ: chủ đề, địa danh, cụm và khối thi đua, tiêu đề báo cáo."""
    text, limit = suggestion_from_args(request.args)
    found = suggest(service.current().engine, text, limit)
    response = jsonify(representations.suggestions(found))
    response.headers["Cache-Control"] = f"private, max-age={SUGGESTIONS_MAX_AGE_S}"
    return response


@get("/reports/<report_id:report_id>", NoParameters, ReportAnswer, 400, 404, 503)
def show_report(_described: Mapping[str, object], report_id: str) -> Response:
    """Xem một báo cáo: mọi dữ kiện đọc được, kèm chứng cứ."""
    engine = service.current().engine
    similar = engine.similar(report_id, service.MOST_SIMILAR)
    return jsonify(representations.report(engine.report(report_id), similar))
