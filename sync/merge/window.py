"""Makes the last days of a table equal to production, and touches only the rows that really differ."""

from datetime import timedelta

import psycopg
from psycopg import sql

from sync.compare.checksum import EVERY_ROW, Condition, count, hash_of, row_text
from sync.compare.keys import keys_of
from sync.endpoints.snapshot import Snapshot, from_moment, with_keys
from sync.endpoints.table import Table
from sync.merge.backup import back_up
from sync.merge.commit import counted
from sync.merge.load import BATCH_ROWS, Load, advance, delete, refuse_suspicious
from sync.merge.staging import Counts, Staging


def reach(table: Table, snapshot: Snapshot) -> Condition:
    """Rows of which production is the truth: all, or those of the window; what left it stays when it is archived."""
    days = table.specification.window
    return EVERY_ROW if days is None else last(table, snapshot, days)


def last(table: Table, snapshot: Snapshot, days: timedelta) -> Condition:
    """Rows of the last days; those without a date never leave them."""
    return sql.SQL("({} or {} is null)").format(
        from_moment(table, snapshot.taken_at - days), sql.Identifier(table.specification.cursor)
    )


def replace_window(work: Load, days: timedelta) -> None:
    """Compares the last days one by one, and on those that differ writes the difference, after backing up what goes."""
    window = last(work.table, work.snapshot, days)
    work.report("reading", 0)
    differing = _differing_days(work, window)
    if differing:
        chosen = sql.SQL("{} and {} = any({}::text[])").format(window, _day(work.table), sql.Literal(differing))
        _write_difference(work, chosen, window)


def _write_difference(work: Load, days: Condition, window: Condition) -> None:
    staging = work.staging()
    with counted(work.connection, work.outcome) as tally:
        tally.counts = staging.fill(work.snapshot.rows(work.table, days))
        # A few days are a small part of the table: looking each row up beats reading all.
        work.connection.execute("set local enable_seqscan = off")
        work.report("merging", tally.counts.read)
        tally.counts += _keep_moved_rows(work, staging, days)
        with (
            keys_of(work.connection, work.table, _vanishing(work, staging, days)) as vanishing,
            keys_of(work.connection, work.table, staging.changed_keys) as changed,
        ):
            refuse_suspicious(work, len(vanishing), count(work.connection, work.table.identifier, window))
            for keys in (vanishing, changed):
                back_up(work.connection, work.source.name, work.table, work.journal.run, keys)
            tally.counts += delete(work, vanishing) + staging.merge()
        advance(work, staging)


def _keep_moved_rows(work: Load, staging: Staging, days: Condition) -> Counts:
    """Rows that production still has, but dated elsewhere by now, are updated and not deleted."""
    total = Counts()
    with keys_of(work.connection, work.table, _vanishing(work, staging, days)) as keys:
        for some in keys.batches(BATCH_ROWS):
            total += staging.fill(work.snapshot.rows(work.table, with_keys(work.table, some)))
    return total


def _vanishing(work: Load, staging: Staging, days: Condition) -> sql.Composed:
    return sql.SQL(
        "select {key} from {table} as present where {days} "
        "and not exists (select from {staged} as staged where staged.{key} = present.{key})"
    ).format(key=sql.Identifier(work.table.key), table=work.table.identifier, staged=staging.name, days=days)


def _differing_days(work: Load, window: Condition) -> list[str]:
    table = work.table
    there = _checksums(work.snapshot.connection, table, table.source_identifier, window)
    here = _checksums(work.connection, table, table.identifier, window)
    return [day for day in there.keys() | here.keys() if there.get(day) != here.get(day)]


def _checksums(
    connection: psycopg.Connection, table: Table, place: sql.Identifier, window: Condition
) -> dict[str, tuple[int, int]]:
    rows = connection.execute(
        sql.SQL("select {}, count(*), sum({}) from {} where {} group by 1").format(
            _day(table), hash_of(table, row_text(table)), place, window
        )
    ).fetchall()
    return {day: (found, int(total)) for day, found, total in rows}


def _day(table: Table) -> sql.Composed:
    return sql.SQL("coalesce(date_trunc('day', {})::text, '')").format(sql.Identifier(table.specification.cursor))
