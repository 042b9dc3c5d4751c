"""What every path of the API has in common: its document, its refusals, its way to fail."""

import pytest
from starlette.testclient import TestClient

from db import warehouse as warehouses
from db.warehouse import Warehouse


def test_the_document_is_a_page_for_people_and_json_for_programs(client: TestClient) -> None:
    page = client.get("/api/docs", headers={"accept": "text/html"})
    assert "/api/static/swagger-ui-bundle.js" in page.text
    assert client.get("/api/static/swagger-ui-bundle.js").status_code == 200
    document = client.get("/api/openapi.json").json()
    assert "/health" in document["paths"]
    assert client.get("/api/docs", headers={"accept": "application/json"}).json() == document
    assert client.get("/openapi.json").json() == document


def test_a_warehouse_that_does_not_answer_is_said_without_naming_it(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    nowhere = Warehouse("postgresql://someone@127.0.0.1:9/nowhere")
    monkeypatch.setattr(warehouses, "current", lambda: nowhere)
    answer = client.get("/health")
    assert answer.status_code == 503
    assert answer.json() == {"detail": "The warehouse does not answer. Start it, or correct ATALAYA_WAREHOUSE_URL."}


def test_what_nobody_expected_shows_no_trace(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warehouses, "current", lambda: 1 / 0)
    answer = client.get("/health")
    assert (answer.status_code, "Traceback" in answer.text, "division" in answer.text) == (500, False, False)


def test_a_wrong_method_is_refused_with_the_right_one(client: TestClient) -> None:
    answer = client.post("/health")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")
