"""`GET /health`: well, until some check is an error."""

from starlette.testclient import TestClient

from db.warehouse import Warehouse


def test_a_new_warehouse_is_well(client: TestClient) -> None:
    found = client.get("/health").json()
    assert found["status"] == "ok"


def test_an_overdue_job_is_a_warning_and_a_failed_one_an_error(client: TestClient, warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        connection.execute(
            "insert into ops.scheduled_job (job, minute, next_run_at) values "
            "('slept', 0, now() - interval '1 hour'), ('fell', 0, now() + interval '1 hour')"
        )
        connection.execute(
            "insert into ops.scheduled_run (job, due_at, status, message) values ('fell', now(), 'failed', 'no disk')"
        )
    found = client.get("/health").json()
    said = {check["subject"]: (check["status"], check["message"]) for check in found["checks"]}
    assert found["status"] == "degraded"
    assert said["slept"] == ("warning", "It is overdue: no server has done it.")
    assert said["fell"] == ("error", "Its last run failed: no disk.")


def test_facts_that_do_not_add_up_are_an_error(client: TestClient, warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        connection.execute("insert into ops.self_check (source, state, duration_ms) values ('academy', 'checked', 5)")
        connection.execute(
            "insert into ops.checked_identity values ('academy', 'mgmt.visit_gaps', 'students', false, now(), 3, 4)"
        )
    found = client.get("/health").json()
    [said] = [check for check in found["checks"] if check["check"] == "identities"]
    assert (found["status"], said["subject"], said["status"]) == ("degraded", "academy", "error")
    assert "mgmt.visit_gaps" in said["message"]
    assert "atalaya verify --facts --repair" in said["message"]
