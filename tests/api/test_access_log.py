"""Whatever a program reads about single students is written down, whichever path it asks."""

import base64
from typing import Any

import pytest
from starlette.testclient import TestClient

from analytics import api, classroom, engagement, query
from db import warehouse as warehouses
from db.warehouse import Warehouse
from tests.classroom.classroom import add, log


@pytest.fixture
def reader(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """The API with three more paths, as somebody might add them."""
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    app = api.create()

    @app.get("/timeline/{session}")
    def timeline(session: str) -> int:
        return len(classroom.session_timeline(session_id=session))

    @app.get("/stays")
    async def stays() -> int:
        return len(query.frame("select student_id from classwaves.participants"))

    @app.get("/inactive")
    def inactive() -> int:
        return len(engagement.inactive_students(days=7))

    return TestClient(app)


@pytest.fixture(autouse=True)
def lesson(warehouse_18: Warehouse) -> None:
    with warehouse_18.connect() as connection:
        add(connection, "schools", "school")
        add(connection, "sessions", "session")
        add(connection, "participants", "stay", group_id=None)
        log(connection, (1, "00"), (2, "01"))
        connection.execute("select analytics.take_over_events(null)")


def accesses(warehouse: Warehouse) -> list[Any]:
    with warehouse.connect() as connection:
        return connection.execute(
            "select who, action, what, filters, rows from ops.access_log order by access"
        ).fetchall()


def test_each_read_of_a_view_or_a_function_leaves_a_line(reader: TestClient, warehouse_18: Warehouse) -> None:
    ana = base64.b64encode(b"ana:secret").decode()
    assert reader.get("/timeline/session", headers={"Authorization": "Bearer token"}).json() == 2
    assert reader.get("/stays?school=school", headers={"Authorization": f"Basic {ana}"}).json() == 1
    assert reader.get("/inactive").json() == 0
    assert accesses(warehouse_18) == [
        ("token", "api", "analytics.session_timeline (/timeline/session)", {}, 2),
        ("ana", "api", "classwaves.participants (/stays)", {"school": "school"}, 1),
        ("anonymous", "api", "mgmt.inactive_students (/inactive)", {}, 0),
    ]


def test_what_tells_of_nobody_leaves_none(reader: TestClient, warehouse_18: Warehouse) -> None:
    assert reader.get("/health").status_code == 200
    assert reader.get("/materialized-views/status").status_code == 200
    assert accesses(warehouse_18) == []
