"""One command brings back what a run removed or changed."""

import pytest

from db.warehouse import Warehouse
from sync.errors import NothingToRestore
from sync.restore import run_restore
from tests.factories import HIJRAH, Connection, circle, met, rows
from tests.sync.conftest import Sync
from tests.sync.reading import ago, everything, of

ATTENDANCE = "UserHangoutGroupAttendance"


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


def test_rows_come_back_as_they_were_with_their_facts(
    sync: Sync, here: Warehouse, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(1), by="ana")
    met(production, "g", ago(5), by="budi")
    sync()
    before = everything(replica), rows(replica, "select * from ngeshare.group_meetings order by met_on")
    production.execute(f"""delete from "{ATTENDANCE}" where "userId" = 'ana'""")
    production.execute(f"""update "{ATTENDANCE}" set "userId" = 'ana'""")
    outcome = sync()
    assert run_restore(here, outcome.run).rows == {f"ngeshare {ATTENDANCE}": 2}
    assert (everything(replica), rows(replica, "select * from ngeshare.group_meetings order by met_on")) == before


def test_the_next_sync_follows_production_again(
    sync: Sync, here: Warehouse, production: Connection, replica: Connection
) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(1), by="ana")
    sync()
    production.execute(f'delete from "{ATTENDANCE}"')
    sync()
    run_restore(here)
    assert of(sync(), ATTENDANCE).counts.deleted == 1
    assert everything(replica) == everything(production)


def test_a_run_that_removed_nothing_names_those_that_did(sync: Sync, here: Warehouse) -> None:
    run = sync().run
    with pytest.raises(NothingToRestore, match="kept are those of: none"):
        run_restore(here, run)
    with pytest.raises(NothingToRestore, match="No backup is kept"):
        run_restore(here)
