"""Copies whole tables into a schema that no reader sees, in parallel and resumable.

The tables there have no keys and no indexes while rows arrive; those are built at the end, which costs a fraction of
keeping them up to date row by row. `publish` then puts the finished tables in the place of the empty ones.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import LiteralString

import psycopg
from psycopg import sql

from db.errors import WarehouseBusy
from db.statements import statements_beside
from sync.endpoints import copy_stream
from sync.endpoints.session import OpenOwner
from sync.endpoints.snapshot import Snapshot, SnapshotNotShared
from sync.endpoints.table import Table
from sync.errors import is_transient
from sync.first_load import indexing
from sync.first_load.definition import definition
from sync.log.outcome import TableOutcome
from sync.log.run_log import RunLog

_SQL = statements_beside(__file__)

LANES = 2
"""Connections that copy at the same time, on each side, where there are so many."""

CHUNK_PAGES = 4096
"""Pages of the source's table that are copied and committed together: 32 MB."""


@dataclass(frozen=True)
class Chunk:
    """A range of a table's pages; the last one is open-ended."""

    table: Table
    number: int
    first_page: int
    end_page: int | None

    @property
    def condition(self) -> sql.Composable:
        """Its rows, found by their place: neither sorted nor looked for. An only chunk is the whole table."""
        if self.first_page == 0 and self.end_page is None:
            return sql.SQL("true")
        reached = sql.SQL("ctid >= {}::tid").format(sql.Literal(f"({self.first_page},0)"))
        if self.end_page is None:
            return reached
        return sql.SQL("{} and ctid < {}::tid").format(reached, sql.Literal(f"({self.end_page},0)"))


@dataclass
class FirstLoad:
    """The first load of some of a source's tables."""

    snapshot: Snapshot
    open_warehouse: OpenOwner
    """Makes another connection, as the owner of the tables."""
    log: RunLog
    checkpoint: Callable[[], None]
    outcomes: Mapping[str, TableOutcome]
    failures: dict[str, Exception] = field(default_factory=dict)
    """Tables that could not be loaded, and why."""
    failed_at: str | None = None
    """The table at which the attempt ended."""
    spans: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    """When work on each table began and ended."""
    _broken: threading.Event = field(default_factory=threading.Event)
    _arrived: dict[str, int] = field(default_factory=dict)

    def copy_and_index(self, owner: psycopg.Connection, tables: Sequence[Table]) -> None:
        """Copies incoming tables, and builds their keys and indexes.

        Raises SyncStopped, and whatever another attempt may overcome.
        """
        with self._lanes(owner) as lanes:
            ordered = self._by_size(tables)
            for table in ordered:
                self.log.progress(self.outcomes[table.name], "reading", 0)
            chunks = [chunk for table in ordered for chunk in self._plan(lanes[0].warehouse, table)]
            self._together(lanes, [_task(self._copy, chunk) for chunk in chunks])
            self._index(lanes, [table for table in tables if table.name not in self.failures])

    def _index(self, lanes: Sequence["Lane"], tables: Sequence[Table]) -> None:
        for table in tables:
            self.log.progress(self.outcomes[table.name], "indexing", self._arrived.get(table.name))
        definitions = {table.name: definition(lanes[0].warehouse, table) for table in tables}
        for step in indexing.STEPS:
            self._together(
                lanes,
                [
                    (table, _on_warehouse(action))
                    for table in self._by_size(tables)
                    if table.name not in self.failures
                    for action in step(table, definitions[table.name])
                ],
            )

    def _copy(self, lane: "Lane", chunk: Chunk) -> None:
        table = chunk.table
        place = {"source": table.source.name, "table": table.name, "chunk": chunk.number}
        with lane.warehouse.transaction():
            claimed = lane.warehouse.execute(_SQL["claim_chunk"], {**place, "taken_at": self.snapshot.taken_at})
            if not claimed.rowcount:
                return
            query = sql.SQL("select {} from {} where {}").format(
                table.column_list, table.published_identifier, chunk.condition
            )
            with lane.source.transaction():
                into = sql.SQL("{} ({})").format(table.identifier, table.column_list)
                volume = copy_stream.pass_on(
                    lane.source, query, lane.warehouse, into, lambda rows: self._report(table, rows)
                )
            lane.warehouse.execute(_SQL["finish_chunk"], {**place, "rows": volume.rows, "bytes": volume.bytes})

    def _report(self, table: Table, rows: int) -> None:
        """Reports progress, and stops where the process is to end."""
        self.checkpoint()
        done = self._arrived[table.name] = self._arrived.get(table.name, 0) + rows
        self.log.progress(self.outcomes[table.name], "merging", done)

    def _plan(self, warehouse: psycopg.Connection, table: Table) -> list[Chunk]:
        """The chunks that are still to be copied; an earlier run may have begun."""
        place = {"source": table.source.name, "table": table.name}
        with warehouse.transaction():
            if warehouse.execute(_SQL["count_chunks"], place).fetchone() == (0,):
                starts = list(range(0, max(self._pages(table), 1), CHUNK_PAGES))
                chunks = [
                    {**place, "chunk": number, "first_page": start, "end_page": end}
                    for number, (start, end) in enumerate(zip(starts, [*starts[1:], None], strict=True))
                ]
                with warehouse.cursor() as cursor:
                    cursor.executemany(_SQL["plan_chunk"], chunks)
        rows = warehouse.execute(_SQL["chunks"], place).fetchall()
        self._arrived[table.name] = sum(row[4] for row in rows)
        expected = max(self._estimate(table, "reltuples::bigint"), self._arrived[table.name])
        self.log.progress(self.outcomes[table.name], "reading", self._arrived[table.name], expected or None)
        return [Chunk(table, *row[:3]) for row in rows if not row[3]]

    def _pages(self, table: Table) -> int:
        """Pages of an ordinary table; 0 for whatever has no pages of its own (a view, a partitioned table)."""
        return int(
            self._estimate(
                table,
                "case relkind when 'r' then pg_relation_size(oid) / current_setting('block_size')::bigint else 0 end",
            )
        )

    def _by_size(self, tables: Sequence[Table]) -> list[Table]:
        """The largest first, so that the lanes end together; by an estimate that waits for no lock."""
        return sorted(tables, key=lambda table: self._estimate(table, "relpages"), reverse=True)

    def _estimate(self, table: Table, what: LiteralString) -> int:
        row = self.snapshot.connection.execute(
            sql.SQL("select {} from pg_class where oid = {}::regclass").format(
                sql.SQL(what), sql.Literal(table.published_identifier.as_string())
            )
        ).fetchone()
        return int(row[0]) if row else 0

    @contextmanager
    def _lanes(self, owner: psycopg.Connection) -> Iterator[list["Lane"]]:
        """As many as both sides have connections for; one needs no further connection on either side."""
        with ExitStack() as stack:
            sources, warehouses = [self.snapshot.connection], [owner]
            with suppress(SnapshotNotShared):
                sources = [stack.enter_context(self.snapshot.companion())]
                while len(sources) < LANES:
                    sources.append(stack.enter_context(self.snapshot.companion()))
            with suppress(WarehouseBusy):
                while len(warehouses) < len(sources):
                    warehouses.append(stack.enter_context(self.open_warehouse(0)))
            lanes = [Lane(*pair) for pair in zip(sources, warehouses, strict=False)]
            for lane in lanes:
                indexing.tune(lane.warehouse)
            yield lanes

    def _together(self, lanes: Sequence["Lane"], tasks: Sequence["Task"]) -> None:
        """Works off the tasks with one thread per lane; a table that fails does not stop the others."""
        waiting = deque(tasks)

        def work(lane: Lane) -> None:
            with suppress(IndexError):
                while not self._broken.is_set():
                    self._do(lane, *waiting.popleft())

        with ThreadPoolExecutor(len(lanes), thread_name_prefix="first load") as pool:
            working = [pool.submit(work, lane) for lane in lanes]
        for future in working:
            future.result()

    def _do(self, lane: "Lane", table: Table, action: Callable[["Lane"], None]) -> None:
        if table.name in self.failures:
            return
        began = datetime.now(UTC)
        try:
            self.checkpoint()
            action(lane)
            first, _ = self.spans.get(table.name, (began, began))
            self.spans[table.name] = min(first, began), datetime.now(UTC)
        except BaseException as error:
            if not isinstance(error, psycopg.Error) or is_transient(error):
                self.failed_at = table.name
                self._broken.set()
                raise
            self.failures[table.name] = error


@dataclass(frozen=True)
class Lane:
    """One worker's connections: the source's snapshot, and the warehouse."""

    source: psycopg.Connection
    warehouse: psycopg.Connection


Task = tuple[Table, Callable[[Lane], None]]


def _task(copy: Callable[[Lane, Chunk], None], chunk: Chunk) -> Task:
    return chunk.table, lambda lane: copy(lane, chunk)


def _on_warehouse(action: Callable[[psycopg.Connection], None]) -> Callable[[Lane], None]:
    return lambda lane: action(lane.warehouse)
