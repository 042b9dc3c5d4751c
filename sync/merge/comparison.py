"""Finds what no cursor can see: counts and key checksums of both sides, and the keys where they disagree."""

from contextlib import ExitStack
from dataclasses import dataclass

from psycopg import sql

from sync.compare.buckets import difference
from sync.compare.checksum import Extent, count
from sync.compare.keys import KeyList, keys_of
from sync.merge.load import Load, fetch
from sync.merge.window import reach


@dataclass
class Comparison:
    """One table, warehouse against snapshot."""

    work: Load
    agreed_on: int | None = None
    """Rows of both sides, where their keys agreed at once."""
    changed_before: int = 0
    """Rows that the run had changed by then."""
    surplus: KeyList | None = None
    """Keys that production no longer has; None where there are none."""
    kept: KeyList | None = None
    """Keys of rows that stay although production has archived them; None where there are none."""

    @property
    def name(self) -> str:
        return self.work.table.name


def compare(work: Load, source: Extent, here: Extent, changed_before: int, lists: ExitStack) -> Comparison:
    """Compares both sides' keys and fetches the rows that the cursor missed; the surplus lives as long as `lists`."""
    table, connection = work.table, work.connection
    found = Comparison(work)
    if here.agrees(source):
        found.agreed_on, found.changed_before = here.rows, changed_before
        return found
    work.report("checking")
    with difference(connection, work.snapshot, table, source.rows, "key") as compared:
        with keys_of(connection, table, _without_refused(work, compared.missing)) as missing:
            fetch(work, missing)
        within = reach(table, work.snapshot)
        surplus = lists.enter_context(keys_of(connection, table, compared.surplus(within)))
        found.surplus = surplus if surplus else None
        beyond = compared.surplus(sql.SQL("not {}").format(within))
        archived = lists.enter_context(keys_of(connection, table, beyond))
        found.kept = archived if archived else None
    return found


def comparable_rows(found: Comparison) -> int:
    """Rows of the warehouse that the source should have too: all, less those kept after production archived them."""
    if found.agreed_on is not None and found.changed_before == found.work.outcome.counts.changed:
        return found.agreed_on
    connection, table = found.work.connection, found.work.table.identifier
    kept = count(connection, table, found.kept.condition) if found.kept else 0
    return count(connection, table) - kept


def _without_refused(work: Load, missing: sql.Composed) -> sql.Composed:
    """A row that was refused a moment ago is not missing: it waits in quarantine."""
    return sql.SQL(
        "select missing.key from ({}) as missing where missing.key::text not in "
        '(select key from ops.sync_rejects where source = {} and "table" = {})'
    ).format(missing, sql.Literal(work.source.name), sql.Literal(work.table.name))
