"""One sync run: the lock, the sources side by side, and what came of it."""

import threading
from dataclasses import dataclass, field

import psycopg

from db.errors import AtalayaError
from db.phrase import phrase
from db.warehouse import Warehouse
from sync.endpoints.connected import ConnectedSource
from sync.endpoints.session import Session, recover_patiently
from sync.errors import STOPPED, SyncStopped, explained
from sync.log import quality
from sync.log.outcome import TableOutcome
from sync.log.run_log import RunLog
from sync.log.watermark import await_first_load
from sync.run.one_source import CopiedSource, copy_source
from sync.run.request import Request
from sync.run.side_by_side import Checkpoint, side_by_side


@dataclass
class Outcome:
    """What came of a run."""

    run: int
    status: str = "running"
    messages: list[str] = field(default_factory=list)
    """What went wrong."""
    tables: list[TableOutcome] = field(default_factory=list)
    facts_changed: bool = False
    copied: dict[str, CopiedSource] = field(default_factory=dict)
    reported: set[str] = field(default_factory=set)
    """Sources whose data quality report was made before the run's end."""

    @property
    def changed(self) -> bool:
        """Whether any row or fact changed."""
        return self.facts_changed or any(table.counts.changed for table in self.tables)

    @property
    def message(self) -> str | None:
        """What went wrong, and what else there is to know; None when there is nothing."""
        notes = [table.note for table in self.tables if table.note]
        return " ".join(dict.fromkeys([*self.messages, *notes])) or None


def run_sync(warehouse: Warehouse, request: Request, stop: threading.Event | None = None) -> Outcome:
    """Copies the requested sources; every fault is in the outcome and in `ops`.

    Raises AlreadyRunning when another sync holds the lock, WarehouseUnreachable when there is nowhere to write.
    """
    with Session(warehouse) as session:
        log = RunLog.open(session, request.origin, request.names, forced=request.forced)
        outcome = Outcome(log.run)
        for source in request.sources:
            log.expect(source.specification)
        try:
            _copy_all(session, log, request, outcome, stop or threading.Event())
            outcome.status = _status(outcome)
        except SyncStopped as stopped:
            outcome.messages.append(str(stopped))
            outcome.status = "interrupted"
        except KeyboardInterrupt:
            outcome.messages.append(STOPPED)
            outcome.status = "interrupted"
            raise
        except Exception as error:
            unknown = f"{type(error).__name__}: {error}"
            outcome.messages.append(phrase("The sync met an error it does not know: {said}", said=unknown))
            outcome.status = "failed"
            raise
        finally:
            log.close(outcome.status, outcome.message, changed=outcome.changed)
        if outcome.status != "interrupted":
            _report_quality(session, log, request, outcome)
    return outcome


def _copy_all(session: Session, log: RunLog, request: Request, outcome: Outcome, stop: threading.Event) -> None:
    creates_tables = await_first_load(session.connection, request.tables)
    counting = threading.Lock()
    unbegun = uncopied = len(request.sources)

    def copy(source: ConnectedSource, checkpoint: Checkpoint) -> CopiedSource:
        nonlocal unbegun, uncopied
        with counting:
            unbegun -= 1
        copied = copy_source(session, log, request.options, source, checkpoint)
        with counting:
            uncopied -= 1
            others_go_on = uncopied > 0 and unbegun == 0
        if others_go_on:
            _report(session, log, source, copied)
            outcome.reported.add(source.specification.name)
        return copied

    copying = side_by_side(session, request.sources, copy, stop, creates_tables=creates_tables)
    for source, copied in zip(request.sources, copying, strict=True):
        outcome.tables += copied.tables
        outcome.messages += copied.messages
        outcome.facts_changed |= copied.facts_changed
        outcome.copied[source.specification.name] = copied


def _report_quality(session: Session, log: RunLog, request: Request, outcome: Outcome) -> None:
    """After the run's end, since it may read every row: nobody waits for it to see the new numbers.

    Only a source that was done while the last of the others still travelled has reported by then.
    """

    def report(source: ConnectedSource, _checkpoint: Checkpoint) -> None:
        _report(session, log, source, outcome.copied[source.specification.name])

    remaining = [source for source in request.sources if source.specification.name not in outcome.reported]
    for _ in side_by_side(session, remaining, report):
        pass


def _report(session: Session, log: RunLog, source: ConnectedSource, copied: CopiedSource) -> None:
    name = source.specification.name
    changed = any(table.counts.changed for table in copied.tables)
    try:
        with session.worker() as worker:
            quality.record(worker.connection, source.specification, log.run, copied.drift, changed=changed)
    except (AtalayaError, psycopg.Error) as error:
        recover_patiently(session)
        message = phrase("The data quality report was not made: {said}", said=explained(error, name))
        log.error(name, None, 1, error, message)


def _status(outcome: Outcome) -> str:
    validated = [table.status == "succeeded" for table in outcome.tables]
    if validated and all(validated) and not outcome.messages:
        return "succeeded"
    return "partial" if any(validated) else "failed"
