"""Poolers between us and a warehouse: whoever writes needs a session of the server that stays its own.

A sync holds locks, temporary tables and a role between its transactions. In transaction mode a pooler gives the next
transaction to another session, and what was left in this one to whoever comes next.
"""

from collections.abc import Callable

import psycopg
from psycopg.abc import PQGen

from db.connection import Connection, Waited

SILENT_SECONDS = 3.0
"""A neighbour that gets no answer for so long has found a pool whose sessions are all kept."""

_ROUNDS = 3


class Neighbour(Connection):
    """A connection beside one of ours, that asks no longer than a moment."""

    def wait(self, gen: PQGen[Waited], interval: float = 0.1, timeout: float | None = None) -> Waited:
        """Raises OperationalError where nobody answers in time."""
        try:
            return super().wait(gen, interval, SILENT_SECONDS if timeout is None else timeout)
        except psycopg.errors._WaitTimeout as error:
            self.pgconn.finish()
            raise psycopg.OperationalError("No session was free.") from error


def is_between(connection: psycopg.Connection) -> bool:
    """Whether a pooler stands between this connection and the server: they number the session differently."""
    return session_of(connection) != connection.info.backend_pid


def shares_sessions(connection: psycopg.Connection, open_neighbour: Callable[[], psycopg.Connection]) -> bool:
    """Whether a connection in autocommit mode leaves its session to others when nothing runs in it.

    A neighbour that gets the same session, or after which ours is another, says so. One that gets none waits for a
    session that somebody keeps.
    """
    for _ in range(_ROUNDS):
        mine = session_of(connection)
        try:
            with open_neighbour() as neighbour, neighbour.transaction():
                if session_of(neighbour) == mine:
                    return True
                # While the neighbour holds the one that it was given.
                if session_of(connection) != mine:
                    return True
        except psycopg.OperationalError:
            return False
    return False


def session_of(connection: psycopg.Connection) -> int:
    """The number of the server's session that serves this connection now."""
    row = connection.execute("select pg_backend_pid()").fetchone()
    return int(row[0]) if row else 0
