"""Finds what no cursor can see: counts and key checksums of both sides, and the keys where they disagree."""

from dataclasses import dataclass, field

from psycopg import sql

from sync import quarantine
from sync.load import Load, fetch
from sync.source import EVERY_ROW, Condition, Extent, extent, from_moment
from sync.staging import chunks

CHECKSUM_ROWS = 1_000_000
"""Up to this many rows the keys' checksum is compared after every sync, beyond it the counts alone."""


@dataclass
class Comparison:
    """One table, warehouse against snapshot."""

    work: Load
    source: Extent
    agreed: bool = False
    surplus: list[str] = field(default_factory=list)
    """Keys that production no longer has."""

    @property
    def name(self) -> str:
        return self.work.table.name


def compare(work: Load, source: Extent) -> Comparison:
    """Compares both sides' keys, and fetches rows that the cursor missed."""
    found = Comparison(work, source, agrees(extent(work.connection, work.table), source))
    if not found.agreed:
        work.report("checking")
        _stage_keys(work)
        # A row that was refused a moment ago is not missing: it waits in quarantine.
        refused = set(quarantine.waiting(work.connection, work.table, work.source.name))
        fetch(work, [key for key in _missing(work) if key not in refused])
        found.surplus = _surplus(work)
    return found


def agrees(warehouse: Extent, source: Extent) -> bool:
    """Whether both sides hold the same keys, as far as a run can tell cheaply."""
    if warehouse.rows != source.rows:
        return False
    return source.rows > CHECKSUM_ROWS or warehouse.key_checksum == source.key_checksum


def comparable_rows(found: Comparison) -> int:
    """Rows of the warehouse that the source should have too: all, less those kept after production archived them."""
    work = found.work
    row = work.connection.execute(sql.SQL("select count(*) from {}").format(work.table.identifier)).fetchone()
    here = int(row[0]) if row else 0
    if found.agreed or work.table.specification.window is None:
        return here
    return here - _count(work, sql.SQL("not ({})").format(_in_reach(work)))


def _keys(work: Load) -> sql.Identifier:
    return sql.Identifier("pg_temp", f"keys_{work.table.name}")


def _stage_keys(work: Load) -> None:
    with work.connection.transaction():
        work.connection.execute(sql.SQL("drop table if exists {}").format(_keys(work)))
        work.connection.execute(
            sql.SQL("create temporary table {} as select {} as key from {} with no data").format(
                sql.Identifier(f"keys_{work.table.name}"), sql.Identifier(work.table.key), work.table.identifier
            )
        )
        copy_in = sql.SQL("copy {} from stdin").format(_keys(work))
        with (
            work.snapshot.keys(work.table) as keys,
            work.connection.cursor() as cursor,
            cursor.copy(copy_in) as copy,
        ):
            for chunk in chunks(keys):
                copy.write(chunk)
        work.connection.execute(sql.SQL("analyze {}").format(_keys(work)))


def _missing(work: Load) -> list[str]:
    rows = work.connection.execute(
        sql.SQL(
            "select key::text from {keys} as wanted "
            "where not exists (select from {table} as present where present.{key} = wanted.key)"
        ).format(keys=_keys(work), table=work.table.identifier, key=sql.Identifier(work.table.key))
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
        _keys(work), sql.Identifier(work.table.key)
    )


def _in_reach(work: Load) -> Condition:
    """Rows that production is the truth about; what left a window stays when production archives it."""
    days = work.table.specification.window
    if days is None:
        return EVERY_ROW
    # Rows without a date never leave the window.
    return sql.SQL("coalesce({}, true)").format(from_moment(work.table, work.snapshot.taken_at - days))
