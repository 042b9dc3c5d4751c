"""A percent that no video has: kept out of the replica by its rule, named, and let in once it is mended."""

import pytest

from db.migrations import DIRECTORY
from tests.factories import Connection, rows
from tests.faults.conftest import Sync
from tests.faults.organisation import FIRST, progress

SECOND, THIRD, FOURTH, FIFTH = (FIRST[:-1] + digit for digit in "2345")
HERE = "select id::text, percent from learning.video_progress order by id"
REFUSED = "select key, sqlstate, data ->> 'percent' from ops.sync_rejects order by key"


@pytest.mark.parametrize("known", [False, True], ids=["first load", "later"])
def test_percents_out_of_range_wait_in_quarantine(
    sync: Sync, production: Connection, replica: Connection, known: bool
) -> None:
    """Forces promise 7, rows that break a constraint: whether the table is loaded or merged."""
    if known:
        progress(production, FOURTH, percent=10)
        sync("learning")
        production.execute("delete from learning.video_progress")
    for key, percent in ((FIRST, 102), (SECOND, 101), (THIRD, -1), (FIFTH, 0)):
        progress(production, key, percent=percent)
    assert sync("learning").status == "partial"
    assert rows(replica, HERE) == [(FIFTH, 0)]
    assert rows(replica, REFUSED) == [(FIRST, "23514", "102"), (SECOND, "23514", "101"), (THIRD, "23514", "-1")]
    production.execute("update learning.video_progress set percent = 100 where percent <> 0")
    assert sync("learning").status == "succeeded"
    assert rows(replica, HERE) == [(FIRST, 100), (SECOND, 100), (THIRD, 100), (FIFTH, 0)]
    shown = "select count(*) from timeline.student_activity_timeline where removed_at is null"
    assert rows(replica, shown) == [(12,)]


@pytest.mark.parametrize("upgraded", [False, True], ids=["fresh", "upgraded"])
def test_what_waited_at_zero_comes_in_after_the_upgrade(
    sync: Sync, production: Connection, replica: Connection, upgraded: bool
) -> None:
    """Forces contract, percent 0 is a video that was opened: in both kinds of warehouse that 0012 has made."""
    progress(production, FIRST, percent=50)
    sync("learning")
    if upgraded:
        replica.execute("alter table learning.video_progress drop constraint video_progress_percent_check")
        replica.execute(
            "alter table learning.video_progress add constraint video_progress_percent_check check (percent > 0)"
        )
    progress(production, SECOND, percent=0)
    assert sync("learning").status == ("partial" if upgraded else "succeeded")
    if upgraded:
        for statement in (DIRECTORY / "0024_intake.sql").read_text(encoding="utf-8").split(";"):
            if "video_progress" in statement:
                replica.execute(statement.encode())
        assert sync("learning").status == "succeeded"
    assert rows(replica, HERE) == [(FIRST, 50), (SECOND, 0)]
    assert rows(replica, "select count(*) from ops.sync_rejects") == [(0,)]
    assert rows(replica, "select count(*) from timeline.student_activity_timeline") == [(2,)]
