"""What anybody would do by hand: `psql COPY … TO STDOUT | psql COPY … FROM STDIN`."""

import subprocess
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.sync.production import Production
from benchmarks.sync.replicas import Replica, create_bare, create_whole
from benchmarks.sync.servers import Server

LANES = 2


def pipe_into_bare_tables(production: Production, warehouse: Server, tables: Sequence[Replica]) -> dict[str, float]:
    """Two pipes at a time into bare tables; then keys, indexes and foreign keys, two at a time. Seconds by phase."""
    warehouse.fresh("piped")
    with warehouse.connect("piped") as connection:
        create_bare(connection, list(tables))
    warehouse.settle()
    largest_first = sorted(tables, key=lambda table: _about(production, table), reverse=True)

    def build(statement: str) -> None:
        with warehouse.connect("piped") as connection:
            connection.execute(statement.encode())

    began = time.monotonic()
    _together(lambda table: _pipe(production, warehouse, table), largest_first)
    copied = time.monotonic()
    _together(build, [table.key for table in largest_first])
    _together(build, [statement for table in largest_first for statement in table.indexes])
    _together(build, [statement for table in largest_first for statement in table.foreign_keys])
    ended = time.monotonic()
    return {"copy": copied - began, "index": ended - copied}


def pipe_into_whole_tables(production: Production, warehouse: Server, tables: Sequence[Replica]) -> float:
    """One pipe after the other into finished tables. Seconds."""
    warehouse.fresh("piped")
    with warehouse.connect("piped") as connection:
        create_whole(connection, list(tables))
    warehouse.settle()
    began = time.monotonic()
    for table in tables:
        _pipe(production, warehouse, table)
    return time.monotonic() - began


def _pipe(production: Production, warehouse: Server, table: Replica) -> None:
    read: list[str | Path] = [production.server.psql, "-qX", production.urls[table.source]]
    write: list[str | Path] = [warehouse.psql, "-qX", "-v", "ON_ERROR_STOP=1", warehouse.url("piped")]
    with subprocess.Popen(  # noqa: S603  both are the server's own programs
        [*read, "-c", f"copy {table.name} ({table.columns}) to stdout"], stdout=subprocess.PIPE
    ) as reader:
        subprocess.run(  # noqa: S603
            [*write, "-c", f"copy {table.name} ({table.columns}) from stdin"], stdin=reader.stdout, check=True
        )


def _together(action: Callable[[Any], None], items: Sequence[Any]) -> None:
    with ThreadPoolExecutor(LANES) as pool:
        list(pool.map(action, items))


def _about(production: Production, table: Replica) -> int:
    with production.server.connect(table.source) as connection:
        row = connection.execute("select pg_relation_size(%s::regclass)", [table.name]).fetchone()
    return int(row[0]) if row else 0
