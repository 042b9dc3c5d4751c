"""A warehouse that holds a simulated organisation, for tests whose subject is what pages make of it."""

import contextlib

import psycopg

from db.domains import DOMAINS
from db.warehouse import Warehouse
from sources import demo
from sync.specifications import SOURCES

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
    target.execute(
        "insert into ops.sync_run (origin, sources, status, started_at, finished_at) "
        "values ('first start', '{ngeshare}', 'succeeded', now() - interval '1 minute', now())"
    )
    for position, table in enumerate(table.name for table in SOURCES[0].tables):
        target.execute(
            'insert into ops.sync_log (run, source, "table", mode, started_at, finished_at, status, rows_read, '
            "rows_inserted, duration_ms, source_count, warehouse_count) "
            f"select 1, 'ngeshare', %s, 'incremental', now() + %s * interval '1 second', now(), 'succeeded', count(*), "
            f'count(*), 120, count(*), count(*) from public."{table}"',
            [table, position],
        )
    target.execute(
        'insert into ops.data_quality (run, source, "check", "table", severity, count, sample_keys) '
        "values (1, 'ngeshare', 'duplicate_emails', 'User', 'warning', 2, '{u1,u2}'), "
        "(1, 'ngeshare', 'orphans', 'User', 'info', 0, '{}')"
    )
