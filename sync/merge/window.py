"""Makes the last days of a table equal to production, and touches only the rows that really differ."""

from datetime import timedelta

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sync.compare.checksum import count, hash_of, row_text
from sync.compare.keys import keys_of
from sync.endpoints.conditions import Condition, last, with_keys
from sync.endpoints.table import Table
from sync.log.outcome import Counts
from sync.merge.backup import back_up
from sync.merge.commit import counted
from sync.merge.load import BATCH_ROWS, SUSPICIOUS_ROWS, Load, advance, delete, refuse_suspicious
from sync.merge.staging import Staging

_SQL = statements_beside(__file__)


def replace_window(load: Load, days: timedelta) -> None:
    """Compares the last days one by one, and on those that differ writes the difference, after backing up what goes."""
    window = last(load.table, load.snapshot.taken_at, days)
    load.report("reading", 0)
    differing = _differing_days(load, window)
    if differing:
        chosen = sql.SQL("{} and {} = any({}::text[])").format(window, _day(load.table), sql.Literal(differing))
        _write_difference(load, chosen, window)


def _write_difference(load: Load, days: Condition, window: Condition) -> None:
    staging = load.staging()
    with counted(load.connection, load.outcome) as tally:
        tally.counts = staging.fill(load.snapshot.rows(load.table, days))
        staging.look_up()
        load.report("merging", tally.counts.read)
        tally.counts += _keep_moved_rows(load, staging, days)
        with (
            keys_of(load.connection, load.table, _vanishing(load.table, days)) as vanishing,
            keys_of(load.connection, load.table, staging.changed_keys) as changed,
        ):
            if len(vanishing) > SUSPICIOUS_ROWS:
                refuse_suspicious(load, len(vanishing), count(load.connection, load.table.identifier, window))
            for keys in (vanishing, changed):
                back_up(load.connection, load.table, load.log.run, keys)
            tally.counts += delete(load, vanishing) + staging.merge()
        advance(load, staging)


def _keep_moved_rows(load: Load, staging: Staging, days: Condition) -> Counts:
    """Rows that production still has, but dated elsewhere by now, are updated and not deleted."""
    total = Counts()
    with keys_of(load.connection, load.table, _vanishing(load.table, days)) as keys:
        for batch in keys.batches(BATCH_ROWS):
            total += staging.fill(load.snapshot.rows(load.table, with_keys(load.table, batch)))
    return total


def _vanishing(table: Table, days: Condition) -> sql.Composed:
    return _SQL["vanishing_keys"].format(key=table.key_column, table=table.identifier, staging=table.staging, days=days)


def _differing_days(load: Load, window: Condition) -> list[str]:
    table = load.table
    source = _checksums(load.snapshot.connection, table, table.source_rows, window)
    warehouse = _checksums(load.connection, table, table.identifier, window)
    return [day for day in source.keys() | warehouse.keys() if source.get(day) != warehouse.get(day)]


def _checksums(
    connection: psycopg.Connection, table: Table, relation: sql.Composable, window: Condition
) -> dict[str, tuple[int, int]]:
    """By day: rows, and the sum of their hashes."""
    rows = connection.execute(
        _SQL["day_checksums"].format(
            day=_day(table), hash=hash_of(table, row_text(table)), relation=relation, window=window
        )
    ).fetchall()
    return {day: (rows_that_day, int(total)) for day, rows_that_day, total in rows}


def _day(table: Table) -> sql.Composed:
    return sql.SQL("coalesce(date_trunc('day', {})::text, '')").format(table.cursor)
