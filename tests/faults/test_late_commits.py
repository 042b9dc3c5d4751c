"""Writers that commit after the watermark has passed their cursor."""

from collections.abc import Iterator

import pytest

from tests.conftest import Database
from tests.factories import Connection, user
from tests.faults.conftest import Sync
from tests.faults.organisation import check_in, reading, session, student
from tests.faults.pair import Pair
from tests.sync.reading import ago, touch


@pytest.fixture
def slow_writer(source: Database) -> Iterator[Connection]:
    """A transaction of production that stays open."""
    with source.connect() as connection:
        connection.execute("begin")
        yield connection


def test_a_commit_after_the_watermark_is_found(
    pair: Pair, sync: Sync, production: Connection, slow_writer: Connection
) -> None:
    """Forces promise 2, overlap: the watermark passes a cursor whose transaction is still open."""
    user(production, "updated late")
    sync()
    user(slow_writer, "inserted late")
    touch(slow_writer, "User", "inserted late", "email = 'late@x.id'", at=f"timestamp '{ago(minutes=55)}'")
    touch(slow_writer, "User", "updated late", "email = 'late@x.id'", at=f"timestamp '{ago(minutes=55)}'")
    user(production, "in time")
    touch(production, "User", "in time", "email = 'in@x.id'")
    sync()
    slow_writer.execute("commit")
    assert set(pair.differences()['public."User"']) == {"inserted late", "updated late"}
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_a_late_commit_is_found_in_tables_with_time_zones_and_in_those_that_only_grow(
    pair: Pair, sync: Sync, production: Connection, slow_writer: Connection
) -> None:
    """Forces promise 2, overlap, for timestamptz cursors and for mode append."""
    student(production, "s", updated=ago())
    session(production, "lesson")
    reading(production, "early", "lesson", at=ago())
    sync("academy", "classwaves")
    slow_writer.execute(f"update academy.students set full_name = 'Late', updated_at = '{ago(minutes=55)}+00'")
    reading(slow_writer, "late", "lesson", at=f"{ago(minutes=55)}+00")
    check_in(production, "c", "s", updated=ago())
    sync("academy", "classwaves")
    slow_writer.execute("commit")
    assert set(pair.differences("academy", "classwaves")) == {
        'academy."students"',
        'classwaves."session_metrics"',
    }
    assert sync("academy", "classwaves").status == "succeeded"
    assert pair.differences("academy", "classwaves") == {}


def test_a_writer_longer_than_the_overlap_is_mended_by_verify(
    pair: Pair, sync: Sync, production: Connection, slow_writer: Connection
) -> None:
    """Forces promise 2, row checksums: a cursor older than watermark and overlap together, committed afterwards."""
    user(production, "updated late")
    user(production, "in time")
    sync()
    touch(slow_writer, "User", "updated late", "email = 'late@x.id'", at=f"timestamp '{ago(hours=3)}'")
    touch(production, "User", "in time", "email = 'in@x.id'")
    sync()
    slow_writer.execute("commit")
    sync()
    assert set(pair.differences()['public."User"']) == {"updated late"}
    pair.verify()
    assert pair.differences() == {}


def test_a_row_inserted_by_a_writer_longer_than_the_overlap_is_found_at_once(
    pair: Pair, sync: Sync, production: Connection, slow_writer: Connection
) -> None:
    """Forces promise 2, key checksums: a new key under a cursor that nobody reads again."""
    user(production, "in time")
    touch(production, "User", "in time", "email = 'in@x.id'")
    user(slow_writer, "inserted late")
    sync()
    slow_writer.execute("commit")
    assert sync().status == "succeeded"
    assert pair.differences() == {}
