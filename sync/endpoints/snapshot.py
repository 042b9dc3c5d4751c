"""The source's end: one read-only snapshot, from which every table is counted and read."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime

import psycopg
from psycopg import sql

from db.address import libpq_url, postgres_url
from db.errors import SettingError
from db.warehouse import KEEPALIVE, PLAIN_TEXT
from sync.endpoints import copy_stream
from sync.endpoints.ambiguity import is_ambiguous
from sync.endpoints.table import Table
from sync.errors import connection_error
from sync.specifications.specification import SourceSpecification

_SESSION = f"""
    {PLAIN_TEXT}; set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;
    set lock_timeout = '10s'; set row_security = off; set search_path = pg_catalog
"""
"""`row_security = off` turns hidden rows into an error, and the search path keeps a neighbour's tables and functions
from being taken for the server's own."""


class Snapshot:
    """One consistent moment of a source, that further connections may look at too."""

    def __init__(self, source: SourceSpecification, url: str, connection: psycopg.Connection) -> None:
        self.source, self.url, self.connection = source, url, connection
        self.taken_at, self.name = _begin(connection)
        self.encoding = connection.info.parameter_status("server_encoding")

    def rows(self, table: Table, condition: sql.Composable) -> Iterator[copy_stream.Row]:
        """A table's rows, oldest cursor first, rows without one before all."""
        return copy_stream.read(
            self.connection,
            sql.SQL("select {} from {} where {} order by {} nulls first, {}").format(
                table.column_list,
                table.source_rows,
                condition,
                table.cursor,
                table.key_column,
            ),
        )

    def ambiguous_rows(self, table: Table) -> Iterator[copy_stream.Row]:
        """A table's rows that no key tells apart."""
        return copy_stream.read(
            self.connection,
            sql.SQL("select {} from {} where {}").format(
                table.column_list, table.published_identifier, is_ambiguous(table)
            ),
        )

    @contextmanager
    def companion(self) -> Iterator[psycopg.Connection]:
        """Another connection to the same moment, for work beside this one.

        Raises SnapshotNotShared when the source cannot share one (a pooler in between, an old standby).
        """
        if self.name is None:
            raise SnapshotNotShared
        connection = _connect(self.source, self.url)
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
def snapshot(source: SourceSpecification, url: str) -> Iterator[Snapshot]:
    """Opens a source for one run.

    Raises SettingError for a URL that is not Postgres', SourceUnreachable, SourceRefused.
    """
    with _connect(source, url) as connection:
        connection.autocommit = False
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        yield Snapshot(source, url, connection)


def _connect(source: SourceSpecification, url: str) -> psycopg.Connection:
    address = libpq_url(postgres_url(url, source.domain.url_setting))
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
        raise connection_error(source.name, source.setting, error) from error
    except psycopg.ProgrammingError as error:
        said = " ".join(str(error).split())
        raise SettingError(f"{source.setting} has an option that Postgres does not know: {said}.") from error
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
