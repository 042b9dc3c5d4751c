"""Rows through the triggers: how many a second, and how much longer than without them."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

from db.warehouse import Warehouse
from sync.merge.load import BATCH_ROWS

SOURCE_ROWS = 600_000
HALVES = (("video_progress",), ("reflections", "daily_notes", "lesson_completions", "quiz_attempts"))
"""Two shares of about the same work."""
TABLES = tuple(table for half in HALVES for table in half)
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Loaded:
    """The same rows loaded without the triggers and with them."""

    connections: int
    rows: int
    activities: int
    seconds_without: float
    seconds_with: float


def loaded(warehouse: Warehouse) -> list[Loaded]:
    """Loads the rows over one connection and over two, in statements as large as the sync's; takes all of it back."""
    with warehouse.connect() as connection:
        script = (HERE / "source_rows.sql").read_text(encoding="utf-8")
        connection.execute(script.replace(":rows", str(SOURCE_ROWS)).encode())
        return [_compared(warehouse, connection, shares) for shares in ((TABLES,), HALVES)]


def _compared(warehouse: Warehouse, connection: psycopg.Connection, shares: Sequence[Sequence[str]]) -> Loaded:
    rows, _, without = _load(warehouse, connection, shares, skip="on")
    _, activities, seconds = _load(warehouse, connection, shares, skip="off")
    return Loaded(len(shares), rows, activities, without, seconds)


def _load(
    warehouse: Warehouse, connection: psycopg.Connection, shares: Sequence[Sequence[str]], *, skip: str
) -> tuple[int, int, float]:
    connection.execute("checkpoint")
    with ThreadPoolExecutor(len(shares)) as pool:
        rows, activities, seconds = zip(*pool.map(lambda tables: _write(warehouse, tables, skip), shares), strict=True)
    # What was taken back would slow the next load down.
    for relation in ("timeline.student_activity_timeline", *(f"learning.{table}" for table in TABLES)):
        connection.execute(f"vacuum {relation}".encode())
    return sum(rows), sum(activities), max(seconds)


def _write(warehouse: Warehouse, tables: Sequence[str], skip: str) -> tuple[int, int, float]:
    with warehouse.connect() as connection:
        statements = [statement for table in tables for statement in _batches(connection, table)]
        with connection.transaction(force_rollback=True):
            connection.execute(f"set local atalaya.skip_facts = '{skip}'".encode())
            began = time.perf_counter()
            rows = sum(connection.execute(statement).rowcount for statement in statements)
            seconds = time.perf_counter() - began
            told = connection.execute(
                "select pg_stat_get_xact_tuples_inserted('timeline.student_activity_timeline'::regclass)"
            ).fetchone()
        assert told is not None  # noqa: S101  a select without a table has a row
        return rows, told[0], seconds


def _batches(connection: psycopg.Connection, table: str) -> list[sql.Composed]:
    """Statements that each read a stretch of the prepared rows, by its pages."""
    size = connection.execute(
        "select relpages::bigint, reltuples::bigint from pg_class where oid = cast(%s as regclass)",
        [f"prepared.{table}"],
    ).fetchone()
    assert size is not None  # noqa: S101  the table is there
    pages, rows = size
    step = max(1, pages * BATCH_ROWS // max(rows, 1))
    return [
        sql.SQL("insert into learning.{0} select * from prepared.{0} where ctid >= {1} and ctid < {2}").format(
            sql.Identifier(table), sql.Literal(f"({first},0)"), sql.Literal(f"({first + step},0)")
        )
        for first in range(0, pages, step)
    ]
