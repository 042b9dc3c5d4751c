"""A warehouse that holds a simulated organisation, for tests whose subject is what pages make of it."""

import contextlib
from datetime import timedelta

import psycopg

from db.domains import DOMAINS
from db.warehouse import Warehouse
from sources import demo
from sync.specifications import SOURCES
from tests.ops import records

SCALE = 0.1


def fill(warehouse: Warehouse, source_url: str) -> None:
    """Simulates production in the source and copies it, with the records that a sync would leave."""
    demo.fill(source_url, scale=SCALE)
    with psycopg.connect(source_url) as source, warehouse.connect() as target:
        for production in SOURCES:
            for table in production.tables:
                _copy(source, target, production.domain.raw_schema, table.name)
        for domain in DOMAINS:
            target.execute(f"select {domain.rebuild}()")
        _record_run(target)
        target.execute("update ops.data_version set version = version + 1")
        target.execute("analyze")


def _copy(source: psycopg.Connection, target: psycopg.Connection, schema: str, table: str) -> None:
    names = target.execute(
        "select string_agg(quote_ident(column_name), ', ') from information_schema.columns "
        "where table_schema = %s and table_name = %s",
        [schema, table],
    ).fetchone()
    assert names
    with contextlib.ExitStack() as open_copies:
        reading = open_copies.enter_context(
            source.cursor().copy(f'copy (select {names[0]} from {schema}."{table}") to stdout')
        )
        writing = open_copies.enter_context(target.cursor().copy(f'copy {schema}."{table}" ({names[0]}) from stdin'))
        for block in reading:
            writing.write(block)


def _record_run(target: psycopg.Connection) -> None:
    [(now,)] = target.execute("select now()").fetchall()
    records.run(target, 1, "ngeshare", started=str(now - timedelta(minutes=1)), origin="first start", finished="1 min")
    for position, table in enumerate(table.name for table in SOURCES[0].tables):
        [(rows,)] = target.execute(f'select count(*) from public."{table}"').fetchall()
        counts = dict.fromkeys(("rows_read", "rows_inserted", "source_count", "warehouse_count"), rows)
        begins = str(now + timedelta(seconds=position - 60))
        records.table(target, 1, "ngeshare", table, begins=begins, duration_ms=120, **counts)
    records.found(target, 1, "ngeshare", "duplicate_emails", 2, severity="warning", name="User", keys=["u1", "u2"])
    records.found(target, 1, "ngeshare", "orphans", 0, severity="info", name="User")
