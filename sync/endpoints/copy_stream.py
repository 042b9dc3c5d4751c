"""COPY streams in the binary format, which carries every value exactly and costs both servers the least.

A stream is an iterator of encoded rows without the format's header and trailer, so that it can be cut into batches.
"""

import select
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import pq, sql
from psycopg.abc import PQGen

from db.connection import Connection, Waited
from sync.errors import of_source

PATIENCE_SECONDS = 300.0
"""How long a source may keep silent before its connection counts as lost: a stalled network reports no error."""

CANCEL_SECONDS = 10.0
"""How long a source may take to cancel a COPY."""

Row = bytes | memoryview

_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_TRAILER = b"\xff\xff"
_BUFFER_BYTES = 1 << 18


@dataclass
class Volume:
    """How much was copied."""

    rows: int = 0
    bytes: int = 0


def read(connection: psycopg.Connection, query: sql.Composable) -> Iterator[Row]:
    """The rows of a query, in COPY's binary format; the connection is in a transaction already.

    Raises psycopg.Error; a stream that is not read to its end is cancelled.
    """
    with _copying_out(connection, query):
        yield from _rows(connection.pgconn)


@contextmanager
def _copying_out(connection: psycopg.Connection, query: sql.Composable) -> Iterator[None]:
    """Starts a COPY, whose data must be read to the end in the `with`; leaving it early cancels the COPY."""
    pgconn = connection.pgconn
    pgconn.send_query(sql.SQL("copy ({}) to stdout (format binary)").format(query).as_bytes(connection))
    started = _result(pgconn)
    if started.status != pq.ExecStatus.COPY_OUT:
        _finish(connection, started)
        raise psycopg.InternalError("COPY did not start")
    ended = False
    try:
        yield
        ended = True
        _finish(connection, _result(pgconn))
    finally:
        if not ended:
            _abandon(connection)


def write(
    connection: psycopg.Connection, target: sql.Composable, columns: sql.Composable, rows: Iterable[Row]
) -> Volume:
    """Adds rows to a table; returns how many came, and their bytes."""
    volume = Volume()
    copy_in = sql.SQL("copy {} ({}) from stdin (format binary)").format(target, columns)
    with connection.cursor() as cursor, cursor.copy(copy_in) as copy:
        buffer = bytearray(_HEADER)
        for row in rows:
            buffer += row
            volume.rows += 1
            volume.bytes += len(row)
            if len(buffer) >= _BUFFER_BYTES:
                copy.write(buffer)
                buffer = bytearray()
        copy.write(buffer + _TRAILER)
    return volume


def pass_on(
    source: psycopg.Connection,
    query: sql.Composable,
    target: psycopg.Connection,
    into: sql.Composable,
    report: Callable[[int], None],
) -> Volume:
    """Adds a query's rows to a table, byte for byte; now and then reports how many have come since the last time.

    Raises psycopg.Error of either side.
    """
    volume = Volume()
    pgconn = source.pgconn
    with _copying_out(source, query), target.cursor() as cursor:
        get, buffer, rows = pgconn.get_copy_data, bytearray(), 0
        with cursor.copy(sql.SQL("copy {} from stdin (format binary)").format(into)) as copy:
            while True:
                size, data = get(1)
                if size > 0:
                    buffer += data
                    rows += 1
                    if len(buffer) < _BUFFER_BYTES:
                        continue
                elif size == 0:
                    _wait(pgconn)
                    continue
                copy.write(buffer)
                volume.rows += rows
                volume.bytes += len(buffer)
                if size < 0:
                    break
                report(rows)
                buffer, rows = bytearray(), 0
    # The trailer is a message of its own, unless there was no row.
    volume.rows -= 1
    volume.bytes -= len(_HEADER) + len(_TRAILER)
    return volume


def in_batches(rows: Iterator[Row], size: int) -> Iterator[Iterator[Row]]:
    """Cuts a stream of rows into batches, lazily: each batch must be used up before the next is asked for."""
    for first in rows:
        yield _batch(first, rows, size)


class Silent(psycopg.OperationalError):
    """A server has sent nothing for so long that its connection counts as lost."""


class PatientConnection(Connection):
    """A source's connection: lost when its server keeps silent for too long; what it says is marked as the source's."""

    patience: float | None = None
    """How long that is, where it is not the usual."""

    def wait(self, gen: PQGen[Waited], interval: float = 0.1, timeout: float | None = None) -> Waited:
        if timeout is not None:
            return super().wait(gen, interval, timeout)
        patience = PATIENCE_SECONDS if self.patience is None else self.patience
        try:
            return super().wait(gen, interval, patience)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise _silent(patience) from error
        except psycopg.Error as error:
            of_source(error)
            raise


def _rows(pgconn: pq.abc.PGconn) -> Iterator[Row]:
    first = True
    while True:
        size, data = pgconn.get_copy_data(1)
        if size > 0:
            if first:
                # The header comes with the first row, or with the trailer when there is none.
                first = False
                data = data[len(_HEADER) :]
            # Of all rows only the trailer claims to have -1 columns.
            if len(data) == len(_TRAILER) and bytes(data) == _TRAILER:
                continue
            yield data
        elif size == 0:
            _wait(pgconn)
        else:
            return


def _batch(first: Row, rows: Iterator[Row], size: int) -> Iterator[Row]:
    yield first
    for _, row in zip(range(size - 1), rows, strict=False):
        yield row


def _wait(pgconn: pq.abc.PGconn) -> None:
    ready, _, _ = select.select([pgconn.socket], [], [], PATIENCE_SECONDS)
    if not ready:
        pgconn.finish()
        raise _silent(PATIENCE_SECONDS)
    pgconn.consume_input()


def _result(pgconn: pq.abc.PGconn) -> pq.abc.PGresult:
    while pgconn.flush():
        select.select([], [pgconn.socket], [], PATIENCE_SECONDS)
    while pgconn.is_busy():
        _wait(pgconn)
    result = pgconn.get_result()
    if result is None:
        raise psycopg.OperationalError("the connection ended in the middle of a COPY")
    return result


def _finish(connection: psycopg.Connection, result: pq.abc.PGresult) -> None:
    """Reads to the end of the command.

    Raises what the server reported.
    """
    pgconn = connection.pgconn
    while True:
        while pgconn.is_busy():
            _wait(pgconn)
        if pgconn.get_result() is None:
            break
    if result.status == pq.ExecStatus.FATAL_ERROR:
        raise of_source(psycopg.errors.error_from_result(result, encoding="utf-8"))


def _abandon(connection: psycopg.Connection) -> None:
    """Cancels a COPY and reads what is still on its way; a connection that cannot be freed so is closed."""
    pgconn = connection.pgconn
    try:
        # The other ways to wait hold Python's lock: a network that has gone silent would stop the whole server.
        connection.cancel_safe(timeout=CANCEL_SECONDS)
        for _ in _rows(pgconn):
            pass
        while pgconn.is_busy():
            _wait(pgconn)
        while pgconn.get_result() is not None:
            pass
    except psycopg.Error:
        pgconn.finish()


def _silent(seconds: float) -> Silent:
    return Silent(f"the server has sent nothing for {seconds:g} seconds")
