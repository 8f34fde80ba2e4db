"""What a client gets when something goes wrong: a page in Vietnamese, or problem+json."""

from http import HTTPStatus

from flask import Flask, Response, current_app, json, render_template, request
from werkzeug.exceptions import HTTPException

from searchapp.errors import ArchiveIndexError, OverloadedError, QueryError, ReportNotFoundError

TITLES = {
    400: "Yêu cầu chưa đúng",
    404: "Không tìm thấy",
    405: "Không hỗ trợ cách gọi này",
    410: "Bản gốc không còn",
    414: "Địa chỉ quá dài",
    500: "Có lỗi ở máy chủ",
    503: "Chưa có chỉ mục để tìm",
}

DETAILS = {
    400: "Máy chủ không hiểu yêu cầu này. Hãy kiểm tra lại địa chỉ.",
    404: "Địa chỉ này không có trong kho báo cáo. Hãy thử tìm lại từ trang đầu.",
    405: "Kho báo cáo chỉ để đọc: chỉ dùng được GET, HEAD và OPTIONS.",
    500: "Máy chủ gặp lỗi khi trả lời. Hãy thử lại sau; nếu vẫn lỗi, hãy báo cho người quản trị.",
}

OVERLOADED = "Máy chủ đang quá tải"
RETRY_AFTER_S = 30
RETRY_AFTER_OVERLOAD_S = 2


def answer_errors(app: Flask) -> None:
    """Have ``app`` answer every error in the form that its door speaks."""
    app.register_error_handler(QueryError, _query_error)
    app.register_error_handler(ReportNotFoundError, _not_found)
    app.register_error_handler(ArchiveIndexError, _no_index)
    app.register_error_handler(OverloadedError, _overloaded)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def problem(
    status: int, detail: str, parameter: str | None = None, heading: str | None = None
) -> Response:
    """An error as the door of this request speaks it.

    Args:
        status: The HTTP status.
        detail: What went wrong and what to do next, in Vietnamese.
        parameter: The parameter at fault, if any.
        heading: The error in a few words, where its status alone does not tell it.
    """
    response = _problem_json if request.path.startswith("/api/") else _page
    return response(status, heading or title(status), detail, parameter)


def _problem_json(status: int, heading: str, detail: str, parameter: str | None) -> Response:
    body = {"type": "about:blank", "title": heading, "status": status, "detail": detail}
    if parameter is not None:
        body["parameter"] = parameter
    return Response(json.dumps(body), status, mimetype="application/problem+json")


def _page(status: int, heading: str, detail: str, parameter: str | None) -> Response:
    html = render_template(
        "error.html", code=status, title=heading, detail=detail, parameter=parameter
    )
    return Response(html, status, mimetype="text/html")


def title(status: int) -> str:
    """The heading of an error of this status."""
    return TITLES.get(status) or HTTPStatus(status).phrase


def _query_error(error: QueryError) -> Response:
    return problem(400, str(error), error.parameter)


def _not_found(error: ReportNotFoundError) -> Response:
    return problem(404, str(error))


def _no_index(error: ArchiveIndexError) -> Response:
    response = problem(503, str(error))
    response.headers["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _overloaded(error: OverloadedError) -> Response:
    response = problem(503, str(error), heading=OVERLOADED)
    response.headers["Retry-After"] = str(RETRY_AFTER_OVERLOAD_S)
    response.headers["Cache-Control"] = "no-store"
    return response


def _http_error(error: HTTPException) -> Response:
    """Keep what the protocol says of this error (``Allow``, ``Location``), say it in own words."""
    given = error.get_response()
    status = given.status_code
    if status < HTTPStatus.BAD_REQUEST:
        return Response(given.get_data(), status, given.headers)
    response = problem(status, DETAILS.get(status) or DETAILS[400 if status < 500 else 500])
    for name in ("Allow", "Retry-After"):
        if name in given.headers:
            response.headers[name] = given.headers[name]
    return response


def _unexpected(error: Exception) -> Response:
    current_app.logger.error("%s %s", request.method, request.full_path, exc_info=error)
    return problem(500, DETAILS[500])
