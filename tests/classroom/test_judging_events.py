"""Why an event is refused, or was not stored: each reason at its boundary, the weightiest first."""

import json
from typing import Any

import pytest

from tests.factories import Connection

KEPT = {"groupCount": 3}


def event(**values: Any) -> dict[str, Any]:
    told = {"session_id": "session", "event_type": "started", "event_time": "2026-06-01 09:00+00", "sequence": 1}
    return {**told, "payload": KEPT, **values}


def judged(connection: Connection, *events: dict[str, Any]) -> list[tuple[Any, ...]]:
    return connection.execute("select * from analytics.judge_events(%s)", [json.dumps(events)]).fetchall()


def from_now(connection: Connection, seconds: int) -> str:
    found = connection.execute("select (clock_timestamp() + %s * interval '1 second')::text", [seconds]).fetchone()
    assert found
    return str(found[0])


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"event_type": "paused"}, "event_type", "paused is no type of event; there are: configured, started, "),
        ({"session_id": "none"}, "session_id", "There is no session none."),
        ({"sequence": 0}, "sequence", "Numbers of a session's log begin at 1."),
        ({"payload": {"name": "Sam"}}, "payload.name", "name may not be kept; of started: groupCount, "),
        ({"payload": {"groupCount": [1]}}, "payload.groupCount", "A list or an object may not be kept."),
        ({"payload": {"groupCount": {"a": 1}}}, "payload.groupCount", "A list or an object may not be kept."),
        ({"payload": {"groupId": "g"}}, "payload.groupId", "groupId may not be kept; of started: "),
    ],
)
def test_each_reason_names_its_field(connection: Connection, values: dict[str, Any], field: str, said: str) -> None:
    [(place, found, message)] = judged(connection, event(), event(**values), event(sequence=2))
    assert (place, found) == (1, field)
    assert message.startswith(said)


def test_clocks_may_be_five_seconds_apart(connection: Connection) -> None:
    # One second on either side: the clock goes on while this runs.
    assert judged(connection, event(event_time=from_now(connection, 4))) == []
    [(_, field, message)] = judged(connection, event(event_time=from_now(connection, 6)))
    assert (field, message) == ("event_time", "The event lies in the future.")


def test_of_several_reasons_the_weightiest_is_told(connection: Connection) -> None:
    wrong = {
        "event_type": "paused", "session_id": "none", "event_time": from_now(connection, 60), "sequence": 0,
        "payload": {"b": 1, "a": 1},
    }  # fmt: skip
    fields = ("event_type", "session_id", "event_time", "sequence", "payload.a")
    for place, field in enumerate(fields):
        right = {key: value for key, value in event().items() if key in [name.split(".")[0] for name in fields[:place]]}
        assert [found for _, found, _ in judged(connection, {**wrong, **right})] == [field]


def explained(connection: Connection, *events: dict[str, Any]) -> list[tuple[Any, ...]]:
    given = [{"place": place, **one} for place, one in enumerate(events)]
    query = "select place, status, id, field, message from analytics.explain_events(%s) order by place"
    return connection.execute(query.encode(), [json.dumps(given)]).fetchall()


@pytest.fixture
def stored(connection: Connection) -> Connection:
    """Two events of a session, the first with a key; and one of another session with the same number."""
    for key, session, sequence, told_by in (
        ("one", "session", 1, "key of one"),
        ("two", "session", 2, None),
        ("other", "another session", 1, "key of other"),
    ):
        connection.execute(
            "insert into analytics.session_events (id, session_id, teacher_id, event_type, event_time, sequence, "
            "payload, idempotency_key) values (%s, %s, 'tess', 'started', '2026-06-01 09:00+00', %s, %s, %s)",
            [key, session, sequence, json.dumps(KEPT), told_by],
        )
    return connection


NUMBER_IS_TAKEN = ("sequence", "Another event of the session has this number.")
KEY_IS_TAKEN = ("idempotency_key", "Another event came with this key.")


@pytest.mark.parametrize(
    ("values", "outcome"),
    [
        ({}, ("duplicate", "one", None, None)),
        ({"idempotency_key": "key of one"}, ("duplicate", "one", None, None)),
        ({"idempotency_key": "a new key"}, ("duplicate", "one", None, None)),
        ({"sequence": 2}, ("duplicate", "two", None, None)),
        ({"session_id": "another session"}, ("duplicate", "other", None, None)),
        ({"event_type": "ended"}, ("rejected", "one", *NUMBER_IS_TAKEN)),
        ({"event_time": "2026-06-01 09:00:01+00"}, ("rejected", "one", *NUMBER_IS_TAKEN)),
        ({"payload": {"groupCount": 4}}, ("rejected", "one", *NUMBER_IS_TAKEN)),
        ({"idempotency_key": "key of other"}, ("rejected", "one", *KEY_IS_TAKEN)),
        ({"sequence": 3, "idempotency_key": "key of one"}, ("rejected", None, *KEY_IS_TAKEN)),
        ({"sequence": 1, "event_type": "ended", "idempotency_key": "key of other"}, ("rejected", "one", *KEY_IS_TAKEN)),
    ],
)
def test_what_was_not_stored_was_here_or_its_number_or_key_is_anothers(
    stored: Connection, values: dict[str, Any], outcome: tuple[str | None, ...]
) -> None:
    assert explained(stored, event(**values)) == [(0, *outcome)]


def test_stored_events_are_those_that_nothing_speaks_against(stored: Connection) -> None:
    batch = [event(sequence=3), event(sequence=1), event(event_type="paused"), event(sequence=3), event(sequence=4)]
    query = "select place, status, field from analytics.store_events(%s) order by place"
    assert stored.execute(query.encode(), [json.dumps(batch)]).fetchall() == [
        (0, "stored", None),
        (1, None, None),
        (2, "rejected", "event_type"),
        (3, None, None),
        (4, "stored", None),
    ]
    kept = "select sequence, teacher_id from analytics.session_events where session_id = 'session' order by sequence"
    assert stored.execute(kept.encode()).fetchall() == [(number, "tess") for number in (1, 2, 3, 4)]
