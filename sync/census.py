"""Counts the source's tables beside the work on them: the snapshot does not change meanwhile."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import psycopg

from sync.catalogue import Table
from sync.checksum import Extent, extent
from sync.source import Snapshot, SnapshotNotShared


@dataclass
class Census:
    """How many rows and which keys the snapshot holds, table by table."""

    snapshot: Snapshot
    under_way: dict[str, Future[Extent]] = field(default_factory=dict)

    def of(self, table: Table) -> Extent:
        """The table's extent; waits for it.

        Raises psycopg.Error.
        """
        if table.name in self.under_way:
            return self.under_way[table.name].result()
        return extent(self.snapshot.connection, table, table.source_identifier)


@contextmanager
def census(snapshot: Snapshot, tables: Sequence[Table]) -> Iterator[Census]:
    """Counts these tables on a connection of its own, where the source can share its snapshot."""
    try:
        with snapshot.companion() as companion, ThreadPoolExecutor(1, thread_name_prefix="census") as pool:
            found = Census(snapshot)
            for table in tables:
                found.under_way[table.name] = pool.submit(_count, companion, table)
            try:
                yield found
            finally:
                for future in found.under_way.values():
                    future.cancel()
                with suppress(psycopg.Error):
                    companion.cancel_safe(timeout=5)
    except SnapshotNotShared:
        yield Census(snapshot)


def _count(companion: psycopg.Connection, table: Table) -> Extent:
    # A savepoint: a table that may not be read must not spoil the others.
    with companion.transaction():
        return extent(companion, table, table.source_identifier)
