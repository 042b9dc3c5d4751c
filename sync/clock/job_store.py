"""APScheduler's jobs as rows of `ops.scheduled_job`: durable, shared by all servers, readable by anybody.

The library's own SQL store keeps pickled objects, which no query can read, and writes a whole job back after each run,
which would undo a time that another process chose meanwhile.
"""

import logging
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import psycopg
from apscheduler.job import Job
from apscheduler.jobstores.base import BaseJobStore

from db.errors import AtalayaError
from db.warehouse import SYNC, Warehouse
from sync.clock.schedule import ScheduledJob, run_due, trigger

LOOK_AGAIN_SECONDS = 30
"""How soon a server notices what changed in the schedule."""

_log = logging.getLogger(__name__)
_COLUMNS = "job, hour, minute, time_zone, next_run_at"


class WarehouseJobStore(BaseJobStore):  # type: ignore[misc]
    """The jobs that this process knows, at the times that the warehouse holds."""

    def __init__(self, warehouse: Warehouse, jobs: Mapping[str, ScheduledJob]) -> None:
        super().__init__()
        self.warehouse, self.jobs = warehouse, jobs

    def lookup_job(self, job_id: str) -> Job | None:
        """One job, None when the warehouse does not hold it."""
        return next((job for job in self.get_all_jobs() if job.id == job_id), None)

    def get_due_jobs(self, now: datetime) -> list[Job]:
        """Jobs whose moment has come, or passed while no server ran."""
        with self.warehouse.connect(SYNC) as connection:
            jobs = self._read(connection)
            for job in jobs:
                planned = job.trigger.get_next_fire_time(None, now)
                if job.next_run_time > planned:
                    _plan_anew(connection, job, planned)
        return [job for job in jobs if job.next_run_time <= now]

    def get_next_run_time(self) -> datetime:
        """When to look again: a job is due, or another server may have chosen a time, or a clock was corrected."""
        moments = [datetime.now(UTC) + timedelta(seconds=LOOK_AGAIN_SECONDS)]
        # An error would end the scheduler's thread here.
        with suppress(AtalayaError, psycopg.Error):
            moments += [job.next_run_time for job in self.get_all_jobs()]
        return min(moments)

    def get_all_jobs(self) -> list[Job]:
        """All, the next one first."""
        with self.warehouse.connect(SYNC) as connection:
            return self._read(connection)

    def add_job(self, job: Job) -> None:
        """Puts a job on the schedule of a new warehouse; an older one has its time, and perhaps a run to make up."""
        wanted = self.jobs[job.id]
        with self.warehouse.connect(SYNC) as connection:
            connection.execute(
                f"insert into ops.scheduled_job ({_COLUMNS}) values (%s, %s, %s, %s, %s) on conflict (job) do nothing",
                [wanted.name, wanted.hour, wanted.minute, wanted.time_zone, job.next_run_time],
            )

    def update_job(self, job: Job) -> None:
        """Notes when a job that has just run is due again, unless somebody chose another time meanwhile.

        Where that fails the job stays due, and the run that was taken is not taken twice.
        """
        _, due_at, hour, minute = job.args
        try:
            with self.warehouse.connect(SYNC) as connection:
                connection.execute(
                    "update ops.scheduled_job set next_run_at = %s where job = %s and next_run_at = %s "
                    "and hour is not distinct from %s and minute = %s",
                    [job.next_run_time, job.id, due_at, hour, minute],
                )
        except (AtalayaError, psycopg.Error) as error:
            _log.warning("When %s is due again could not be written down: %s", job.id, error)

    def remove_job(self, job_id: str) -> None:
        """Takes a job off the schedule, with the record of its runs."""
        with self.warehouse.connect(SYNC) as connection:
            connection.execute("delete from ops.scheduled_job where job = %s", [job_id])

    def remove_all_jobs(self) -> None:
        """Takes every job off the schedule."""
        for name in self.jobs:
            self.remove_job(name)

    def _read(self, connection: psycopg.Connection) -> list[Job]:
        rows = connection.execute(
            f"select {_COLUMNS} from ops.scheduled_job where job = any(%s) order by next_run_at", [list(self.jobs)]
        ).fetchall()
        return [self._job(*row) for row in rows]

    def _job(self, name: str, hour: int | None, minute: int, time_zone: str | None, next_run_at: datetime) -> Job:
        definition = self.jobs[name]

        def run(_name: str, due_at: datetime, *_time: int | None) -> None:
            run_due(self.warehouse, definition, due_at)

        job = Job(
            self._scheduler,
            id=name,
            name=name,
            func=run,
            args=(name, next_run_at, hour, minute),
            kwargs={},
            trigger=trigger(hour, minute, time_zone),
            executor="default",
            coalesce=True,
            max_instances=1,
            misfire_grace_time=definition.grace_seconds,
            next_run_time=next_run_at,
        )
        job._jobstore_alias = self._alias
        return job


def _plan_anew(connection: psycopg.Connection, job: Job, planned: datetime) -> None:
    """A next run further away than one period was planned by a clock that stood ahead and was corrected since.

    Runs that began in the future did so by that clock too: the true runs of those moments are still to come.
    """
    _log.warning(
        "The next run of %s was further away than one period (%s): a clock stood ahead. It is planned for %s.",
        job.id,
        job.next_run_time,
        planned,
    )
    with connection.transaction():
        connection.execute(
            "update ops.scheduled_job set next_run_at = %s where job = %s and next_run_at = %s",
            [planned, job.id, job.next_run_time],
        )
        connection.execute("delete from ops.scheduled_run where job = %s and started_at > now()", [job.id])
