"""What a request gets that cannot be answered: a status, and plain text that says why."""

from starlette.responses import PlainTextResponse, Response

from diplograph.ontology.errors import (
    BadRequestError,
    ClientOverloadError,
    DiplographError,
    NotAcceptableError,
    NotFoundError,
    QueryError,
    QueryForbiddenError,
    QueryMemoryError,
    QueryOverloadError,
    QuerySizeError,
    QuerySyntaxError,
    QueryTimeoutError,
    UnauthorizedError,
)

__all__ = ["CLIENT_GONE", "error_response"]

#: What nginx logs for a client that left; nobody receives it.
CLIENT_GONE = 499

#: The HTTP status of each error that is the caller's or the query's own.
_STATUS: tuple[tuple[type[DiplographError], int], ...] = (
    (NotAcceptableError, 406),
    (QueryForbiddenError, 403),
    (UnauthorizedError, 401),
    (NotFoundError, 404),
    (QueryTimeoutError, 504),
    (QueryMemoryError, 507),
    (QuerySizeError, 507),
    (QueryOverloadError, 503),
    (ClientOverloadError, 429),
    (QueryError, 400),
    (DiplographError, 503),
)
#: What else an answer with an error carries.
_HEADERS = {
    401: {"WWW-Authenticate": 'Bearer realm="diplograph"'},
    429: {"Retry-After": "1"},
    503: {"Retry-After": "1"},
}


def error_response(error: DiplographError) -> Response:
    """Return the response for an error: a line of text, below it the place in the query."""
    status = next(code for kind, code in _STATUS if isinstance(error, kind))
    if isinstance(error, BadRequestError):
        status = error.status
    text = f"{error}\n"
    if isinstance(error, QuerySyntaxError) and error.excerpt is not None:
        text += f"{error.excerpt}\n"
    return PlainTextResponse(text, status, _HEADERS.get(status))
