"""One consistent moment: what is committed after the snapshot does not exist for the run."""

import psycopg
import pytest

from db.warehouse import Warehouse
from sync.run import run_sync
from tests.conftest import Database
from tests.factories import HIJRAH, Connection, circle, met, user
from tests.sync.conftest import Sync, request
from tests.sync.interference import AtBatch
from tests.sync.reading import ago, everything, ids


def test_rows_committed_during_the_run_wait_for_the_next(
    here: Warehouse, source: Database, sync: Sync, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    before = everything(production)

    def write() -> None:
        circle(production, "later", HIJRAH, led_by="new")
        met(production, "later", ago(1), by="new")

    outcome = run_sync(here, request(source.url), AtBatch(1, write))
    assert (outcome.status, everything(replica)) == ("succeeded", before)
    assert sync().status == "succeeded"
    assert everything(replica) == everything(production)


def test_rows_deleted_during_the_run_are_still_there(
    here: Warehouse, source: Database, sync: Sync, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(1), by="ana")
    before = everything(production)

    def write() -> None:
        production.execute('delete from "UserHangoutGroupAttendance"; delete from "UserHangoutGroup"')

    outcome = run_sync(here, request(source.url), AtBatch(1, write))
    assert (outcome.status, everything(replica)) == ("succeeded", before)
    assert sync().status == "succeeded"
    assert ids(replica, "UserHangoutGroup") == []


def test_the_source_is_read_only_for_us(source: Database) -> None:
    from sync.source import snapshot
    from sync.specifications import source_named

    with snapshot(source_named("ngeshare"), source.url) as moment, pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        user(moment.connection, "intruder")
