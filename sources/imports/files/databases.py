"""Databases with tables of other names: the rows of a query, read as they come, without the right to write."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from pymysql.err import MySQLError
from sqlalchemy import URL, Connection, CursorResult, Engine, NullPool, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from db.phrase import phrase
from sources.imports.errors import DatabaseRefused
from sources.imports.files import headers
from sources.imports.files.table import Row, Table, Unreadable
from sources.imports.files.values import text

_BATCH = 5_000


@dataclass(frozen=True)
class _Kind:
    """How a database is spoken to."""

    driver: str
    connect: dict[str, Any] = field(default_factory=dict)
    begin: Sequence[str] = ()
    """What makes a session unable to write."""


_KINDS = {
    "postgresql": _Kind(
        "postgresql+psycopg",
        {"connect_timeout": 10, "application_name": "atalaya import"},
        ("set default_transaction_read_only = on", "set datestyle = iso", "set intervalstyle = iso_8601"),
    ),
    "mysql": _Kind(
        "mysql+pymysql", {"connect_timeout": 10, "charset": "utf8mb4"}, ("set session transaction read only",)
    ),
    "sqlite": _Kind("sqlite+pysqlite", {}, ("pragma query_only = on",)),
}
_SPOKEN = {"postgres": "postgresql", "mariadb": "mysql"}


def table_of_query(url: str, query: str) -> Table:
    """The rows of a query; the address is kept nowhere but in memory."""
    address, kind = _address(url)
    name = f"{address.database or ''}@{address.host}" if address.host else address.database or ""
    with _result(address, kind, query) as result:
        columns = list(result.keys())
    if len(columns) > headers.MOST_COLUMNS:
        raise headers.too_many_columns(name, len(columns))
    return Table(name, kind, headers.names(columns, len(columns)), _Rows(address, kind, query))


@dataclass(frozen=True)
class _Rows:
    """Asks the query anew; rows are counted from 1."""

    address: URL
    kind: str
    query: str

    def __call__(self, unreadable: list[Unreadable]) -> Iterator[tuple[int, Row]]:
        number = 0
        with _result(self.address, self.kind, self.query) as result:
            for row in result:
                number += 1
                yield number, [text(value) for value in row]


@contextmanager
def _result(address: URL, kind: str, query: str) -> Iterator[CursorResult[Any]]:
    try:
        engine = create_engine(address, poolclass=NullPool, connect_args=_KINDS[kind].connect)
        event.listen(engine, "connect", lambda connection, _: _forbid_writing(connection, kind))
        with engine.connect() as connection:
            asked = connection.execution_options(stream_results=True, max_row_buffer=_BATCH, no_parameters=True)
            result = asked.exec_driver_sql(query.strip().rstrip(";"))
            if not result.returns_rows:
                raise DatabaseRefused(phrase("The query of {database} returns no rows.", database=_shown(address)))
            try:
                yield result
            finally:
                if kind == "mysql":
                    _let_go(engine, connection, result)
                result.close()
    except SQLAlchemyError as error:
        raise _refusal(address, error) from None


def _let_go(engine: Engine, connection: Connection, result: CursorResult[Any]) -> None:
    """Ends the query: else its driver would read on, row by row, to the end of what nobody has asked for."""
    number = connection.connection.driver_connection.thread_id()  # type: ignore[union-attr]
    with suppress(SQLAlchemyError), engine.connect() as another:
        another.exec_driver_sql(f"kill query {number}")
    with suppress(MySQLError):
        if result.cursor is not None:
            result.cursor.close()


def _forbid_writing(connection: Any, kind: str) -> None:
    cursor = connection.cursor()
    for statement in _KINDS[kind].begin:
        cursor.execute(statement)
    cursor.close()
    if kind == "postgresql":
        connection.commit()


def _address(url: str) -> tuple[URL, str]:
    try:
        address = make_url(url.strip())
    except (ArgumentError, ValueError):
        address = None
    given = address.get_backend_name() if address is not None else ""
    kind = _SPOKEN.get(given, given)
    if address is None or kind not in _KINDS:
        raise DatabaseRefused(
            phrase(
                "The address of a database begins with postgresql://, mysql://, mariadb:// or sqlite:///, "
                "and goes on as in mysql://user:password@host/name."
            )
        )
    address = address.set(drivername=_KINDS[kind].driver)
    if kind == "sqlite":
        # Without this, a path with a typing error would become a new, empty database.
        address = address.set(database=f"file:{address.database}", query={**address.query, "mode": "ro", "uri": "true"})
    return address, kind


def _shown(address: URL) -> str:
    if address.get_backend_name() == "sqlite":
        return f"sqlite:///{str(address.database).removeprefix('file:')}"
    return address.set(drivername=address.get_backend_name()).render_as_string(hide_password=True)


def _refusal(address: URL, error: SQLAlchemyError) -> DatabaseRefused:
    cause = getattr(error, "orig", None) or error
    said = str(cause.args[-1] if cause.args else cause)
    if address.password:
        said = said.replace(str(address.password), "***")
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return DatabaseRefused(
        phrase("{database} refuses: {reason}", database=_shown(address), reason=lines[0] if lines else "?")
    )
