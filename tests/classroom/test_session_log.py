"""The log of events: what a sync brings stays, numbers are unique, and gaps are shown."""

import json
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


def told(connection: Connection, sequence: int, **values: Any) -> None:
    """An event that a sender told, with its key."""
    row = {"event_type": "started", "event_time": STARTED} | values
    connection.execute(
        "insert into analytics.session_events (id, session_id, teacher_id, event_type, event_time, sequence, "
        "idempotency_key) values (%s, 'session', 'tess', %s, %s, %s, %s)",
        [f"told {sequence}", row["event_type"], row["event_time"], sequence, f"key {sequence}"],
    )


def test_what_a_sender_told_is_the_same_event_only_with_its_type_and_moment(connection: Connection) -> None:
    told(connection, 1)
    told(connection, 2, event_type="ended")
    told(connection, 3, event_time=ENDED)
    for sequence in (1, 2, 3):
        add(connection, "session_events", f"source {sequence}", sequence=sequence, event_time=STARTED)
    assert refused(connection) == [("analytics.session_events", f"source {sequence}", "23505") for sequence in (2, 3)]


def reasons(connection: Connection) -> list[tuple[Any, ...]]:
    return rows(connection, "select key, reject, reason from ops.sync_rejects order by key")


def test_a_refusal_is_told_anew_when_its_reason_or_row_changes_and_not_otherwise(connection: Connection) -> None:
    add(connection, "session_events", "a", event_type="paused")
    add(connection, "session_events", "b", event_type="paused", sequence=2)
    connection.execute(
        'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
        "select source, 'session_events', key, sqlstate, 'of the replica', data from ops.sync_rejects where key = 'a'"
    )
    before = reasons(connection)
    assert [reason for _, _, reason in before] == ["paused is no type of event.", "of the replica", before[2][2]]
    connection.execute("select analytics.take_over_events(null)")
    assert reasons(connection) == before
    connection.execute("update classwaves.session_events set sequence = 0, event_type = 'started' where id = 'b'")
    after = reasons(connection)
    assert after[:2] == before[:2]
    assert [reason for _, _, reason in after[2:]] == ["The number in the log is below 1."]
    connection.execute("delete from classwaves.session_events where id = 'a'")
    connection.execute("select analytics.take_over_events('{}')")
    assert [(key, reason) for key, _, reason in reasons(connection)] == [
        ("a", "of the replica"),
        ("b", "The number in the log is below 1."),
    ]


def test_only_the_events_that_are_named_are_taken_over(connection: Connection) -> None:
    connection.execute("set local atalaya.skip_facts = 'on'")
    log(connection, (1, "01"), (2, "02"))
    add(connection, "session_events", "odd", event_type="paused", sequence=3)
    connection.execute("select analytics.take_over_events('{session 2}')")
    assert (kept(connection), refused(connection)) == ([("session 2", 2)], [])
    connection.execute("select analytics.take_over_events('{odd}')")
    assert refused(connection) == [("analytics.session_events", "odd", "23514")]


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


def test_of_each_type_exactly_its_own_keys_are_kept(connection: Connection) -> None:
    types = rows(connection, "select event_type, payload_keys from analytics.event_types")
    payload = json.dumps({key: 1 for _, keys in types for key in keys})
    for event_type, keys in types:
        query = "select analytics.kept_payload(%s, %s)"
        [(kept_of_it,)] = connection.execute(query.encode(), [event_type, payload]).fetchall()
        assert sorted(kept_of_it) == sorted(keys)


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


def test_only_what_was_refused_here_is_forgotten_with_its_event(connection: Connection) -> None:
    for source, table in (
        ("classwaves", "analytics.session_events"),
        ("another", "analytics.session_events"),
        ("classwaves", "session_events"),
    ):
        connection.execute(
            'insert into ops.sync_rejects (source, "table", key, sqlstate, reason, data) '
            "values (%s, %s, 'gone', '23514', 'refused', '{}')",
            [source, table],
        )
    connection.execute("select analytics.take_over_events(null)")
    assert rows(connection, 'select source, "table" from ops.sync_rejects order by 1') == [
        ("another", "analytics.session_events"),
        ("classwaves", "session_events"),
    ]
