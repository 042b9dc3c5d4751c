"""Events of live classrooms over the API: each stored once, in order, and only what may be kept."""

import json
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import psycopg
import pytest
from starlette.testclient import TestClient

from analytics.api import bodies, event_log
from db.warehouse import Warehouse
from tests.classroom.classroom import STARTED, add
from tests.patience import wait_for

Event = dict[str, Any]


@pytest.fixture(autouse=True)
def classroom(warehouse_18: Warehouse) -> Iterator[None]:
    """One session, and a log that ends with the test."""
    with warehouse_18.connect() as connection:
        add(connection, "schools", "school")
        add(connection, "sessions", "session")
    yield
    event_log.close()


def event(sequence: int = 1, **values: Any) -> Event:
    told = {"session_id": "session", "event_type": "started", "event_time": STARTED, "sequence": sequence}
    return {**told, "payload": {"groupCount": 3}, **values}


def stored(warehouse: Warehouse) -> list[Any]:
    with warehouse.connect() as connection:
        return connection.execute(
            "select sequence, teacher_id, payload, idempotency_key from analytics.session_events order by sequence"
        ).fetchall()


def outcomes(response: Any) -> list[str]:
    return [one["status"] for one in response.json()["events"]]


def test_one_event_is_stored_and_a_repetition_is_not(client: TestClient, warehouse_18: Warehouse) -> None:
    for expected in ("stored", "duplicate", "duplicate"):
        response = client.post("/session-events", json=event(), headers={"Idempotency-Key": "once"})
        assert (response.status_code, outcomes(response)) == (200, [expected])
    assert stored(warehouse_18) == [(1, "tess", {"groupCount": 3}, "once")]


def test_a_batch_may_come_again_in_another_order(client: TestClient, warehouse_18: Warehouse) -> None:
    batch = [event(3), event(1), event(2)]
    header = {"Idempotency-Key": "batch"}
    assert outcomes(client.post("/session-events", json=batch, headers=header)) == ["stored"] * 3
    assert outcomes(client.post("/session-events", json=batch[::-1], headers=header)) == ["duplicate"] * 3
    assert [row[0] for row in stored(warehouse_18)] == [1, 2, 3]


def test_an_event_twice_in_a_batch_is_stored_once(client: TestClient) -> None:
    batch = [event(1, idempotency_key="a"), event(1, idempotency_key="a"), event(2)]
    assert outcomes(client.post("/session-events", json=batch)) == ["stored", "duplicate", "stored"]


def test_a_moment_with_any_offset_is_stored_as_that_moment(client: TestClient, warehouse_18: Warehouse) -> None:
    assert outcomes(client.post("/session-events", json=event(event_time="2026-06-01T05:00:00+20:00"))) == ["stored"]
    with warehouse_18.connect() as connection:
        moments = connection.execute("select event_time::text from analytics.session_events").fetchall()
    assert moments == [("2026-05-31 09:00:00+00",)]


def test_a_gap_is_kept(client: TestClient, warehouse_18: Warehouse) -> None:
    client.post("/session-events", json=[event(5), event(2)])
    with warehouse_18.connect() as connection:
        gaps = connection.execute("select sequence, missing_before from analytics.session_timeline('session')")
        assert gaps.fetchall() == [(2, 1), (5, 2)]


FUTURE = (datetime.now(UTC) + timedelta(hours=2)).isoformat()
BAD: list[tuple[dict[str, Any], str]] = [
    ({"event_type": "paused"}, "event_type"),
    ({"payload": ["Sam"]}, "payload"),
    ({"payload": None}, "payload"),
    ({"payload": {"studentName": "Sam"}}, "payload.studentName"),
    ({"payload": {"groupCount": {"name": "Sam"}}}, "payload.groupCount"),
    ({"payload": {"groupCount": "x" * 9 * 1024}}, "payload"),
    ({"payload": {"groupCount": "\0"}}, "payload"),
    ({"event_time": FUTURE}, "event_time"),
    ({"event_time": "2026-06-01T09:00:00"}, "event_time"),
    ({"event_time": "yesterday"}, "event_time"),
    ({"event_time": "0001-01-01T00:00:00+16:00"}, "event_time"),
    ({"sequence": 0}, "sequence"),
    ({"sequence": "2"}, "sequence"),
    ({"sequence": 2**63}, "sequence"),
    ({"session_id": "nowhere"}, "session_id"),
    ({"session_id": ""}, "session_id"),
    ({"idempotency_key": "a\0"}, "idempotency_key"),
]


def test_what_breaks_a_rule_is_named_and_the_rest_is_stored(client: TestClient, warehouse_18: Warehouse) -> None:
    for values, field in BAD:
        response = client.post("/session-events", json=event(**values))
        assert (response.status_code, response.json()["events"][0]["field"]) == (422, field)
        assert field in response.json()["detail"]
    assert stored(warehouse_18) == []
    batch = [{**event(sequence), **values} for sequence, (values, _) in enumerate(BAD, start=10)]
    response = client.post("/session-events", json=[event(1), *batch, event(2)])
    assert response.status_code == 422
    assert outcomes(response) == ["stored", *["rejected"] * len(BAD), "stored"]
    assert [one["field"] for one in response.json()["events"][1:-1]] == [field for _, field in BAD]
    assert [row[0] for row in stored(warehouse_18)] == [1, 2]


def test_a_number_or_a_key_that_belongs_to_another_event_is_refused(client: TestClient) -> None:
    client.post("/session-events", json=event(1, idempotency_key="a"))
    taken = [event(1, event_type="ended", payload={}), event(2, idempotency_key="a")]
    response = client.post("/session-events", json=taken)
    assert [one["field"] for one in response.json()["events"]] == ["sequence", "idempotency_key"]


@pytest.mark.parametrize(
    ("body", "named"),
    [(b"{", "body"), (b"[NaN]", "body"), (b"7", "event"), (json.dumps([1] * 1001).encode(), "events")],
)
def test_what_is_no_event_at_all_is_refused(client: TestClient, body: bytes, named: str) -> None:
    response = client.post("/session-events", content=body)
    assert response.status_code == 422
    assert named in response.json()["detail"].lower()


def test_a_body_or_a_key_that_is_too_long_is_refused(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    assert client.post("/session-events", json=event(), headers={"Idempotency-Key": "k" * 201}).status_code == 422
    monkeypatch.setattr(bodies, "MOST_BODY_BYTES", 1_000)
    too_long = json.dumps(event(payload={"groupCount": "x" * 1_000})).encode()
    for content in (too_long, iter([too_long])):
        assert client.post("/session-events", content=content).status_code == 413
    assert client.post("/session-events", json=event()).status_code == 200


def test_bodies_that_are_being_read_are_bounded(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bodies, "MOST_AT_ONCE_BYTES", 100)
    answer = client.post("/session-events", json=event())
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")


def test_a_full_queue_refuses_and_loses_nothing(
    client: TestClient, warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(event_log, "CAPACITY", 20)
    monkeypatch.setattr(event_log, "_log", event_log.EventLog(warehouse_18, capacity=20))
    with warehouse_18.connect() as blocker, ThreadPoolExecutor(12) as senders:
        with blocker.transaction():
            blocker.execute("lock table analytics.session_events in share mode")
            sent = [
                senders.submit(client.post, "/session-events", json=[event(10 * batch + one) for one in range(1, 11)])
                for batch in range(12)
            ]
            # Two batches fit, and wait for the table; the others are answered while it is locked.
            wait_for(lambda: len([answer for answer in sent if answer.done()]) >= 10, "nobody is refused")
            refused = [answer.result() for answer in sent if answer.done()]
        answers = [answer.result() for answer in sent]
    assert {answer.status_code for answer in refused} == {429}
    assert all(answer.headers["Retry-After"] == "1" for answer in refused)
    accepted = sum(len(outcomes(answer)) for answer in answers if answer.status_code == 200)
    assert len(stored(warehouse_18)) == accepted == 20


def test_many_clients_repeat_and_shuffle_while_connections_die(client: TestClient, warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        for room in range(4):
            add(connection, "sessions", f"room {room}")

    def send(sender: int) -> int:
        random = Random(sender)
        events = [event(number, session_id=f"room {sender % 4}") for number in range(1, 151)]
        random.shuffle(events)
        repeated = 0
        for start in range(0, len(events), 25):
            batch = events[start : start + 25] + random.sample(events, 5)
            for _ in range(random.choice((1, 2))):
                while (response := client.post("/session-events", json=batch)).status_code in {429, 503}:
                    repeated += 1
                assert response.status_code == 200
        return repeated

    with warehouse_18.connect() as killer, ThreadPoolExecutor(8) as senders:
        sending = [senders.submit(send, sender) for sender in range(8)]
        # So often and no more: on a slow machine they would never come through.
        for _ in range(6):
            _cut_writers(killer)
            wait(sending, timeout=0.5, return_when=FIRST_COMPLETED)
        for one in sending:
            one.result()
    with warehouse_18.connect() as connection:
        found = connection.execute(
            "select sessions.id, count(*), sum(missing_before) from classwaves.sessions "
            "cross join lateral analytics.session_timeline(sessions.id) where sessions.id like 'room%' "
            "group by 1 order by 1"
        ).fetchall()
    assert found == [(f"room {room}", 150, 0) for room in range(4)]


def _cut_writers(connection: psycopg.Connection) -> None:
    connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid() and query like '%store_events%'"
    )
