"""Last step: the verdict on each table, and first loads that stood the test are published."""

from collections.abc import Mapping

import psycopg

from db.phrase import phrase
from sync.compare.checksum import count, count_held
from sync.endpoints.table import Table
from sync.first_load.first_loads import counts_when_published
from sync.first_load.publish import FinishedLoad, publish
from sync.log.outcome import TableOutcome
from sync.log.watermark import finish_first_load
from sync.merge import quarantine
from sync.merge.deletions import Comparison
from sync.merge.load import fetch_quarantined
from sync.run.source_copy import Plan, SourceCopy


def judge(copy: SourceCopy, compared: Mapping[str, Comparison], connection: psycopg.Connection) -> None:
    """Whether both sides hold the same rows, table by table."""
    if copy.deleted_any:
        for comparison in compared.values():
            with copy.faults_of(comparison.load.outcome, comparison.load.snapshot):
                fetch_quarantined(comparison.load)
    waiting = quarantine.counts(connection, [comparison.load.table for comparison in compared.values()])
    for comparison in compared.values():
        with copy.faults_of(comparison.load.outcome, comparison.load.snapshot):
            _judge(comparison, waiting.get(comparison.name, 0))
    copy.log.verdicts([comparison.load.outcome for comparison in compared.values()])


def publish_first_loads(
    copy: SourceCopy, planned: Plan, compared: Mapping[str, Comparison], incoming: Mapping[str, Table]
) -> None:
    """Shows readers the tables that were loaded out of sight and did not fail; notes that all others are loaded."""
    finished = []
    for name, comparison in compared.items():
        load, outcome = comparison.load, comparison.load.outcome
        if outcome.status in {"failed", "skipped"}:
            continue
        if name in incoming:
            archived = len(comparison.archived) if comparison.archived else 0
            rows = (outcome.warehouse_count or 0) + archived
            counts = counts_when_published(load.connection, load.table, rows, outcome.counts)
            finished.append(FinishedLoad(incoming[name], outcome, counts))
        elif not planned.known[name].is_finished:
            finish_first_load(load.connection, load.table, copy.log.run)
    if not finished:
        return
    # Whoever lost the lock with this connection must not publish any more.
    compared[finished[0].table.name].load.connection.execute("select")
    with copy.open_owner() as owner:
        publish(owner, finished, copy.log.run)
    copy.published.update(load.table.name for load in finished)


def _judge(comparison: Comparison, waiting: int) -> None:
    outcome = comparison.load.outcome
    outcome.warehouse_count = _comparable_rows(comparison)
    if outcome.status == "succeeded" and (outcome.difference or waiting):
        outcome.status, outcome.message = "mismatch", _disagreement(outcome, waiting)


def _disagreement(outcome: TableOutcome, waiting: int) -> str:
    """How many rows either side has, and what to do: rows that wait in quarantine are mended in the source alone."""
    counts = {"table": outcome.table, "here": outcome.warehouse_count, "there": outcome.source_count}
    if not waiting:
        return phrase(
            "{table}: the warehouse has {here:,} rows, the source {there:,}; `atalaya verify --repair` compares every "
            "row and mends what differs.",
            **counts,
        )
    return phrase(
        "{table}: the warehouse has {here:,} rows, the source {there:,}; {waiting:,} are in quarantine "
        "(ops.sync_rejects says why). Mend them in the source, then sync again.",
        waiting=waiting,
        **counts,
    )


def _comparable_rows(comparison: Comparison) -> int:
    """Rows of the warehouse that the source should have too: all, less those kept after production archived them."""
    load, archived = comparison.load, comparison.archived
    if comparison.agreed_on is not None and comparison.changed_before == load.outcome.counts.changed:
        return comparison.agreed_on
    kept = count(load.connection, load.table.identifier, archived.condition) if archived else 0
    return count_held(load.connection, load.table) - kept
