"""`/materialized-views`: the paths of the marketplace."""

import base64
from collections.abc import Callable
from typing import Any

import pandas as pd
import psycopg
import pytest
from pydantic import BaseModel
from starlette.testclient import TestClient

from analytics import advisors, query
from analytics.advisors import METRICS
from analytics.api import models
from analytics.rows import rows as rows_of_frame
from db.warehouse import OWNER, Warehouse
from tests.advisors import marketplace

BASE = "/materialized-views"


@pytest.fixture
def trade(warehouse_18: Warehouse) -> None:
    """Two advisors in Cali, one in Bogotá: five offers today, three of them won."""
    with warehouse_18.connect() as connection:
        for number, city in enumerate(["Cali", "Cali", "Bogotá"], 1):
            marketplace.advisor(connection, number, ciudad=city, nombre=f"Asesor {number}")
        marketplace.request(connection, 1, estado="ACEPTADA", created_at="2026-02-10", cerrada_at="2026-02-11")
        for number, (advisor, won) in enumerate([(1, True), (1, True), (2, True), (2, False), (3, False)], 1):
            marketplace.offer(connection, number, asesor_id=advisor, ganadora=won)
        connection.execute("update teloo.ofertas set created_at = now() - interval '1 minute'")
        connection.execute("select kpi.refresh_all_mv()")


def names(answer: Any) -> list[str]:
    return [row["asesor_nombre"] for row in answer.json()]


@pytest.mark.usefixtures("trade")
def test_rankings_are_national_or_of_one_city(client: TestClient) -> None:
    assert names(client.get(f"{BASE}/advisor-rankings")) == ["Asesor 1", "Asesor 2", "Asesor 3"]
    assert names(client.get(f"{BASE}/advisor-rankings", params={"ciudad": "Bogotá"})) == ["Asesor 3"]
    assert names(client.get(f"{BASE}/advisor-rankings?ciudad=Nowhere")) == []
    [first] = client.get(f"{BASE}/advisor-rankings?limit=1").json()
    assert (list(first), first["tasa_conversion_ofertas_pct"]) == (list(METRICS), 100.0)


@pytest.mark.usefixtures("trade")
def test_top_advisors_follow_any_column(client: TestClient) -> None:
    assert names(client.get(f"{BASE}/top-advisors")) == ["Asesor 1", "Asesor 2", "Asesor 3"]
    assert names(client.get(f"{BASE}/top-advisors?metric=ciudad"))[0] == "Asesor 3"
    assert all(client.get(f"{BASE}/top-advisors?metric={name}").status_code == 200 for name in METRICS)


@pytest.mark.usefixtures("trade")
def test_an_answer_has_the_questions_rows_without_a_data_frame(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its numerics as floats and what is missing as nothing, which a frame of 32 columns takes long to tell."""
    asked: dict[str, tuple[type[BaseModel], Callable[..., pd.DataFrame]]] = {
        f"{BASE}/monthly-metrics": (models.Month, advisors.monthly_metrics),
        f"{BASE}/advisor-rankings": (models.Advisor, advisors.advisor_rankings),
        f"{BASE}/city-summary": (models.City, advisors.city_summary),
        f"{BASE}/status": (models.ViewStats, advisors.view_stats),
    }
    told = {
        path: [model.model_validate(row).model_dump(mode="json") for row in rows_of_frame(question())]
        for path, (model, question) in asked.items()
    }
    # The first answer asks, once, whose reading is written down.
    client.get(f"{BASE}/status")
    monkeypatch.setattr(query, "_typed", None)
    answers = {path: client.get(path).json() for path in asked}
    assert answers == told
    assert [row["tiempo_promedio_respuesta_notif_seg"] for row in answers[f"{BASE}/advisor-rankings"]] == [None] * 3


@pytest.mark.usefixtures("trade")
def test_only_those_who_may_be_shown_are_put_in_the_order_of_a_language(warehouse_18: Warehouse) -> None:
    """A name's key is dear; equals by name are looked for among those who come into question alone."""
    asked = query.statement_of(advisors.top_advisors, metric="ofertas_ganadoras", limit=1)
    count = "select coalesce(pg_stat_get_xact_function_calls('ops.sort_key(text, text)'::regprocedure), 0)"
    with warehouse_18.connect() as connection, connection.transaction():
        connection.execute("set local track_functions = 'pl'")
        found = connection.execute(asked.text.replace(":limit", "1").encode()).fetchall()
        assert len(found) == 1
        assert connection.execute(count.encode()).fetchone() == (1,)


@pytest.mark.usefixtures("trade")
def test_months_come_newest_first_and_only_those_asked_for(client: TestClient) -> None:
    months = [row["mes"] for row in client.get(f"{BASE}/monthly-metrics").json()]
    assert (months[-1], months) == ("2026-02-01", sorted(months, reverse=True))
    asked = client.get(f"{BASE}/monthly-metrics?start_month=2026-02&end_month=2026-03-01").json()
    assert [row["mes"] for row in asked] == ["2026-03-01", "2026-02-01"]
    assert (asked[1]["solicitudes_creadas"], asked[1]["tiempo_promedio_cierre_seg"]) == (1, 86400.0)


@pytest.mark.usefixtures("trade")
def test_cities_are_summed(client: TestClient) -> None:
    cities = client.get(f"{BASE}/city-summary").json()
    assert [(row["ciudad"], row["ofertas"], row["tasa_conversion_ofertas_pct"]) for row in cities] == [
        ("Cali", 4, 75.0),
        ("Bogotá", 1, 0.0),
    ]


@pytest.mark.parametrize(
    ("path", "field"),
    [
        *[(f"advisor-rankings?limit={limit}", "limit") for limit in ("0", "-1", "1000000000", "x", "")],
        *[(f"monthly-metrics?start_month={month}", "start_month") for month in ("abc", "0001-13", "0000-01", "2026-1")],
        ("monthly-metrics?end_month=2026-02-30", "end_month"),
        ("top-advisors?metric=ofertas_ganadoras;drop table teloo.ofertas", "metric"),
        ("top-advisors?metric=1", "metric"),
        ("advisor-rankings?ciudad=%00", "ciudad"),
    ],
)
def test_bad_input_is_refused_by_name(client: TestClient, path: str, field: str) -> None:
    answer = client.get(f"{BASE}/{path}")
    assert answer.status_code == 422
    assert [error["loc"][-1] for error in answer.json()["detail"]] == [field]


def test_an_injection_is_a_city_that_nobody_lives_in(client: TestClient) -> None:
    assert client.get(f"{BASE}/advisor-rankings", params={"ciudad": "' or 1=1; drop table x --"}).json() == []


def test_a_refresh_tells_each_view_and_a_second_one_that_it_is_late(
    client: TestClient, warehouse_18: Warehouse
) -> None:
    refreshed = client.post(f"{BASE}/refresh").json()
    assert [(row["view_name"], row["status"], row["row_count"]) for row in refreshed] == [
        ("mv_metricas_mensuales", "ok", 0),
        ("mv_ranking_asesores", "ok", 0),
    ]
    with warehouse_18.connect() as connection, connection.transaction():
        connection.execute("select kpi.refresh_all_mv()")
        late = client.post(f"{BASE}/scheduler/trigger-refresh")
        assert (late.status_code, "already running" in late.json()["detail"]) == (409, True)


def test_a_view_that_cannot_be_refreshed_degrades_health(client: TestClient, warehouse_18: Warehouse) -> None:
    with warehouse_18.connect(OWNER) as connection:
        connection.execute("drop index kpi.mv_ranking_asesores_asesor_id")
    assert [row["status"] for row in client.post(f"{BASE}/refresh").json()] == ["ok", "error"]
    assert [row["last_status"] for row in client.get(f"{BASE}/status").json()] == ["ok", "error"]
    assert client.get(f"{BASE}/advisor-rankings").json() == []
    assert client.get(f"{BASE}/health").json()["status"] == "degraded"
    assert client.get("/health").json()["status"] == "degraded"


def test_the_hour_is_changed_for_good(client: TestClient) -> None:
    found = client.put(f"{BASE}/scheduler/reschedule?hour=2&minute=30").json()
    [job] = found["jobs"]
    assert (job["hour"], job["minute"], job["next_run_at"][11:16], job["time_zone"]) == (
        2,
        30,
        "07:30",
        "America/Bogota",
    )
    assert client.get(f"{BASE}/scheduler/status").json() == found
    assert client.put(f"{BASE}/scheduler/reschedule?hour=24&minute=0").status_code == 422


def test_who_changed_the_hour_is_written_down(client: TestClient, warehouse_18: Warehouse) -> None:
    ana = base64.b64encode(b"ana:s3cret").decode()
    for hour, header in ((2, f"Basic {ana}"), (3, "Bearer t0ken"), (4, "")):
        client.put(f"{BASE}/scheduler/reschedule?hour={hour}", headers={"authorization": header})
    with warehouse_18.connect() as connection:
        found = connection.execute("select who, time_after from ops.schedule_changes order by change").fetchall()
    assert found == [("ana", "02:00"), ("token", "03:00"), ("anonymous", "04:00")]


def test_changes_ask_for_the_token(client: TestClient, setting: Callable[[str, str], None]) -> None:
    setting("ATALAYA_API_TOKEN", "s3cret")
    assert client.post(f"{BASE}/refresh").status_code == 401
    assert client.post(f"{BASE}/refresh", headers={"authorization": "Bearer s3cret"}).status_code == 200
    assert client.put(f"{BASE}/scheduler/reschedule?hour=2&minute=30").status_code == 401


def test_the_reader_cannot_refresh(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect("atalaya_reader") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("select kpi.refresh_all_mv()")
