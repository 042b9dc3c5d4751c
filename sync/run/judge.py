"""Last step: the verdict on each table, and first loads that stood the test are published."""

from collections.abc import Mapping

from sync.compare.checksum import count
from sync.endpoints.table import Table
from sync.first_load.first_loads import counts_when_published
from sync.first_load.publish import FinishedLoad, publish
from sync.log.outcome import TableOutcome
from sync.log.watermark import finish_first_load
from sync.merge import quarantine
from sync.merge.deletions import Comparison
from sync.merge.load import fetch_quarantined
from sync.run.source_copy import SourceCopy


def judge(copy: SourceCopy, compared: Mapping[str, Comparison]) -> None:
    """Whether both sides hold the same rows, table by table."""
    for comparison in compared.values():
        with copy.faults_of(comparison.load.outcome, comparison.load.snapshot):
            _judge(comparison, deleted_any=copy.deleted_any)


def publish_first_loads(copy: SourceCopy, compared: Mapping[str, Comparison], incoming: Mapping[str, Table]) -> None:
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
        else:
            finish_first_load(load.connection, load.table, copy.log.run)
    if not finished:
        return
    # Whoever lost the lock with this connection must not publish any more.
    compared[finished[0].table.name].load.connection.execute("select")
    with copy.open_owner() as owner:
        publish(owner, finished, copy.log.run)
    copy.published.update(load.table.name for load in finished)


def _judge(comparison: Comparison, *, deleted_any: bool) -> None:
    load, outcome = comparison.load, comparison.load.outcome
    if deleted_any:
        fetch_quarantined(load)
    waiting = quarantine.count(load.connection, load.table)
    outcome.warehouse_count = _comparable_rows(comparison)
    if outcome.status == "succeeded" and (outcome.difference or waiting):
        outcome.status, outcome.message = "mismatch", _disagreement(outcome, waiting)
    load.report("done" if outcome.status == "succeeded" else "failed")


def _disagreement(outcome: TableOutcome, waiting: int) -> str:
    """How many rows either side has, and what to do: rows that wait in quarantine are mended in the source alone."""
    counts = (
        f"{outcome.table}: the warehouse has {outcome.warehouse_count:,} rows, the source {outcome.source_count:,}; "
    )
    if not waiting:
        return f"{counts}`atalaya verify --repair` compares every row and mends what differs."
    return (
        f"{counts}{waiting:,} are in quarantine (ops.sync_rejects says why). Mend them in the source, then sync again."
    )


def _comparable_rows(comparison: Comparison) -> int:
    """Rows of the warehouse that the source should have too: all, less those kept after production archived them."""
    load, archived = comparison.load, comparison.archived
    if comparison.agreed_on is not None and comparison.changed_before == load.outcome.counts.changed:
        return comparison.agreed_on
    kept = count(load.connection, load.table.identifier, archived.condition) if archived else 0
    return count(load.connection, load.table.identifier) - kept
