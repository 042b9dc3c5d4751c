"""The source's side: one read-only snapshot, from which every table is counted, bounded and read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime

import psycopg
from psycopg import sql

from db.errors import SettingError
from db.settings import libpq_url, postgres_url
from db.warehouse import KEEPALIVE, PLAIN_TEXT
from sync.compare.checksum import EVERY_ROW, Condition
from sync.endpoints import copy_stream
from sync.endpoints.table import Table
from sync.errors import connection_error
from sync.specifications.specification import OVERLAP, SourceSpecification

_SESSION = f"""
    {PLAIN_TEXT}; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
    set lock_timeout = '10s'; set row_security = off; set search_path = pg_catalog
"""
"""`row_security = off` turns hidden rows into an error, and the search path keeps a neighbour's tables and functions
from being taken for the server's own."""


class Snapshot:
    """One consistent moment of a source, that further connections may look at too."""

    def __init__(self, specification: SourceSpecification, url: str, connection: psycopg.Connection) -> None:
        self.specification, self.url, self.connection = specification, url, connection
        self.taken_at, self.name = _begin(connection)
        self.encoding = connection.info.parameter_status("server_encoding")

    def rows(self, table: Table, condition: Condition) -> Iterator[copy_stream.Row]:
        """A table's rows, oldest cursor first, rows without one before all."""
        return copy_stream.read(
            self.connection,
            sql.SQL("select {} from {} where {} order by {} nulls first, {}").format(
                table.column_list,
                table.source_identifier,
                condition,
                sql.Identifier(table.specification.cursor),
                sql.Identifier(table.key),
            ),
        )

    @contextmanager
    def companion(self) -> Iterator[psycopg.Connection]:
        """Another connection to the same moment, for work beside this one.

        Raises SnapshotNotShared when the source cannot share one (a pooler in between, an old standby).
        """
        if self.name is None:
            raise SnapshotNotShared
        connection = _connect(self.specification, self.url)
        with connection:
            try:
                connection.execute("begin isolation level repeatable read, read only")
                connection.execute(sql.SQL("set transaction snapshot {}").format(sql.Literal(self.name)))
            except psycopg.Error as error:
                raise SnapshotNotShared from error
            yield connection
            with suppress(psycopg.Error):
                connection.execute("rollback")


class SnapshotNotShared(Exception):
    """The source's snapshot can be seen on its first connection alone."""


@contextmanager
def snapshot(specification: SourceSpecification, url: str) -> Iterator[Snapshot]:
    """Opens a source for one run.

    Raises SettingError for a URL that is not Postgres', SourceUnreachable, SourceRefused.
    """
    with _connect(specification, url) as connection:
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield Snapshot(specification, url, connection)


def _connect(specification: SourceSpecification, url: str) -> psycopg.Connection:
    address = libpq_url(postgres_url(url, f"source_{specification.name}_url"))
    try:
        connection = copy_stream.PatientConnection.connect(
            address,
            autocommit=True,
            connect_timeout=10,
            client_encoding="UTF8",
            application_name="atalaya sync",
            **KEEPALIVE,
        )
        connection.execute(_SESSION)
    except psycopg.OperationalError as error:
        raise connection_error(specification.name, specification.setting, error) from error
    except psycopg.ProgrammingError as error:
        said = " ".join(str(error).split())
        raise SettingError(f"{specification.setting} has an option that Postgres does not know: {said}.") from error
    return connection


def _begin(connection: psycopg.Connection) -> tuple[datetime, str | None]:
    """Takes the snapshot; returns its moment and, where the source can share it, its name."""
    try:
        row = connection.execute("select now(), pg_export_snapshot()").fetchone()
    except (psycopg.errors.FeatureNotSupported, psycopg.errors.InsufficientPrivilege, psycopg.ProgrammingError):
        connection.rollback()
        row = connection.execute("select now(), null").fetchone()
    assert row is not None  # noqa: S101  a select without from has one row
    return row[0], row[1]


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
