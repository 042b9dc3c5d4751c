"""The log of events: what a sync brings stays, numbers are unique, and gaps are shown."""

from typing import Any

from tests.classroom.classroom import ENDED, STARTED, add, log
from tests.factories import Connection, rows


def kept(connection: Connection) -> list[tuple[Any, ...]]:
    return rows(connection, "select id, sequence from analytics.session_events order by session_id, sequence")


def refused(connection: Connection) -> list[tuple[Any, ...]]:
    return rows(connection, 'select "table", key, sqlstate from ops.sync_rejects order by key')


def test_events_of_the_source_are_kept_also_after_it_deletes_them(connection: Connection) -> None:
    log(connection, (1, "01"), (2, "02"))
    connection.execute("delete from classwaves.session_events")
    assert kept(connection) == [("session 1", 1), ("session 2", 2)]


def test_of_two_events_with_one_number_the_first_is_kept_and_the_other_waits(connection: Connection) -> None:
    log(connection, (1, "01"), (2, "02"), (2, "03"))
    assert kept(connection) == [("session 1", 1), ("session 2", 2)]
    assert refused(connection) == [("analytics.session_events", "session 3", "23505")]
    connection.execute("delete from classwaves.session_events where id = 'session 3'")
    log(connection, (1, "01"), session="another session")
    assert refused(connection) == []


def test_what_a_sender_told_before_the_source_is_no_second_event(connection: Connection) -> None:
    for sequence, told_by in ((1, "a sender"), (2, None)):
        connection.execute(
            "insert into analytics.session_events (id, session_id, teacher_id, event_type, event_time, sequence, "
            "idempotency_key) values (%s, 'session', 'teacher', 'started', %s, %s, %s)",
            [f"told {sequence}", STARTED, sequence, told_by],
        )
        add(connection, "session_events", f"source {sequence}", sequence=sequence, event_time=STARTED)
    assert refused(connection) == [("analytics.session_events", "source 2", "23505")]


def test_the_first_is_the_one_that_was_stored_first(connection: Connection) -> None:
    connection.execute("set local atalaya.skip_facts = 'on'")
    add(connection, "session_events", "a", event_type="ended", created_at=ENDED)
    add(connection, "session_events", "z", created_at=STARTED)
    connection.execute("select analytics.take_over_events(null)")
    assert kept(connection) == [("z", 1)]


def test_unknown_types_and_numbers_below_one_wait_too(connection: Connection) -> None:
    add(connection, "session_events", "a", event_type="paused", sequence=1)
    add(connection, "session_events", "b", sequence=0)
    assert kept(connection) == []
    assert refused(connection) == [
        ("analytics.session_events", "a", "23514"),
        ("analytics.session_events", "b", "23514"),
    ]


def test_only_keys_of_the_type_enter(connection: Connection) -> None:
    payload = {"groupCount": 3, "name": "Sam", "participantCount": {"name": "Sam"}}
    add(connection, "session_events", "a", payload=payload)
    add(connection, "session_events", "b", payload=["Sam"], sequence=2)
    assert rows(connection, "select payload from analytics.session_events order by sequence") == [
        ({"groupCount": 3},),
        ({},),
    ]


def test_a_timeline_is_read_by_number_and_shows_its_gaps(connection: Connection) -> None:
    log(connection, (7, "07"), (3, "09"), (4, "04"))
    query = "select sequence, missing_before from analytics.session_timeline('session')"
    assert rows(connection, query) == [(3, 2), (4, 0), (7, 2)]


def test_health_has_a_row_for_every_check(connection: Connection) -> None:
    connection.execute("select set_config('atalaya.as_of', '', true)")
    found = dict(rows(connection, 'select "check", status from analytics.health()'))
    assert found == {
        "dashboard_metrics_table": "degraded",
        "session_events_table": "ok",
        "rollup_job": "down",
        "event_insertion_rate": "ok",
        "sync_freshness": "down",
        "mv_freshness": "ok",
    }
    connection.execute("select analytics.rebuild_facts()")
    found = dict(rows(connection, 'select "check", status from analytics.health()'))
    assert (found["dashboard_metrics_table"], found["rollup_job"]) == ("ok", "ok")
