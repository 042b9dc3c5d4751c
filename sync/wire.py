"""Rows on their way: COPY in its binary format, which carries every value exactly and costs both servers the least.

A stream is an iterator of encoded rows without the format's header and trailer, so that it can be cut into batches.
"""

import os
import select
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

import psycopg
from psycopg import pq, sql

PATIENCE_SECONDS = 300.0
"""How long a source may keep silent before its connection counts as lost: a stalled network never says so."""

Row = bytes | memoryview

_HEADER = b"PGCOPY\n\xff\r\n\x00" + bytes(8)
_TRAILER = b"\xff\xff"
_BUFFER_BYTES = 1 << 18


@dataclass
class Volume:
    """How much went over the wire."""

    rows: int = 0
    bytes: int = 0


def read(connection: psycopg.Connection, query: sql.Composable) -> Iterator[Row]:
    """The rows of a query, in COPY's binary format; the connection is in a transaction already.

    Raises psycopg.Error; a stream that is not read to its end is cancelled.
    """
    pgconn = connection.pgconn
    statement = sql.SQL("copy ({}) to stdout (format binary)").format(query).as_bytes(connection)
    pgconn.send_query(statement)
    started = _result(pgconn)
    if started.status != pq.ExecStatus.COPY_OUT:
        _finish(connection, started)
        raise psycopg.InternalError("COPY did not start")
    ended = False
    try:
        yield from _rows(pgconn)
        ended = True
        _finish(connection, _result(pgconn))
    finally:
        if not ended:
            _abandon(pgconn)


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


def in_batches(rows: Iterator[Row], size: int) -> Iterator[Iterator[Row]]:
    """Cuts a stream of rows into batches, lazily: each batch must be used up before the next is asked for."""
    for first in rows:
        yield _batch(first, rows, size)


@contextmanager
def patience(connection: psycopg.Connection, seconds: float | None = None) -> Iterator[None]:
    """Cuts a connection whose server keeps silent for too long, so that waiting for it ends in an error."""

    def cut() -> None:
        with suppress(OSError), socket.socket(fileno=os.dup(connection.pgconn.socket)) as peer:
            peer.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds or PATIENCE_SECONDS, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


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
        raise psycopg.OperationalError(f"the server has sent nothing for {PATIENCE_SECONDS:.0f} seconds")
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
        raise psycopg.errors.error_from_result(result, encoding="utf-8")


def _abandon(pgconn: pq.abc.PGconn) -> None:
    with suppress(psycopg.Error):
        pgconn.get_cancel().cancel()
        while pgconn.get_copy_data(0)[0] > 0:
            pass
        while pgconn.get_result() is not None:
            pass
