"""The one way for files out of the pages: who may ask, what is written down, and that leaving ends the query."""

from typing import Any

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.testclient import TestClient

from analytics.files import link
from analytics.files.formats import xlsx
from db.warehouse import Warehouse


def asked(question: str = "engagement.inactive_students", **more: Any) -> link.Asked:
    arguments = more.pop("arguments", {"days": 7})
    return link.Asked(question, arguments, "away", "en", **more)


def test_each_format_comes_with_its_name_and_type(client: TestClient) -> None:
    for form, url in link.of_formats(asked()).items():
        answer = client.get(f"/{url}")
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-disposition"].startswith('attachment; filename="atalaya-away-')
        assert f".{form}" in answer.headers["content-disposition"]
        assert answer.content
    assert client.get(f"/{link.of_formats(asked())['csv']}").content.startswith(b"\xef\xbb\xbfstudent_id,")


def test_a_link_that_was_changed_or_made_elsewhere_is_refused(client: TestClient) -> None:
    url = link.of_formats(asked())["csv"]
    forged = URLSafeTimedSerializer("a" * 64, salt="atalaya file").dumps({"question": "engagement.levels"})
    assert [client.get(f"/{bad}").status_code for bad in (f"{url[:-3]}abc", f"files/{forged}", "files/x")] == [403] * 3


def test_a_link_is_good_for_some_hours_only(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    url = link.of_formats(asked())["csv"]
    monkeypatch.setattr(link, "GOOD_FOR_SECONDS", -1)
    answer = client.get(f"/{url}")
    assert (answer.status_code, "Load the page again" in answer.text) == (410, True)


def test_a_link_of_another_process_is_answered(client: TestClient, warehouse_18: Warehouse) -> None:
    client.get(f"/{link.of_formats(asked())['csv']}")
    with warehouse_18.connect() as connection:
        connection.execute("insert into ops.link_key (key) values (repeat('b', 64))")
    newer = URLSafeTimedSerializer("b" * 64, salt="atalaya file")
    token = newer.dumps({"question": "engagement.levels", "arguments": {}, "name": "levels", "language": "en"})
    assert client.get(f"/files/{token}").status_code == 200


def test_readers_cannot_look_at_the_keys(client: TestClient, warehouse_18: Warehouse) -> None:
    link.of_formats(asked())
    with warehouse_18.connect() as connection:
        found = connection.execute(
            "select has_table_privilege('atalaya_reader', 'ops.link_key', 'select'), count(*) from ops.link_key"
        ).fetchone()
    assert found == (False, 1)


def test_who_takes_data_of_students_is_written_down_once(client: TestClient, warehouse_18: Warehouse) -> None:
    urls = link.of_formats(asked(rows=3, day="2026-06-15"))
    client.get(f"/{urls['csv']}", auth=("ana", "secret"))
    client.get(f"/{link.of_formats(asked('engagement.levels', arguments={}))['csv']}")
    with warehouse_18.connect() as connection:
        found = connection.execute("select who, action, what, filters, rows from ops.access_log").fetchall()
    assert found == [
        ("ana", "export", "mgmt.inactive_students (away, csv)", {"days": "7", "as_of": "2026-06-15"}, 3)
    ] or found == [
        ("ana", "export", "mgmt.engagement_inactive_roster_v (away, csv)", {"days": "7", "as_of": "2026-06-15"}, 3)
    ]


def test_a_workbook_without_room_is_refused_before_it_starts(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", -1)
    answer = client.get(f"/{link.of_formats(asked())['xlsx']}")
    assert (answer.status_code, "CSV" in answer.text) == (413, True)
