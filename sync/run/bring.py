"""Second step: rows travel, whole tables where they were never loaded, else the news of each."""

from collections.abc import Callable
from contextlib import ExitStack

import psycopg

from db.phrase import phrase
from sync.compare.checksum import Extent
from sync.compare.source_counts import SourceCounts
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Table
from sync.errors import SkippedTable
from sync.first_load.first_loads import load_new_tables
from sync.first_load.parallel_copy import FirstLoad
from sync.log.watermark import Watermark, put_back, watermark
from sync.merge.every_row import mend_every_row
from sync.merge.load import BATCH_ROWS, Load, ambiguous_quarantined, merge_news, retry_quarantined
from sync.merge.window import replace_window
from sync.run.source_copy import Brought, Plan, SourceCopy


def bring_first_loads(
    copy: SourceCopy, planned: Plan, snapshot: Snapshot, connection: psycopg.Connection
) -> dict[str, Table]:
    """Loads what was never loaded out of sight; returns the tables where it is."""
    load = FirstLoad(snapshot, copy.open_owner, copy.log, copy.checkpoint, copy.outcomes)
    try:
        never_loaded = [table for name, table in planned.tables.items() if not planned.known[name].loaded]
        incoming = load_new_tables(load, connection, never_loaded)
    finally:
        copy.current = load.failed_at
    for name, error in load.failures.items():
        copy.fail(copy.outcomes[name], error)
    for name, (began, ended) in load.spans.items():
        copy.outcomes[name].worked(began, ended)
    return incoming


def bring_news(
    copy: SourceCopy, load: Load, planned: Plan, counts: SourceCounts, warehouse: Extent | None, lists: ExitStack
) -> Brought:
    """Merges a table's news by its mode; the keys that several rows share are listed for as long as `lists` lasts.

    `warehouse` is what the warehouse holds of it, if that was counted before.
    Raises SkippedTable where a table that it references could not be loaded.
    """
    _refuse_without_parents(copy, load.table)
    # A first load has moved its watermark since the plan.
    known = planned.known[load.table.name] if load.table.is_published else watermark(load.connection, load.table)
    outcome = load.outcome
    if outcome.watermark_before is None and load.table.is_published:
        outcome.watermark_before = known.cursor
    before = outcome.counts
    warehouse = warehouse or counts.in_warehouse(load.connection, load.table)
    source = counts.in_source(load.table)
    rejected = planned.rejected.get(load.table.name, 0)
    ambiguous = lists.enter_context(ambiguous_quarantined(load, rejected))
    foresee = _foresight(counts, load.table, warehouse, source)
    outcome.watermark_after = _brought_until(copy, load, known, warehouse, source, foresee)
    if rejected:
        retry_quarantined(load, ambiguous)
    warehouse = counts.after_changes(load.connection, load.table, warehouse, outcome.counts, before)
    outcome.source_count = source.rows + load.table.ambiguous_rows
    return Brought(load, source, warehouse, before.changed, ambiguous)


def _foresight(counts: SourceCounts, table: Table, warehouse: Extent, source: Extent) -> Callable[[int], None] | None:
    """Lets the source sum up its keys while news are merged, where both sides will not agree afterwards.

    None where the news are several batches: nobody knows before the last one.
    """
    if not table.is_published or source.news[0] > BATCH_ROWS:
        return None

    def foresee(new_rows: int) -> None:
        if warehouse.rows + new_rows != source.rows:
            counts.foresee_keys(table)

    return foresee


def _brought_until(
    copy: SourceCopy,
    load: Load,
    known: Watermark,
    warehouse: Extent,
    source: Extent,
    foresee: Callable[[int], None] | None,
) -> str | None:
    """Brings what there is to bring; returns how far that reached."""
    if copy.compares_every_row and known.loaded:
        _compare_every_row(load, source, known)
    elif _is_behind(load, known, warehouse, source):
        _merge(load, known, foresee)
    else:
        return known.cursor
    return watermark(load.connection, load.table).cursor


def _compare_every_row(load: Load, source: Extent, known: Watermark) -> None:
    """Compares every row, and lets the watermark begin again at the source's newest row."""
    went_back = mend_every_row(load, source.rows)
    if went_back:
        load.outcome.note = phrase(
            "The {source} source has gone back in time: {rows:,} rows of {table} are older there than those that had "
            "been copied (newest {newest}, copied up to {cursor}). Every row was compared, and the warehouse follows "
            "the source. If it was not restored on purpose, check {setting}.",
            source=load.table.source.name,
            rows=went_back,
            table=load.table.name,
            newest=source.newest or "none",
            cursor=known.cursor,
            setting=load.table.source.setting,
        )
    if source.newest is not None and source.newest != known.cursor:
        put_back(load.connection, load.table, load.log.run, source.newest)


def _refuse_without_parents(copy: SourceCopy, table: Table) -> None:
    broken = sorted({parent.table for parent in table.parents} & set(copy.broken))
    if broken:
        raise SkippedTable(
            phrase("Skipped, because it depends on {tables}, which could not be loaded.", tables=", ".join(broken))
        )


def _is_behind(load: Load, known: Watermark, warehouse: Extent, source: Extent) -> bool:
    """Whether there is anything to bring; what has just come whole has no further news."""
    if not load.table.is_published:
        return known.begun_at is not None and known.begun_at < load.snapshot.taken_at
    return not known.loaded or warehouse.news != source.news


def _merge(load: Load, known: Watermark, foresee: Callable[[int], None] | None) -> None:
    window = load.options.window(load.table.specification) if known.loaded else None
    if window is not None:
        replace_window(load, window)
    if window is None or load.options.full or load.table.specification.mode == "append":
        merge_news(load, known.cursor, foresee)
