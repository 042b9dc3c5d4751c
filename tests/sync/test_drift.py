"""A source whose shape is not the agreed one: too little is named, too much is ignored and reported."""

import pytest

from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.sync.conftest import Sync
from tests.sync.reading import ago, copied, ids, of, statuses


@pytest.fixture(autouse=True)
def loaded(production: Connection, sync: Sync) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")
    sync()


def test_a_missing_table_is_named_and_what_depends_on_it_is_skipped(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute('alter table "HangoutGroup" rename to "Circle"')
    user(production, "new")
    outcome = sync()
    assert statuses(outcome) == {
        **dict.fromkeys(("User", "Hangout", "HangoutEpisode"), "succeeded"),
        "HangoutGroup": "failed",
        **dict.fromkeys(("UserHangoutGroup", "UserHangoutGroupAttendance"), "skipped"),
    }
    assert "no table public.HangoutGroup" in str(of(outcome, "HangoutGroup").message)
    assert "depends on HangoutGroup" in str(of(outcome, "UserHangoutGroup").message)
    assert (ids(replica, "HangoutGroup"), "new" in ids(replica, "User")) == (["g"], True)


def test_the_error_log_names_the_table(sync: Sync, production: Connection, replica: Connection) -> None:
    production.execute('drop table "UserHangoutGroupAttendance"')
    sync()
    [(table, attempt, message)] = rows(replica, 'select "table", attempt, message from ops.sync_error_log')
    assert (table, attempt) == ("UserHangoutGroupAttendance", 1)
    assert "The source has no table public.UserHangoutGroupAttendance" in message


def test_a_missing_column_is_named(sync: Sync, production: Connection) -> None:
    production.execute('alter table "HangoutGroup" drop column city, drop column province')
    outcome = sync()
    assert "public.HangoutGroup has changed: it has no column city, province" in str(outcome.message)
    assert outcome.status == "partial"


def test_a_retyped_column_is_named_with_both_types(sync: Sync, production: Connection, replica: Connection) -> None:
    production.execute('alter table "Hangout" alter column price type numeric')
    before = copied(replica, "Hangout")
    outcome = sync()
    assert "price is numeric instead of double precision" in str(of(outcome, "Hangout").message)
    assert copied(replica, "Hangout") == before


def test_a_table_that_came_back_is_loaded_with_its_dependents(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute('alter table "HangoutGroup" rename to "Circle"')
    sync()
    production.execute('alter table "Circle" rename to "HangoutGroup"')
    circle(production, "g2", HIJRAH)
    assert sync().status == "succeeded"
    assert ids(replica, "UserHangoutGroup") == ids(production, "UserHangoutGroup")


def test_extra_columns_and_tables_are_ignored_and_reported(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    production.execute("""create table "Badge" (id text); alter table "User" add column nickname text default 'x'""")
    outcome = sync()
    assert outcome.status == "succeeded"
    found = rows(
        replica,
        f"""select "check", count, sample_keys @> array['nickname'] or sample_keys @> array['Badge']
        from ops.data_quality
        where run = {outcome.run} and "check" like 'extra%' and "table" in ('User', 'public') order by 1""",
    )
    assert found == [("extra_columns", 5, True), ("extra_tables", 6, True)]


def test_a_source_that_hides_a_table_says_what_to_grant(sync: Sync, production: Connection, source: object) -> None:
    production.execute("create role clerk login; grant select on all tables in schema public to clerk")
    production.execute('revoke select on "Hangout" from clerk')
    outcome = sync(url=str(getattr(source, "url")).replace("postgres:", "clerk:", 1))  # noqa: B009
    production.execute("drop owned by clerk; drop role clerk")
    assert "grant the source's user SELECT on it" in str(of(outcome, "Hangout").message)
    assert statuses(outcome)["User"] == "succeeded"
