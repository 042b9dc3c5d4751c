"""Third step: what no watermark can see, rows that it missed and rows that production has deleted."""

from contextlib import ExitStack

from psycopg import sql

from db import facts
from sync.compare.buckets import Difference, difference
from sync.compare.keys import KeyList, keys_of
from sync.compare.source_counts import SourceCounts
from sync.endpoints.conditions import mirrored
from sync.merge import deletions, quarantine
from sync.merge.deletions import Comparison
from sync.merge.load import Load, fetch, finds_any
from sync.run.source_copy import Brought, SourceCopy


def compare_keys(brought: Brought, counts: SourceCounts, lists: ExitStack) -> Comparison:
    """Compares both sides' keys and fetches the missing rows; the surplus is listed for as long as `lists` lasts."""
    load, table = brought.load, brought.load.table
    if brought.warehouse.agrees(brought.source):
        return Comparison(load, brought.warehouse.rows, brought.changed_before)
    load.report("checking")
    foreseen = counts.keys_in_source(table)
    with difference(load.connection, load.snapshot, table, brought.source.rows, "key", foreseen) as differing:
        # A row that was refused a moment ago is not missing: it waits in quarantine.
        missing_keys = quarantine.without_rejected(table, differing.missing)
        with keys_of(load.connection, table, missing_keys) as missing:
            fetch(load, missing)
            is_short = bool(missing)
        mirror = mirrored(table, load.snapshot.taken_at)
        if brought.ambiguous is not None:
            # However old: of two rows with one key neither stays.
            mirror = sql.SQL("({} or {})").format(mirror, brought.ambiguous.condition)
        surplus = _listed(load, differing.surplus(mirror), lists)
        archived = _listed(load, differing.surplus(sql.SQL("not {}").format(mirror)), lists)
        if not is_short and surplus is archived is None:
            _count_again(load, differing)
    return Comparison(load, surplus=surplus, archived=archived)


def _count_again(load: Load, differing: Difference) -> None:
    """Where no key differs after all, nor waits in quarantine, rows were written past the triggers that count them."""
    if load.table.keys_are_counted and not finds_any(load, differing.missing):
        facts.recount_keys(load.connection, load.table.source.domain, load.table.name)


def follow_deletions(copy: SourceCopy, compared: dict[str, Comparison]) -> None:
    """Removes what production has deleted, children first, unless the source looks broken."""
    for comparison in compared.values():
        with copy.faults_of(comparison.load.outcome, comparison.load.snapshot):
            deletions.refuse_if_suspicious(comparison)
    broken = copy.broken
    for comparison in reversed(compared.values()):
        if comparison.name not in broken:
            with copy.faults_of(comparison.load.outcome, comparison.load.snapshot):
                deletions.follow(comparison, compared, broken)


def _listed(load: Load, query: sql.Composed, lists: ExitStack) -> KeyList | None:
    keys = lists.enter_context(keys_of(load.connection, load.table, query))
    return keys if keys else None
