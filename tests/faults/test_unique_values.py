"""A constraint beside the key, one progress per student and video: rows that stand in each other's way for a moment."""

import pytest

from db.warehouse import Warehouse
from tests.factories import Connection, rows
from tests.faults.conftest import Sync
from tests.faults.organisation import progress
from tests.faults.pair import Pair

ANA, BUDI, CITRA, NEW = (f"00000000-0000-4000-8000-{number:012}" for number in (1, 2, 3, 9))


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


@pytest.fixture(autouse=True)
def synced(production: Connection, sync: Sync) -> None:
    for student in (ANA, BUDI, CITRA):
        progress(production, student)
    assert sync("learning").status == "succeeded"


def is_mended(pair: Pair, replica: Connection) -> bool:
    """Within two syncs: the row that was in the way may have left with the first."""
    pair.sync("learning")
    pair.sync("learning")
    return pair.differences("learning") == {} and rows(replica, "select * from ops.sync_rejects") == []


def test_a_row_that_was_deleted_and_made_anew_replaces_the_old_one(
    pair: Pair, production: Connection, replica: Connection
) -> None:
    """Forces news before deletions to meet the old row: another key, the same student and video."""
    production.execute("update learning.video_progress set id = %s, updated_at = now() where id = %s", [NEW, ANA])
    assert is_mended(pair, replica)


def test_rows_that_exchange_their_values_arrive(pair: Pair, production: Connection, replica: Connection) -> None:
    """Forces an order that a single statement cannot give: neither row can be written before the other."""
    production.execute(
        f"""alter table learning.video_progress drop constraint video_progress_student_id_video_id_key;
        update learning.video_progress set updated_at = now(), student_id = case student_id
            when '{ANA}' then '{BUDI}'::uuid when '{BUDI}' then '{CITRA}' else '{ANA}' end"""
    )
    assert is_mended(pair, replica)
