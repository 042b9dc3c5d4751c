"""The source's side: one read-only snapshot, from which every table is counted, bounded and read."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime

import psycopg
from psycopg import sql

from db.errors import SettingError
from db.settings import libpq_url, postgres_url
from db.warehouse import KEEPALIVE
from sync.catalogue import Table
from sync.errors import connection_error
from sync.specifications import OVERLAP, SourceSpecification

_SESSION = """
    set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set extra_float_digits = 1; set bytea_output = 'hex';
    set statement_timeout = 0; set idle_in_transaction_session_timeout = 0; set lock_timeout = '10s';
    set row_security = off
"""
"""Text that does not depend on the server's settings; `row_security = off` turns hidden rows into an error."""

Condition = sql.Composable
"""Which rows to read, as a boolean expression over the table's columns."""

EVERY_ROW: Condition = sql.SQL("true")


@dataclass(frozen=True)
class Extent:
    """How much of a table the snapshot holds: all rows, those that a condition picks, and all keys' checksum."""

    rows: int
    expected: int
    key_checksum: int


class Snapshot:
    """One consistent moment of a source."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self.connection = connection
        moment = connection.execute("select now()").fetchone()
        assert moment is not None  # noqa: S101  a select without from has one row
        self.taken_at: datetime = moment[0]

    def extent(self, table: Table, condition: Condition) -> Extent:
        """Counts a table, and the rows that a condition picks."""
        return extent(self.connection, table, condition)

    def rows(self, table: Table, condition: Condition) -> AbstractContextManager[Iterator[bytes]]:
        """A table's rows in COPY's text format, oldest cursor first, rows without one before all."""
        query = sql.SQL("copy (select {} from {} where {} order by {} nulls first, {}) to stdout").format(
            table.column_list,
            table.identifier,
            condition,
            sql.Identifier(table.specification.cursor),
            sql.Identifier(table.key),
        )
        return self._copied(query)

    def keys(self, table: Table) -> AbstractContextManager[Iterator[bytes]]:
        """Every primary key, in COPY's text format."""
        return self._copied(
            sql.SQL("copy (select {} from {}) to stdout").format(sql.Identifier(table.key), table.identifier)
        )

    @contextmanager
    def _copied(self, query: sql.Composed) -> Iterator[Iterator[bytes]]:
        with self.connection.cursor() as cursor, cursor.copy(query) as copy:
            yield map(bytes, copy)


@contextmanager
def snapshot(specification: SourceSpecification, url: str) -> Iterator[Snapshot]:
    """Opens a source for one run.

    Raises SettingError for a URL that is not Postgres', SourceUnreachable, SourceRefused.
    """
    address = libpq_url(postgres_url(url, f"source_{specification.name}_url"))
    try:
        connection = psycopg.connect(
            address,
            autocommit=True,
            connect_timeout=10,
            client_encoding="UTF8",
            application_name="atalaya sync",
            **KEEPALIVE,
        )
    except psycopg.OperationalError as error:
        raise connection_error(specification.name, specification.setting, error) from error
    except psycopg.ProgrammingError as error:
        said = " ".join(str(error).split())
        raise SettingError(f"{specification.setting} has an option that Postgres does not know: {said}.") from error
    with connection:
        connection.execute(_SESSION)
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield Snapshot(connection)


def extent(connection: psycopg.Connection, table: Table, condition: Condition = EVERY_ROW) -> Extent:
    """Counts a table on either side; the checksum does not depend on the order of rows."""
    row = connection.execute(
        sql.SQL(
            "select count(*), count(*) filter (where {}), coalesce(sum(hashtextextended({}::text, 0)), 0) from {}"
        ).format(condition, sql.Identifier(table.key), table.identifier)
    ).fetchone()
    assert row is not None  # noqa: S101  an aggregate has one row
    return Extent(row[0], row[1], int(row[2]))


def since(table: Table, watermark: str | None) -> Condition:
    """Rows that may be newer than the watermark: with the overlap, without a cursor, or with an endless one."""
    if watermark is None:
        return EVERY_ROW
    cursor = sql.Identifier(table.specification.cursor)
    return sql.SQL(
        "({cursor} >= {mark}::{type} - {overlap}::interval or {cursor} is null or not isfinite({cursor}))"
    ).format(
        cursor=cursor,
        mark=sql.Literal(watermark),
        type=sql.SQL(table.cursor_type),
        overlap=sql.Literal(f"{OVERLAP.total_seconds():.0f} seconds"),
    )


def from_moment(table: Table, moment: datetime) -> Condition:
    """Rows dated at or after a moment, in the cursor's own type."""
    return sql.SQL("{} >= {}").format(sql.Identifier(table.specification.cursor), moment_literal(table, moment))


def moment_literal(table: Table, moment: datetime) -> sql.Composed:
    """A moment as the cursor column writes it: UTC wall clock, or with its zone."""
    instant = sql.SQL("{}::timestamptz").format(sql.Literal(moment.isoformat()))
    if table.cursor_type == "timestamp with time zone":
        return instant
    return sql.SQL("({} at time zone 'UTC')").format(instant)


def with_keys(table: Table, keys: Sequence[str]) -> Condition:
    """Rows of given primary keys."""
    return sql.SQL("{} = any({}::{}[])").format(
        sql.Identifier(table.key), sql.Literal(list(keys)), sql.SQL(table.columns[table.key])
    )
