"""Counts the source's tables beside the work on them: the snapshot does not change meanwhile."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from sync.compare.checksum import CHECKSUM_ROWS, Condition, Extent, Question, extent
from sync.endpoints.snapshot import Snapshot, SnapshotNotShared
from sync.endpoints.table import Table
from sync.merge.staging import Counts


@dataclass
class Census:
    """What the snapshot holds, table by table."""

    snapshot: Snapshot
    questions: dict[str, Question]
    under_way: dict[str, Future[Extent]] = field(default_factory=dict)

    def of(self, table: Table) -> Extent:
        """The table's extent in the source; waits for it.

        Raises psycopg.Error.
        """
        if table.name in self.under_way:
            return self.under_way[table.name].result()
        return extent(self.snapshot.connection, self.questions[table.name], table.source_identifier)

    def here(self, connection: psycopg.Connection, table: Table) -> Extent:
        """The same of the table in the warehouse, as it is now."""
        return extent(connection, self.questions[table.name], table.identifier)

    def again(self, connection: psycopg.Connection, table: Table, earlier: Extent, now: Counts, then: Counts) -> Extent:
        """The same after rows have changed; keys that are summed up have to be read for it, mere rows do not."""
        if now == then:
            return earlier
        if self.questions[table.name].with_keys:
            return self.here(connection, table)
        return replace(earlier, rows=earlier.rows + now.inserted - then.inserted - now.deleted + then.deleted)


@contextmanager
def census(snapshot: Snapshot, tables: Sequence[tuple[Table, Condition]]) -> Iterator[Census]:
    """Counts these tables, and their rows under a condition, on a connection of its own if the source allows that."""
    large = _large_tables(snapshot)
    questions = {table.name: Question(table, news, table.name not in large) for table, news in tables}
    try:
        with snapshot.companion() as companion, ThreadPoolExecutor(1, thread_name_prefix="census") as pool:
            found = Census(snapshot, questions)
            for question in questions.values():
                found.under_way[question.table.name] = pool.submit(_ask, companion, question)
            try:
                yield found
            finally:
                for future in found.under_way.values():
                    future.cancel()
                with suppress(psycopg.Error):
                    companion.cancel_safe(timeout=5)
    except SnapshotNotShared:
        yield Census(snapshot, questions)


def _ask(companion: psycopg.Connection, question: Question) -> Extent:
    # A savepoint: a table that may not be read must not spoil the others.
    with companion.transaction():
        return extent(companion, question, question.table.source_identifier)


def _large_tables(snapshot: Snapshot) -> set[str]:
    """Tables whose keys are too many to be summed up every time, by the planner's estimate."""
    rows = snapshot.connection.execute(
        sql.SQL("select relname from pg_class where relnamespace = to_regnamespace({}) and reltuples > {}").format(
            sql.Literal(snapshot.specification.schema), sql.Literal(CHECKSUM_ROWS)
        )
    ).fetchall()
    return {row[0] for row in rows}
