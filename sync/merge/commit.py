"""Counts a change once it is known to be committed: a connection that dies during a commit leaves that open.

The server that did the commit knows. It is asked by the transaction's number on the next connection, so a change is
neither counted twice nor forgotten.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from sync.log.outcome import Counts, PendingChange, TableOutcome


@dataclass
class Tally:
    """What a transaction has done so far."""

    counts: Counts = field(default_factory=Counts)


@contextmanager
def counted(connection: psycopg.Connection, outcome: TableOutcome) -> Iterator[Tally]:
    """A transaction whose counts join the table's outcome when it has committed."""
    tally = Tally()
    outcome.pending = None
    with connection.transaction():
        yield tally
        # From here to the end of the block lies the commit, whose answer may be lost.
        outcome.pending = PendingChange(_transaction(connection), tally.counts)
    outcome.counts += tally.counts
    outcome.pending = None


@contextmanager
def counted_together(connection: psycopg.Connection, changes: Sequence[tuple[TableOutcome, Counts]]) -> Iterator[None]:
    """A transaction that changes several tables, each of whose counts joins its outcome when it has committed."""
    with connection.transaction():
        yield
        transaction = _transaction(connection)
        for outcome, counts in changes:
            outcome.pending = PendingChange(transaction, counts)
    for outcome, counts in changes:
        outcome.counts += counts
        outcome.pending = None


def resolve(connection: psycopg.Connection, outcome: TableOutcome) -> None:
    """Asks what became of a commit whose answer was lost; its session has ended, since its lock was free."""
    if outcome.pending is None:
        return
    row = connection.execute("select pg_xact_status(%s::xid8)", [outcome.pending.transaction]).fetchone()
    if row == ("committed",):
        outcome.counts += outcome.pending.counts
    outcome.pending = None


def _transaction(connection: psycopg.Connection) -> str | None:
    row = connection.execute("select pg_current_xact_id_if_assigned()::text").fetchone()
    return row[0] if row else None
