"""Counts the source's tables on a second connection to the snapshot, beside the work on them."""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from sync.compare import checksum
from sync.compare.buckets import Checksums, source_keys
from sync.compare.checksum import CHECKSUM_ROWS, CountQuery, Extent, source_extent, warehouse_extent
from sync.endpoints.conditions import Condition
from sync.endpoints.snapshot import Snapshot, SnapshotNotShared, kept
from sync.endpoints.table import Table
from sync.log.outcome import Counts


@dataclass
class SourceCounts:
    """What the snapshot holds, table by table, and the same of the warehouse."""

    snapshot: Snapshot
    queries: dict[str, CountQuery]
    under_way: dict[str, Future[Extent]] = field(default_factory=dict)
    keys_under_way: dict[str, Future[Checksums]] = field(default_factory=dict)
    sum_beside: Callable[[Table], Future[Checksums]] | None = None
    """Sums a table's keys up by bucket on a second connection, where there is one."""

    def in_source(self, table: Table) -> Extent:
        """The table's extent in the source; waits for it.

        Raises psycopg.Error.
        """
        if table.name in self.under_way:
            return self.under_way[table.name].result()
        return source_extent(self.snapshot.connection, self.queries[table.name])

    def foresee_keys(self, table: Table) -> None:
        """Begins with what comparing keys asks of the source, beside other work: both sides will not agree."""
        if self.sum_beside is not None:
            self.keys_under_way[table.name] = self.sum_beside(table)

    def keys_in_source(self, table: Table) -> Checksums | None:
        """The table's keys by bucket, where they were foreseen; waits for them.

        Raises psycopg.Error.
        """
        foreseen = self.keys_under_way.get(table.name)
        return None if foreseen is None else foreseen.result()

    def in_warehouse(self, connection: psycopg.Connection, table: Table) -> Extent:
        """The same of the table in the warehouse, as it is now."""
        return warehouse_extent(connection, self.queries[table.name], table)

    def after_changes(
        self, connection: psycopg.Connection, table: Table, earlier: Extent, now: Counts, then: Counts
    ) -> Extent:
        """The same after rows have changed."""
        if now == then:
            return earlier
        return checksum.after_changes(connection, self.queries[table.name], table, earlier)


@contextmanager
def source_counts(
    snapshot: Snapshot, tables: Mapping[str, Table], news: Mapping[str, Condition]
) -> Iterator[SourceCounts]:
    """Counts these tables, and their rows that may be news, on a second connection if the source allows that."""
    large = _large_tables(snapshot)
    queries = {
        name: CountQuery(table, news[name], name not in large, snapshot.taken_at) for name, table in tables.items()
    }
    counts = SourceCounts(snapshot, queries)
    try:
        with snapshot.companion() as companion, ThreadPoolExecutor(1, thread_name_prefix="counts") as pool:
            for name, query in queries.items():
                counts.under_way[name] = pool.submit(_count, companion, query)
            counts.sum_beside = lambda table: pool.submit(_sum, companion, table)
            try:
                yield counts
            finally:
                pool.shutdown(wait=False, cancel_futures=True)
                with suppress(psycopg.Error):
                    companion.cancel_safe(timeout=5)
    except SnapshotNotShared:
        yield counts


def _count(companion: psycopg.Connection, query: CountQuery) -> Extent:
    # A table that may not be read must not spoil the others.
    with kept(companion):
        return source_extent(companion, query)


def _sum(companion: psycopg.Connection, table: Table) -> Checksums:
    with kept(companion):
        return source_keys(companion, table)


def _large_tables(snapshot: Snapshot) -> set[str]:
    """Tables whose keys are too many to be summed up every time, by the planner's estimate."""
    rows = snapshot.connection.execute(
        sql.SQL("select relname from pg_class where relnamespace = to_regnamespace({}) and reltuples > {}").format(
            sql.Literal(snapshot.source.schema), sql.Literal(CHECKSUM_ROWS)
        )
    ).fetchall()
    return {row[0] for row in rows}
