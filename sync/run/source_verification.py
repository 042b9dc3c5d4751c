"""Compares every row of one source with the warehouse, in one snapshot, and mends what differs if it shall."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace

import psycopg
from psycopg import sql

from db.errors import AtalayaError
from db.phrase import phrase
from sync.compare.buckets import Difference, deleted_of, difference
from sync.compare.checksum import count
from sync.compare.keys import KeyList, keys_of
from sync.endpoints.ambiguity import count_ambiguous
from sync.endpoints.conditions import mirrored
from sync.endpoints.snapshot import Snapshot
from sync.endpoints.table import Catalogue, Table, catalogue, check_shape, replica
from sync.errors import AnotherSource, NotLoadedYet, SyncStopped, explained
from sync.log import changes
from sync.log.outcome import TableOutcome
from sync.log.run_log import RunLog
from sync.log.verification import VerifiedTable
from sync.log.watermark import watermark
from sync.merge import deletions, quarantine
from sync.merge.deletions import Comparison
from sync.merge.guard import guard
from sync.merge.load import Load, ambiguous_quarantined, fetch
from sync.run.request import Task
from sync.run.side_by_side import Checkpoint
from sync.specifications.specification import TableSpecification

SAMPLE_KEYS = 20


@dataclass(frozen=True)
class _Read:
    """What is read of all tables of a source at once."""

    in_source: Catalogue
    in_warehouse: Catalogue


@dataclass
class SourceVerification:
    """The verification of one source in one snapshot."""

    snapshot: Snapshot
    connection: psycopg.Connection
    log: RunLog
    task: Task
    checkpoint: Checkpoint
    lists: ExitStack
    tables: dict[str, VerifiedTable] = field(default_factory=dict)
    rejected: dict[str, int] = field(default_factory=dict)
    """How many rows of a table wait in quarantine, where any do."""

    def run(self) -> None:
        """Compares all tables; mends parents first, deletes children first."""
        loads = self._loads()
        tables = [load.table for load in loads.values()]
        self.rejected = quarantine.counts(self.connection, tables)
        compared: dict[str, Comparison] = {}
        for name, load in loads.items():
            self.checkpoint()
            with self._faults_of(name) as verified:
                compared[name] = self._compare(load, verified)
        if self.task.repair:
            self._delete(compared)
            changes.refresh_facts(self.connection, self.snapshot.source)
        rejected = quarantine.counts(self.connection, tables)
        for name in loads:
            verified = self.tables[name]
            left = verified.differing - verified.repaired
            verified.quarantined = max(0, min(left, rejected.get(name, 0)))

    def _loads(self) -> dict[str, Load]:
        """The tables that can be compared; before anything is mended, whether the source is the right one."""
        loads = {}
        source = self.snapshot.source
        read = _Read(catalogue(self.snapshot.connection, source), catalogue(self.connection, source))
        for specification in self.snapshot.source.tables:
            self.checkpoint()
            with self._faults_of(specification.name):
                load = self._load(specification, read)
                if self.task.repair:
                    there = count(self.snapshot.connection, load.table.source_rows)
                    guard(load, count(self.connection, load.table.identifier), there)
                loads[specification.name] = load
        return loads

    def _compare(self, load: Load, verified: VerifiedTable) -> Comparison:
        table = load.table
        rows = count(self.snapshot.connection, table.source_rows)
        verified.rows_compared, verified.missing = rows + table.ambiguous_rows, table.ambiguous_rows
        if self.task.repair:
            self.lists.enter_context(ambiguous_quarantined(load, self.rejected.get(table.name, 0)))
        with difference(self.connection, self.snapshot, table, rows, "row") as differing:
            with self._sampled(table, differing.missing, verified) as missing:
                verified.missing += len(missing)
                self._fetch(load, missing, verified)
            with self._sampled(table, differing.different, verified) as different:
                verified.different = len(different)
                self._fetch(load, different, verified)
            surplus = self._surplus(table, differing)
            verified.surplus = len(surplus)
            verified.sample_keys += surplus.sample(SAMPLE_KEYS - len(verified.sample_keys))
        return Comparison(load, surplus=surplus or None)

    def _fetch(self, load: Load, keys: KeyList, verified: VerifiedTable) -> None:
        if self.task.repair and keys:
            before = load.outcome.counts
            fetch(load, keys)
            verified.repaired += load.outcome.counts.changed - before.changed

    def _delete(self, compared: dict[str, Comparison]) -> None:
        broken = [name for name, verified in self.tables.items() if verified.message]
        for name, comparison in reversed(compared.items()):
            verified = self.tables[name]
            with self._faults_of(name):
                deletions.refuse_if_suspicious(comparison)
                before = comparison.load.outcome.counts.deleted
                deletions.follow(comparison, compared, broken)
                verified.repaired += comparison.load.outcome.counts.deleted - before

    def _surplus(self, table: Table, differing: Difference) -> KeyList:
        """Rows that production deleted; those that it archived stay, which only the rows between them can tell."""
        mirror = mirrored(table, self.snapshot.taken_at)
        query = differing.surplus(mirror)
        if self.task.keep_archived:
            return self.lists.enter_context(keys_of(self.connection, table, query))
        with keys_of(self.connection, table, differing.surplus(sql.SQL("not {}").format(mirror))) as archived:
            deleted = deleted_of(archived) if archived else None
            if deleted is not None:
                query = sql.SQL("{} union all {}").format(query, deleted)
            return self.lists.enter_context(keys_of(self.connection, table, query))

    @contextmanager
    def _sampled(self, table: Table, query: sql.Composed, verified: VerifiedTable) -> Iterator[KeyList]:
        """Lists the keys that a query finds, and keeps a few of them as a sample."""
        with keys_of(self.connection, table, query) as keys:
            verified.sample_keys += keys.sample(SAMPLE_KEYS - len(verified.sample_keys))
            yield keys

    def _load(self, specification: TableSpecification, read: "_Read") -> Load:
        table = replica(read.in_warehouse, specification.name)
        if not watermark(self.connection, table).loaded:
            raise NotLoadedYet(
                phrase(
                    "{source} {table} has not been loaded yet; run `atalaya sync` first.",
                    source=table.source.name,
                    table=table.name,
                )
            )
        shape = read.in_source[table.name]
        check_shape(table, shape)
        portable = self.snapshot.encoding != self.connection.info.parameter_status("server_encoding")
        outcome = TableOutcome(table.source.name, table.name, specification.mode)
        return Load(
            replace(table, portable=portable, ambiguous_rows=count_ambiguous(self.snapshot.connection, table, shape)),
            outcome,
            self.snapshot,
            self.connection,
            self.log,
            self.task.options,
            self.checkpoint,
        )

    @contextmanager
    def _faults_of(self, name: str) -> Iterator[VerifiedTable]:
        source = self.snapshot.source.name
        verified = self.tables.setdefault(name, VerifiedTable(source, name))
        began = time.monotonic()
        try:
            with self.snapshot.kept():
                yield verified
        except (SyncStopped, AnotherSource):
            raise
        except (AtalayaError, psycopg.Error) as error:
            verified.message = explained(error, source, name)
            self.log.error(source, name, 1, error, verified.message)
        finally:
            verified.duration_ms += round((time.monotonic() - began) * 1000)
