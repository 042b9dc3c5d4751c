"""The source's end: one read-only snapshot, from which every table is counted and read."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from datetime import datetime

import psycopg
import tenacity
from psycopg import sql

from db.address import libpq_url, postgres_url
from db.errors import SettingError
from db.phrase import phrase
from db.warehouse import KEEPALIVE, PLAIN_TEXT, configure
from sync.endpoints import copy_stream, crowd
from sync.endpoints.ambiguity import is_ambiguous
from sync.endpoints.crowd import Wait
from sync.endpoints.session import RETRIES
from sync.endpoints.table import Table
from sync.errors import SourceFull, SourceUnreachable, connection_error
from sync.specifications.specification import SourceSpecification

_SETTINGS = configure(
    **PLAIN_TEXT,
    statement_timeout="0",
    idle_in_transaction_session_timeout="0",
    lock_timeout="10s",
    row_security="off",
    search_path="pg_catalog",
    min_parallel_table_scan_size="1GB",
    min_parallel_index_scan_size="512MB",
    until="transaction ends",
)
"""`row_security = off` turns hidden rows into an error, and the search path keeps a neighbour's tables and functions
from being taken for the server's own. Several processes count a table together only where it is large, since they cost
half as much again. All of it ends with the transaction: a pooler gives the session to others."""

_MARK = "savepoint moment"

OPENING_SECONDS = 20.0
"""How long a source may keep the first connection waiting: a pooler whose sessions are all taken says nothing."""

COMPANION_SECONDS = 5.0
"""How long it may keep a further one waiting, which only makes the work faster."""


class Snapshot:
    """One consistent moment of a source, that further connections may look at too."""

    def __init__(self, source: SourceSpecification, url: str, connection: psycopg.Connection) -> None:
        self.source, self.url, self.connection = source, url, connection
        self._is_alone = False
        self.taken_at, self.name = _begin(connection)
        self.encoding = connection.info.parameter_status("server_encoding")

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Work that may fail: its error ends a statement, and not the moment, for whatever comes after it."""
        with kept(self.connection):
            yield

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
        if self.name is None or self._is_alone:
            raise SnapshotNotShared
        try:
            connection = _connect(self.source, self.url, COMPANION_SECONDS)
        except SourceUnreachable as error:
            self._is_alone = True
            raise SnapshotNotShared from error
        with connection:
            try:
                connection.execute("begin isolation level repeatable read, read only")
                connection.execute(sql.SQL("set transaction snapshot {}").format(sql.Literal(self.name)))
                connection.execute(_SETTINGS)
            except psycopg.Error as error:
                self._is_alone = True
                raise SnapshotNotShared from error
            connection.patience = None
            connection.execute(_MARK)
            yield connection
            with suppress(psycopg.Error):
                connection.execute("rollback")


@contextmanager
def kept(connection: psycopg.Connection) -> Iterator[None]:
    """The same on any connection that sees a snapshot.

    One savepoint, made when the snapshot is, serves all work, since rolling back to it does not use it up.
    """
    try:
        yield
    except BaseException:
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.INTRANS:
            # A connection that cannot be mended says so to whoever uses it next.
            with suppress(psycopg.Error):
                connection.execute("rollback to savepoint moment")
        raise


class SnapshotNotShared(Exception):
    """The source's snapshot can be seen on its first connection alone."""


@contextmanager
def snapshot(source: SourceSpecification, url: str, wait: Wait = lambda _full: None) -> Iterator[Snapshot]:
    """Opens a source for one run; where it has no connection free because other sources of this process have them,
    waits for those, and says so through `wait`.

    Raises SettingError for a URL that is not Postgres', SourceUnreachable, SourceFull, SourceRefused.
    """
    parts = postgres_url(url, source.domain.url_setting)
    with crowd.joined(parts, lambda: _open(source, url), wait) as opened, opened.connection:
        yield opened


@contextmanager
def patiently(
    opening: Callable[[Wait], AbstractContextManager[Snapshot]], told: Callable[[int, BaseException], None]
) -> Iterator[Snapshot]:
    """A snapshot for work that has no attempts of its own: a source that is not ready is asked again.

    `opening` is `snapshot` of a source; `told` hears of each refusal, with the attempt's number, and may raise when the
    run is to stop.
    """
    asking = tenacity.Retrying(
        retry=tenacity.retry_if_exception_type(SourceUnreachable),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5),
        before_sleep=lambda state: told(state.attempt_number, _error_of(state)),
        reraise=True,
    )
    with ExitStack() as stack:
        yield asking(lambda: stack.enter_context(opening(lambda full: told(1, full))))


def _error_of(state: tenacity.RetryCallState) -> BaseException:
    error = state.outcome.exception() if state.outcome else None
    assert error is not None  # noqa: S101  asked only after a failure
    return error


def _open(source: SourceSpecification, url: str) -> Snapshot:
    connection = _connect(source, url, OPENING_SECONDS)
    connection.autocommit = False
    connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
    connection.read_only = True
    try:
        opened = Snapshot(source, url, connection)
    except copy_stream.Silent as error:
        raise SourceFull(
            phrase(
                "The {source} source has given no session for {seconds} seconds, as a pooler does whose sessions are "
                "all taken. Wait until others end theirs, or raise the size of its pool.",
                source=source.name,
                seconds=f"{OPENING_SECONDS:g}",
            )
        ) from error
    except psycopg.Error:
        connection.close()
        raise
    connection.patience = None
    return opened


def _connect(source: SourceSpecification, url: str, patience: float) -> copy_stream.PatientConnection:
    address = libpq_url(postgres_url(url, source.domain.url_setting))
    try:
        connection = copy_stream.PatientConnection.connect(
            address,
            autocommit=True,
            connect_timeout=10,
            client_encoding="UTF8",
            application_name="atalaya sync",
            # A statement that was prepared would stay in the session that a pooler gives to others.
            prepare_threshold=None,
            **KEEPALIVE,
        )
    except psycopg.OperationalError as error:
        raise connection_error(source.name, source.setting, error) from error
    except psycopg.ProgrammingError as error:
        said = " ".join(str(error).split())
        raise SettingError(
            phrase("{setting} has an option that Postgres does not know: {said}.", setting=source.setting, said=said)
        ) from error
    connection.patience = patience
    return connection


def _begin(connection: psycopg.Connection) -> tuple[datetime, str | None]:
    """Takes the snapshot; returns its moment and, where the source can share it, its name."""
    connection.execute(_SETTINGS)
    try:
        row = connection.execute("select now(), pg_export_snapshot()").fetchone()
    except (psycopg.errors.FeatureNotSupported, psycopg.errors.InsufficientPrivilege, psycopg.ProgrammingError):
        connection.rollback()
        connection.execute(_SETTINGS)
        row = connection.execute("select now(), null").fetchone()
    assert row is not None  # noqa: S101  a select without from has one row
    connection.execute(_MARK)
    return row[0], row[1]
