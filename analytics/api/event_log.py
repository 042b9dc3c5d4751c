"""Events of live classrooms on their way into the log: a bounded queue in front of two writers.

Whoever hands events in waits until they are committed; what is answered is stored. Writers gather what waits into one
transaction, so that many senders cost little more than one.
"""

import json
import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import psycopg
import tenacity

from db.errors import AtalayaError
from db.warehouse import SYNC, Warehouse
from sync.errors import is_transient

CAPACITY = 5_000
"""Events that may wait; more are refused."""

AT_ONCE = 1_000
"""Events that one transaction stores, unless a single batch has more."""

WRITERS = 2
RETRIES = 3

Event = dict[str, Any]


class QueueFull(AtalayaError):
    """More events wait than the warehouse keeps up with; try again in a moment."""


class LogClosed(AtalayaError):
    """The server is stopping."""


@dataclass(frozen=True)
class Judged:
    """What became of one event: stored, duplicate, or rejected for what a field says."""

    status: str
    id: str | None = None
    field: str | None = None
    message: str | None = None


@dataclass
class _Batch:
    events: Sequence[Event]
    answer: "Future[list[Judged]]" = field(default_factory=Future)


class EventLog:
    """Events on their way into one warehouse; writers start with the first of them."""

    def __init__(self, warehouse: Warehouse, capacity: int = CAPACITY) -> None:
        self.warehouse, self.capacity = warehouse, capacity
        self._waiting: deque[_Batch] = deque()
        self._unanswered = 0
        self._changed = threading.Condition()
        self._writers: list[threading.Thread] = []
        self._closed = False

    @property
    def is_full(self) -> bool:
        return self._unanswered >= self.capacity

    def hand_in(self, events: Sequence[Event]) -> "Future[list[Judged]]":
        """Queues a batch; its answer comes once the batch is committed.

        Raises QueueFull, LogClosed. The answer raises psycopg.Error or WarehouseUnreachable when retries did not help.
        """
        batch = _Batch(events)
        with self._changed:
            if self._closed:
                raise LogClosed("The server is stopping. Send the events again in a moment.")
            # A batch larger than the whole queue passes when nothing else waits.
            if self._unanswered and self._unanswered + len(events) > self.capacity:
                raise QueueFull("Too many events wait to be stored. Send these again in a moment.")
            self._unanswered += len(events)
            self._waiting.append(batch)
            self._start_writers()
            self._changed.notify()
        return batch.answer

    def close(self) -> None:
        """Stores what waits, and ends the writers."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        for writer in self._writers:
            writer.join()

    def _start_writers(self) -> None:
        while len(self._writers) < WRITERS:
            writer = threading.Thread(target=self._write, name="atalaya events", daemon=True)
            self._writers.append(writer)
            writer.start()

    def _write(self) -> None:
        connection = Connection(self.warehouse)
        while batches := self._take():
            try:
                self._answer(batches, connection)
            finally:
                with self._changed:
                    self._unanswered -= sum(len(batch.events) for batch in batches)
        connection.close()

    def _take(self) -> list[_Batch]:
        """Some of what waits, oldest first; nothing once the log is closed and empty."""
        with self._changed:
            self._changed.wait_for(lambda: self._waiting or self._closed)
            taken: list[_Batch] = []
            events = 0
            while self._waiting and (not taken or events + len(self._waiting[0].events) <= AT_ONCE):
                taken.append(self._waiting.popleft())
                events += len(taken[-1].events)
            return taken

    def _answer(self, batches: list[_Batch], connection: "Connection") -> None:
        together = [event for batch in batches for event in batch.events]
        try:
            judged = connection.store(together)
        except Exception as error:
            if len(batches) > 1 and not is_transient(error):
                # One batch shall not fail for what stands in another.
                for batch in batches:
                    self._answer([batch], connection)
                return
            for batch in batches:
                batch.answer.set_exception(error)
            return
        for batch in batches:
            own, judged = judged[: len(batch.events)], judged[len(batch.events) :]
            # Whoever asked may have gone away.
            with suppress(Exception):
                batch.answer.set_result(own)


class Connection:
    """A writer's connection, made again where it was lost."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse
        self._open: psycopg.Connection | None = None

    def store(self, events: Sequence[Event]) -> list[Judged]:
        """Stores a list; sent twice, for a commit whose answer was lost, it is stored once."""
        payload = json.dumps(events, ensure_ascii=False)
        for attempt in tenacity.Retrying(
            retry=tenacity.retry_if_exception(is_transient),
            stop=tenacity.stop_after_attempt(1 + RETRIES),
            wait=tenacity.wait_exponential_jitter(multiplier=0.3, max=4, jitter=0.3),
            reraise=True,
        ):
            with attempt:
                try:
                    return self._store(events, payload)
                except BaseException:
                    self.close()
                    raise
        raise AssertionError("unreachable")  # pragma: no cover

    def close(self) -> None:
        if self._open is not None:
            with suppress(psycopg.Error):
                self._open.close()
            self._open = None

    def _store(self, events: Sequence[Event], payload: str) -> list[Judged]:
        if self._open is None:
            self._open = self.warehouse.connect(SYNC)
        with self._open.transaction():
            judged = {
                place: Judged(*rest)
                for place, *rest in self._open.execute(
                    "select place, status, id, field, message from analytics.store_events(%s)", [payload]
                )
            }
            unclear = [{**event, "place": place} for place, event in enumerate(events) if not judged[place].status]
            if unclear:
                payload = json.dumps(unclear, ensure_ascii=False)
                judged |= {
                    place: Judged(*rest)
                    for place, *rest in self._open.execute(
                        "select place, status, id, field, message from analytics.explain_events(%s)", [payload]
                    )
                }
        return [judged[place] for place in range(len(events))]


_log: EventLog | None = None
_opening = threading.Lock()


def log() -> EventLog:
    """The log of this process's warehouse."""
    global _log
    from db import warehouse

    with _opening:
        if _log is None:
            _log = EventLog(warehouse.current())
        return _log


def close() -> None:
    """Stores what waits; the next event opens the log again."""
    global _log
    with _opening:
        if _log is not None:
            _log.close()
        _log = None
