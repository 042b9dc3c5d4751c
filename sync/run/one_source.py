"""Copies one source from one snapshot, step by step; a lost connection costs another attempt on a new snapshot.

News come with parents first, deletions with children first, then the verdicts.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta

import psycopg
import tenacity
from psycopg import sql

from db import facts, origins
from db.errors import AtalayaError
from db.phrase import phrase
from db.warehouse import OWNER
from sync.compare.source_counts import source_counts
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import RETRIES, Session, Worker, recover_patiently
from sync.endpoints.snapshot import Snapshot, snapshot
from sync.errors import SyncStopped, is_transient
from sync.log import changes
from sync.log.outcome import TableOutcome
from sync.log.quality import Finding
from sync.log.run_log import RunLog
from sync.merge import commit
from sync.merge.deletions import Comparison
from sync.merge.load import CopyOptions
from sync.run.bring import bring_first_loads, bring_news
from sync.run.judge import judge, publish_first_loads
from sync.run.plan import plan
from sync.run.reconcile import compare_keys, follow_deletions
from sync.run.side_by_side import Checkpoint
from sync.run.source_copy import SourceCopy
from sync.run.watch import watch

_ANALYZE_SHARE = 0.05
"""The planner's statistics are made anew where more than this part of a table's rows changed."""


@dataclass
class CopiedSource:
    """How a source's tables fared, and what went wrong."""

    tables: list[TableOutcome]
    messages: list[str]
    facts_changed: bool = False
    """Whether facts followed rows of this run or an earlier one."""
    drift: list[Finding] = field(default_factory=list)
    """What the source has and nobody copies."""


def copy_source(
    session: Session, log: RunLog, options: CopyOptions, source: ConnectedSource, checkpoint: Checkpoint
) -> CopiedSource:
    """Copies a source, in several attempts if need be; faults are in what it returns. Raises SyncStopped."""
    copy = SourceCopy(source.specification, log, options, checkpoint, session.open_owner)
    messages: list[str] = []
    with session.worker() as worker:
        try:
            _try_repeatedly(copy, source, worker)
        except (AtalayaError, psycopg.Error) as error:
            if isinstance(error, SyncStopped):
                raise
            messages.append(copy.give_up(error))
            recover_patiently(worker)
            log.error(copy.source.name, copy.current, copy.attempt, error, messages[-1])
        for outcome in copy.outcomes.values():
            commit.resolve(worker.connection, outcome)
    log.tables(copy.outcomes.values())
    tables = list(copy.outcomes.values())
    messages += [table.message for table in tables if table.message and table.status != "skipped"]
    return CopiedSource(tables, messages, copy.facts_changed, copy.drift)


def _try_repeatedly(copy: SourceCopy, source: ConnectedSource, worker: Worker) -> None:
    for attempt in _attempts(worker, copy):
        with attempt:
            copy.attempt = attempt.retry_state.attempt_number
            source.bring_to_the_present()
            copy.source = source.specification.under_rules(worker.connection)
            with worker.connection.transaction():
                origins.record(worker.connection, [copy.source.name], source.origin)
            with snapshot(copy.source, source.url, copy.wait) as moment:
                _copy(copy, moment, worker.connection)
                _refresh_statistics(copy, worker.connection)


def _copy(copy: SourceCopy, moment: Snapshot, connection: psycopg.Connection) -> None:
    """One attempt at all tables; one that fails does not undo the others.

    Raises SyncStopped, and whatever another attempt may overcome.
    """
    planned = plan(copy, moment, connection)
    compared: dict[str, Comparison] = {}
    with ExitStack() as lists:
        with source_counts(moment, planned.tables, planned.news) as counts:
            extents = watch(copy, planned, counts, moment, connection)
            incoming = bring_first_loads(copy, planned, moment, connection)
            for name, table in planned.tables.items():
                outcome = copy.outcomes[name]
                if outcome.status == "succeeded":
                    with copy.faults_of(outcome, moment):
                        load = copy.load(incoming.get(name, table), moment, connection)
                        brought = bring_news(copy, load, planned, counts, extents.get(name), lists)
                        compared[name] = compare_keys(brought, counts, lists)
            follow_deletions(copy, compared)
            judge(copy, compared, connection)
        publish_first_loads(copy, planned, compared, incoming)
    copy.facts_changed |= changes.refresh_facts(connection, copy.source)
    _repair_facts(copy, moment, connection)


def _repair_facts(copy: SourceCopy, moment: Snapshot, connection: psycopg.Connection) -> None:
    """Facts that outlive raw rows forget what an explicit repair found deleted, unless a table could not be read."""
    days = copy.options.repaired_days
    compared = {table.name for table in copy.source.tables if copy.options.window(table)}
    if days is None or compared.intersection(copy.broken):
        return
    copy.facts_changed |= facts.repair(connection, copy.source.domain, moment.taken_at - timedelta(days=days))


def _attempts(worker: Worker, copy: SourceCopy) -> tenacity.Retrying:
    def keep_error(state: tenacity.RetryCallState) -> None:
        copy.checkpoint()
        error = state.outcome.exception() if state.outcome else None
        recover_patiently(worker)
        if error is not None:
            message = phrase("Trying again after: {said}", said=" ".join(str(error).split()))
            copy.log.error(copy.source.name, copy.current, state.attempt_number, error, message)

    return tenacity.Retrying(
        retry=tenacity.retry_if_exception(is_transient),
        stop=tenacity.stop_after_attempt(1 + RETRIES),
        wait=tenacity.wait_exponential_jitter(multiplier=0.5, max=8, jitter=0.5),
        before_sleep=keep_error,
        reraise=True,
    )


def _refresh_statistics(copy: SourceCopy, connection: psycopg.Connection) -> None:
    """Gives the planner fresh statistics of tables where much has changed, and of the facts, of a first load too."""
    grown = [
        outcome.table
        for outcome in copy.outcomes.values()
        if outcome.table not in copy.published
        and outcome.counts.changed > _ANALYZE_SHARE * (outcome.warehouse_count or 0)
    ]
    if not grown and not copy.published:
        return
    with connection.transaction():
        # Only the owner may, and a further connection is not to be had everywhere.
        connection.execute(sql.SQL("set local role {}").format(sql.Identifier(OWNER)))
        for table in grown:
            connection.execute(sql.SQL("analyze {}").format(sql.Identifier(copy.source.schema, table)))
        for facts in _facts(connection, copy.source.derived_schema):
            connection.execute(sql.SQL("analyze {}").format(facts))


def _facts(connection: psycopg.Connection, schema: str) -> list[sql.Identifier]:
    rows = connection.execute(
        "select relname from pg_class where relnamespace = to_regnamespace(%s) and relkind in ('r', 'm')", [schema]
    ).fetchall()
    return [sql.Identifier(schema, row[0]) for row in rows]
