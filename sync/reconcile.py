"""Finds what no cursor can see: counts and key checksums of both sides, and the keys where they disagree."""

from psycopg import sql

from sync.load import BATCH_ROWS, Load, fetch, refuse_suspicious
from sync.source import EVERY_ROW, Condition, Extent, extent, from_moment, with_keys
from sync.staging import Counts, chunks

CHECKSUM_ROWS = 1_000_000
"""Up to this many rows the keys' checksum is compared after every sync, beyond it the counts alone."""

_KEYS = sql.Identifier("pg_temp", "source_keys")


def agrees(warehouse: Extent, source: Extent) -> bool:
    """Whether both sides hold the same keys, as far as a run can tell cheaply."""
    if warehouse.rows != source.rows:
        return False
    return source.rows > CHECKSUM_ROWS or warehouse.key_checksum == source.key_checksum


def fetch_missing(work: Load, source: Extent) -> tuple[Counts, list[str]]:
    """Merges rows that the cursor missed; returns what that did, and the keys that production no longer has."""
    if agrees(extent(work.connection, work.table), source):
        return Counts(), []
    work.report("checking")
    _stage_keys(work)
    return fetch(work, _missing(work)), _surplus(work)


def delete_surplus(work: Load, keys: list[str]) -> Counts:
    """Removes rows that production no longer has, unless suspiciously many.

    Raises SuspiciousSource.
    """
    if not keys:
        return Counts()
    refuse_suspicious(work, len(keys), extent(work.connection, work.table).rows)
    deleted = 0
    with work.connection.transaction():
        for start in range(0, len(keys), BATCH_ROWS):
            condition = with_keys(work.table, keys[start : start + BATCH_ROWS])
            done = work.connection.execute(sql.SQL("delete from {} where {}").format(work.table.identifier, condition))
            deleted += done.rowcount
    return Counts(deleted=deleted)


def comparable_rows(work: Load, source: Extent) -> int:
    """Rows of the warehouse that the source should have too: all, less those kept after production archived them."""
    here = extent(work.connection, work.table)
    if agrees(here, source) or work.table.specification.window is None:
        return here.rows
    _stage_keys(work)
    return here.rows - _count(work, sql.SQL("not ({})").format(_in_reach(work)))


def quarantined_rows(work: Load) -> int:
    """Rows of the table that broke a constraint and wait in `ops.sync_rejects`."""
    row = work.connection.execute(
        'select count(*) from ops.sync_rejects where source = %s and "table" = %s',
        [work.source.name, work.table.name],
    ).fetchone()
    return int(row[0]) if row else 0


def _stage_keys(work: Load) -> None:
    with work.connection.transaction():
        work.connection.execute("drop table if exists pg_temp.source_keys")
        work.connection.execute(
            sql.SQL("create temporary table source_keys as select {} as key from {} with no data").format(
                sql.Identifier(work.table.key), work.table.identifier
            )
        )
        with (
            work.snapshot.keys(work.table) as keys,
            work.connection.cursor() as cursor,
            cursor.copy("copy pg_temp.source_keys from stdin") as copy,
        ):
            for chunk in chunks(keys):
                copy.write(chunk)
        work.connection.execute("analyze pg_temp.source_keys")


def _missing(work: Load) -> list[str]:
    rows = work.connection.execute(
        sql.SQL(
            "select key::text from {keys} as wanted "
            "where not exists (select from {table} as present where present.{key} = wanted.key)"
        ).format(keys=_KEYS, table=work.table.identifier, key=sql.Identifier(work.table.key))
    ).fetchall()
    return [row[0] for row in rows]


def _surplus(work: Load) -> list[str]:
    rows = work.connection.execute(
        sql.SQL("select {key}::text from {table} as present where {reach} and {absent}").format(
            key=sql.Identifier(work.table.key),
            table=work.table.identifier,
            reach=_in_reach(work),
            absent=_absent(work),
        )
    ).fetchall()
    return [row[0] for row in rows]


def _count(work: Load, condition: Condition) -> int:
    row = work.connection.execute(
        sql.SQL("select count(*) from {} as present where {} and {}").format(
            work.table.identifier, condition, _absent(work)
        )
    ).fetchone()
    return int(row[0]) if row else 0


def _absent(work: Load) -> sql.Composed:
    return sql.SQL("not exists (select from {} as wanted where wanted.key = present.{})").format(
        _KEYS, sql.Identifier(work.table.key)
    )


def _in_reach(work: Load) -> Condition:
    """Rows that production is the truth about; what left a window stays when production archives it."""
    days = work.table.specification.window
    return EVERY_ROW if days is None else from_moment(work.table, work.snapshot.taken_at - days)
