"""Cursors that lie: absent, in the future, endless, finer than milliseconds, told in another zone."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from tests.conftest import Database
from tests.factories import HIJRAH, LONG_AGO, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.organisation import check_in, reading, session, student
from tests.faults.pair import Pair
from tests.sync.reading import ago, changed, ids, of, touch, watermark
from tests.thoroughness import variants

IMPOSSIBLE = ["2999-01-01", "infinity", "-infinity"]


def test_rows_without_a_cursor_arrive(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 2, NULL cursors included."""
    production.execute('alter table "User" alter column "updatedAt" drop not null')
    user(production, "timeless")
    user(production, "ordinary")
    production.execute("""update "User" set "updatedAt" = null where id = 'timeless'""")
    assert sync().status == "succeeded"
    assert ids(replica, "User") == ["ordinary", "timeless"]
    assert watermark(replica, "User") == LONG_AGO


def test_rows_without_a_cursor_are_read_every_time(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2: a change of a row that no `>=` finds."""
    production.execute('alter table "User" alter column "updatedAt" drop not null')
    user(production, "timeless")
    user(production, "ordinary")
    production.execute("""update "User" set "updatedAt" = null where id = 'timeless'""")
    sync()
    production.execute("""update "User" set email = 'x@y.id' where id = 'timeless'""")
    assert changed(sync()) == {"User": 1}
    assert pair.differences() == {}


@pytest.mark.parametrize("first", [True, False], ids=["first load", "later"])
@pytest.mark.parametrize("moment", variants(*IMPOSSIBLE))
def test_an_impossible_cursor_never_becomes_the_watermark(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, moment: str, first: bool
) -> None:
    """Forces promise 2: with a watermark of 2999 every ordinary change would be missed."""
    user(production, "ordinary")
    user(production, "odd")
    if not first:
        sync()
    production.execute("""update "User" set "updatedAt" = %s where id = 'odd'""", [moment])
    sync()
    sync()
    assert watermark(replica, "User") == LONG_AGO
    touch(production, "User", "ordinary", "email = 'changed@x.id'")
    assert changed(sync()) == {"User": 1}
    assert pair.differences() == {}


@pytest.mark.parametrize("moment", variants(*IMPOSSIBLE))
def test_a_change_under_an_impossible_cursor_is_found(
    pair: Pair, sync: Sync, production: Connection, moment: str
) -> None:
    """Forces promise 2: the cursor stays endless, or as far ahead as it was, while the row changes."""
    user(production, "ordinary")
    touch(production, "User", "ordinary", "email = null")
    user(production, "odd")
    touch(production, "User", "odd", "email = null", at=f"timestamp '{moment}'")
    sync()
    touch(production, "User", "odd", "email = 'changed@x.id'", at=f"timestamp '{moment}'")
    assert changed(sync()) == {"User": 1}
    assert pair.differences() == {}


def test_a_future_cursor_that_is_corrected_is_mended_by_verify(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 2, row checksums: the corrected cursor lies far behind the watermark."""
    user(production, "ordinary")
    touch(production, "User", "ordinary", "email = null")
    user(production, "odd")
    touch(production, "User", "odd", "email = null", at="timestamp '2999-01-01'")
    sync()
    touch(production, "User", "odd", "email = 'right@x.id'", at="timestamp '2024-01-01'")
    sync()
    pair.verify()
    assert pair.differences() == {}


def test_the_watermark_follows_a_source_that_went_back(sync: Sync, production: Connection, replica: Connection) -> None:
    """The newest row is older than that of the run before: every row is compared, and cursors count from there on."""
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'", at="timestamp '2024-01-01 10:00:00.123'")
    sync()
    touch(production, "User", "a", "email = 'b@x.id'", at="timestamp '2024-01-01 09:30:00'")
    sync()
    assert watermark(replica, "User") == "2024-01-01 09:30:00"


def test_microseconds_are_kept_and_separate_rows(
    pair: Pair, sync: Sync, production: Connection, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces promise 2, full precision: eight students within eight microseconds, read again without any overlap."""
    monkeypatch.setattr("sync.endpoints.conditions.OVERLAP", timedelta(0))
    for number in range(1, 9):
        student(production, f"s{number}", updated=f"2024-05-05 05:05:05.00000{number}+00")
    sync("academy")
    assert watermark(replica, "students") == "2024-05-05 05:05:05.000008+00"
    production.execute(
        "update academy.students set full_name = 'Changed', updated_at = '2024-05-05 05:05:05.000009+00' "
        "where id = 's1'"
    )
    outcome = sync("academy")
    assert (changed(outcome), of(outcome, "students").counts.read) == ({"students": 1}, 2)
    assert pair.differences("academy") == {}


@pytest.fixture(params=["", "Pacific/Chatham"], ids=["far servers", "far client"])
def far_zones(
    request: pytest.FixtureRequest, production: Connection, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both servers, or the client too, live in zones of their own, and write dates as nobody else does."""
    for connection, zone in ((production, "Asia/Kathmandu"), (replica, "America/New_York")):
        name = connection.info.dbname
        connection.execute(f"alter database {name} set timezone = '{zone}'")
        connection.execute(f"alter database {name} set datestyle = 'SQL, DMY'")
        connection.execute(f"alter database {name} set intervalstyle = 'sql_standard'")
        connection.execute(f"alter database {name} set extra_float_digits = -5")
    if request.param:
        monkeypatch.setenv("PGTZ", request.param)
        monkeypatch.setenv("PGDATESTYLE", "German")
        monkeypatch.setenv("TZ", request.param)


@pytest.fixture
def far_production(far_zones: None, source: Database) -> Iterator[Connection]:
    """Writes into production from within its zone."""
    with psycopg.connect(source.url, autocommit=True) as connection:
        yield connection


@pytest.mark.usefixtures("far_zones")
def test_time_zones_and_date_styles_do_not_matter_to_wall_clocks(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 2, free of time zones, where the cursor has none."""
    user(production, "a")
    touch(production, "User", "a", "email = 'a@x.id'", at="timestamp '2024-02-01 10:00:00.5'")
    assert sync().status == "succeeded"
    touch(production, "User", "a", "email = 'b@x.id'", at="timestamp '2024-02-01 10:00:00.6'")
    assert changed(sync()) == {"User": 1}
    assert watermark(replica, "User") == "2024-02-01 10:00:00.6"
    assert changed(sync(full=True)) == {}
    assert sum(table.differing for table in pair.verify(repair=False).tables) == 0
    assert pair.differences() == {}


@pytest.mark.usefixtures("far_zones")
def test_time_zones_and_date_styles_do_not_matter_to_moments(
    pair: Pair, sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 2, free of time zones, around an hour that a zone of the test skips or repeats."""
    session(production, "lesson")
    for number, moment in enumerate(
        ("2024-03-10 06:59:59.999999+00", "2024-11-03 05:30:00+00", "2024-11-03 06:30:00+00")
    ):
        student(production, f"s{number}", updated=moment)
        check_in(production, f"c{number}", f"s{number}", at=moment, updated=moment)
        reading(production, f"r{number}", "lesson", at=moment, quality="0.1234567890123456")
    assert sync("academy", "classwaves").status == "succeeded"
    assert watermark(replica, "students") == "2024-11-03 06:30:00+00"
    assert changed(sync("academy", "classwaves", full=True)) == {}
    found = pair.verify("academy", "classwaves", repair=False)
    assert sum(table.differing for table in found.tables) == 0
    assert pair.differences("academy", "classwaves") == {}


def test_a_client_in_a_far_zone_loads_the_right_window(
    sync: Sync, far_production: Connection, replica: Connection
) -> None:
    """Forces the 45 days of the window to be UTC's: a row near their edge, seen from a server 5:45 hours ahead."""
    circle(far_production, "g", HIJRAH)
    met(far_production, "g", ago(44.9), by="ana")
    met(far_production, "g", ago(45.1), by="budi")
    sync()
    far_production.execute('delete from "UserHangoutGroupAttendance"')
    sync()
    assert rows(replica, 'select "userId" from "UserHangoutGroupAttendance"') == [("budi",)]
