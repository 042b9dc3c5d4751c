"""First page and page 1,000 of the three use cases and of the pending list, and how the planner finds them."""

import json
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg

from analytics.timeline import PAGE_ROWS, page_of_activities, page_of_pending
from db.address import libpq_url, postgres_url
from db.migrate import migrate
from db.warehouse import OWNER, READER, Warehouse

REPEATS = 7
DEEP_PAGE = 1_000
STEP = 1_000_000
HERE = Path(__file__).parent

_NOBODY: dict[str, Any] = {"student_id": None, "video_id": None, "goal_id": None, "types": [], "first_day": None}
_ASKED: dict[str, dict[str, str]] = {
    "one student in a video": {"student_id": "student0", "video_id": "video0"},
    "all students in a video": {"video_id": "video0"},
    "a student's days": {"student_id": "student0"},
    "a student's goal": {"student_id": "student0", "goal_id": "goal0"},
}


@dataclass(frozen=True)
class Timing:
    """A page's median milliseconds, planning included, and the plan's nodes."""

    milliseconds: float
    nodes: tuple[str, ...]

    @property
    def uses_indexes_only(self) -> bool:
        """Whether the timeline is read in an index's order: neither whole, nor sorted afterwards."""
        return not {"Seq Scan on timeline", "Bitmap Heap Scan on timeline", "Sort", "Incremental Sort"} & set(
            self.nodes
        )


def large_warehouse(server_url: str, activities: int) -> Warehouse:
    """A warehouse with so many activities, indexed once they are there."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute("create database benchmark encoding 'UTF8' template template0")
    warehouse = Warehouse(libpq_url(postgres_url(server_url, "warehouse_url").changed(dbname="benchmark")))
    migrate(warehouse)
    with warehouse.connect(OWNER) as connection:
        connection.execute((HERE / "school.sql").read_bytes())
        if activities:
            _fill(connection, activities)
        connection.execute("vacuum analyze")
    return warehouse


def _fill(connection: psycopg.Connection, activities: int) -> None:
    table = "timeline.student_activity_timeline"
    constraints = connection.execute(
        "select conname, 'alter table ' || conrelid::regclass || ' add ' || pg_get_constraintdef(oid) "
        "from pg_constraint where conrelid = cast(%s as regclass) and contype in ('p', 'u')",
        [table],
    ).fetchall()
    indexes = connection.execute(
        "select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index "
        "where indrelid = cast(%s as regclass) and not indisunique",
        [table],
    ).fetchall()
    for name, _ in constraints:
        connection.execute(f"alter table {table} drop constraint {name}".encode())
    for name, _ in indexes:
        connection.execute(f"drop index {name}".encode())
    script = (HERE / "activities.sql").read_text(encoding="utf-8")
    for first in range(0, activities, STEP):
        last = min(first + STEP, activities) - 1
        connection.execute(script.replace(":first", str(first)).replace(":last", str(last)).encode())
    connection.execute("set maintenance_work_mem = '512MB'")
    for _, definition in (*constraints, *indexes):
        connection.execute(definition.encode())


def measured(warehouse: Warehouse) -> Iterator[tuple[str, Timing, Timing]]:
    """Each list with its first page and its page 1,000."""
    with warehouse.connect(READER) as connection:
        connection.execute("set jit = off; set timezone = 'UTC'")
        for name, asked in _ASKED.items():
            filters = {**_NOBODY, "last_day": None, **{key: _id(connection, value) for key, value in asked.items()}}
            yield (
                name,
                *_pages(connection, lambda after, limit, f=filters: page_of_activities(after=after, limit=limit, **f)),
            )
        yield (
            "waiting for an answer",
            *_pages(connection, lambda after, limit: page_of_pending(student_id=None, after=after, limit=limit)),
        )


def _pages(connection: psycopg.Connection, statement: Any) -> tuple[Timing, Timing]:
    first = _timed(connection, *statement(None, PAGE_ROWS))
    query, given = _bound(*statement(None, PAGE_ROWS * (DEEP_PAGE - 1)))
    place = next(
        index
        for index, column in enumerate(connection.execute(query, given).description or ())
        if column.name == "created_at"
    )
    last = connection.execute(query, given).fetchall()[-1]
    return first, _timed(connection, *statement((last[place], str(last[0])), PAGE_ROWS))


def _timed(connection: psycopg.Connection, statement: str, parameters: dict[str, Any]) -> Timing:
    query, given = _bound(statement, parameters)
    times: list[float] = []
    nodes: tuple[str, ...] = ()
    for _ in range(REPEATS + 1):
        row = connection.execute(b"explain (analyze, timing off, format json) " + query, given).fetchone()
        assert row is not None  # noqa: S101  explain answers
        [told] = row[0] if isinstance(row[0], list) else json.loads(row[0])
        times.append(told["Planning Time"] + told["Execution Time"])
        nodes = tuple(_nodes(told["Plan"]))
    return Timing(statistics.median(times[1:]), nodes)


def _nodes(plan: dict[str, Any]) -> Iterator[str]:
    in_timeline = plan.get("Relation Name") == "student_activity_timeline"
    yield f"{plan['Node Type']} on timeline" if in_timeline else plan["Node Type"]
    for child in plan.get("Plans", ()):
        yield from _nodes(child)


def _bound(statement: str, parameters: dict[str, Any]) -> tuple[bytes, dict[str, Any]]:
    return str(text(statement).compile(dialect=PGDialect_psycopg())).encode(), parameters


def _id(connection: psycopg.Connection, name: str) -> str:
    row = connection.execute("select md5(%s)::uuid::text", [name]).fetchone()
    assert row is not None  # noqa: S101  a select without a table has one row
    return str(row[0])
