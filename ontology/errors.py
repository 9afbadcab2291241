"""The errors that diplograph reports to its users.

::

    DiplographError
    ├── ArticleFormatError       an input that cannot be read as an article
    ├── VocabularyError          a Turtle file of the ontology that cannot be used
    ├── CorrectionError          a file of corrections that cannot be used
    ├── GoldFormatError          a gold annotation that cannot be read
    ├── StoreError               a store that cannot be opened, read or written
    │   └── StoreLockedError     another process writes to the store
    ├── NotFoundError            a graph or a snapshot that is not there
    ├── ExportError              a graph that cannot be written as asked
    ├── SettingError             a variable of the environment that cannot be used
    ├── PortTakenError           an address that the server cannot listen on
    └── QueryError               a query that cannot be answered
        ├── BadRequestError      an HTTP request that holds no query as the protocol wants it
        ├── QuerySyntaxError     it does not parse
        ├── QueryForbiddenError  it asks for what this server refuses (SERVICE, update)
        ├── UnauthorizedError    it would change the store, and the token is missing or wrong
        ├── QueryTimeoutError    it ran longer than allowed
        ├── QueryMemoryError     it needed more memory than allowed
        ├── QuerySizeError       its answer is larger than allowed
        ├── QueryOverloadError   no worker was free in time
        ├── ClientOverloadError  one client asks too much at a time
        └── NotAcceptableError   no format fits the request

The text of an error is one line that says what is wrong, where, and what to do; the command line
and the server print it as it is. A doubtful extraction is no error: it is a value with a
confidence.
"""

from pathlib import Path

__all__ = [
    "ArticleFormatError",
    "BadRequestError",
    "ClientOverloadError",
    "CorrectionError",
    "DiplographError",
    "ExportError",
    "GoldFormatError",
    "NotAcceptableError",
    "NotFoundError",
    "PortTakenError",
    "QueryError",
    "QueryForbiddenError",
    "QueryMemoryError",
    "QueryOverloadError",
    "QuerySizeError",
    "QuerySyntaxError",
    "QueryTimeoutError",
    "SettingError",
    "StoreError",
    "StoreLockedError",
    "UnauthorizedError",
    "VocabularyError",
]


class DiplographError(Exception):
    """The base of every error that a user is told about."""


class _FileError(DiplographError):
    """An error in a file: ``path:line: what is wrong``."""

    def __init__(self, message: str, path: Path | str, line: int | None = None) -> None:
        """Put the place before the message.

        Args:
            message: What is wrong and what to do about it.
            path: The file, or the name that the input was read under.
            line: The line in it, counted from 1, where one is to blame.
        """
        place = str(path) if line is None else f"{path}:{line}"
        super().__init__(f"{place}: {message}")
        self.path = str(path)
        self.line = line


class ArticleFormatError(_FileError):
    """An input that cannot be read as an article."""


class VocabularyError(_FileError):
    """A Turtle file of the ontology that cannot be used."""


class CorrectionError(_FileError):
    """A file of corrections that cannot be used."""


class GoldFormatError(_FileError):
    """A gold annotation that cannot be read."""


class StoreError(DiplographError):
    """A store that cannot be opened, read or written."""


class StoreLockedError(StoreError):
    """Another process writes to the store."""


class NotFoundError(DiplographError):
    """A graph or a snapshot that is not there."""


class ExportError(DiplographError):
    """A graph that cannot be written as asked."""


class SettingError(DiplographError):
    """A variable of the environment that is no value of its setting."""


class PortTakenError(DiplographError):
    """An address that the server cannot listen on."""


class QueryError(DiplographError):
    """A query that cannot be answered."""


class BadRequestError(QueryError):
    """An HTTP request that holds no query as the protocol wants it."""

    def __init__(self, message: str, status: int = 400) -> None:
        """Keep the HTTP status beside the message."""
        super().__init__(message)
        self.status = status


class QuerySyntaxError(QueryError):
    """A query that does not parse, with the place where it stops making sense."""

    def __init__(
        self,
        message: str,
        line: int | None = None,
        column: int | None = None,
        excerpt: str | None = None,
    ) -> None:
        """Keep the place beside the message.

        Args:
            message: What was expected.
            line: Line of the query, counted from 1.
            column: Column in that line, counted from 1.
            excerpt: That line, and below it a mark at the column.
        """
        super().__init__(message)
        self.line = line
        self.column = column
        self.excerpt = excerpt


class QueryForbiddenError(QueryError):
    """A query that asks for what this server refuses."""


class UnauthorizedError(QueryError):
    """A request that would change the store, without the token or with a wrong one."""


class QueryTimeoutError(QueryError):
    """A query that ran longer than allowed."""


class QueryMemoryError(QueryError):
    """A query that needed more memory than allowed."""


class QuerySizeError(QueryError):
    """A query whose answer is larger than allowed."""


class QueryOverloadError(QueryError):
    """No worker was free in time."""


class ClientOverloadError(QueryError):
    """One client asks more queries at a time than allowed."""


class NotAcceptableError(QueryError):
    """No format that the server can write fits what the client accepts."""
