"""A selected activity always opens something worth opening: which quarter, of which video and course, when."""

import json

import pytest

from analytics import timeline
from analytics.rows import rows
from analytics.ui import i18n
from analytics.ui.timeline.activity import what
from db.warehouse import Warehouse
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine
from tests.timeline.school import add, found


@pytest.fixture
def school(warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch) -> Warehouse:
    monkeypatch.setattr("db.warehouse.current", lambda: warehouse_18)
    with warehouse_18.connect() as connection:
        found(connection)
        connection.execute("delete from learning.video_progress")
        add(connection, "video_progress", "watched", percent=80)
        add(connection, "daily_notes", "nothing written", content="")
        connection.execute("select timeline.backfill()")
    return warehouse_18


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", {"Watched the first quarter", "Watched the second quarter", "Watched the third quarter"}),
        ("es", {"Vio el primer cuarto", "Vio el segundo cuarto", "Vio el tercer cuarto"}),
        ("id", {"Menonton seperempat pertama", "Menonton seperempat kedua", "Menonton seperempat ketiga"}),
    ],
)
def test_each_quarter_is_named(language: str, said: set[str], school: Warehouse) -> None:
    with i18n.speaking(language):
        told = {what(row) for row in rows(timeline.activities(types=["video_progress"]))}
    assert told == said


def test_every_activity_that_is_selected_says_what_it_was_of_what_and_when(
    school: Warehouse, open_page: OpenPage
) -> None:
    listed = rows(timeline.activities(limit=None))
    assert len(listed) > 5
    for row in listed:
        app = open_page(school, "student_timeline", language="en", activity=row["id"])
        assert fine(app)
        with i18n.speaking("en"):
            assert f"**{what(row)}**" in [text.value for text in app.main.markdown]
        told = [text.value for text in app.main.text]
        wanted = [row["full_name"], row["video_title"], row["course_title"], row["lesson_title"], row["content"]]
        assert {text for text in wanted if text} <= set(told)
        assert len(told) >= 2


def test_the_week_names_the_quarter_the_video_and_the_course_on_hover(school: Warehouse, open_page: OpenPage) -> None:
    [row] = [row for row in rows(timeline.activities()) if (row["metadata"] or {}).get("percent") == 75]
    app = open_page(school, "student_timeline", language="en", student=row["student_id"])
    assert fine(app)
    charts = "".join(json.dumps(chart.proto.spec) for chart in app.get("vega_lite_chart"))
    assert charts
    table = next(found.value for found in app.dataframe if "what" in found.value.columns)
    [shown] = table.loc[table["what"] == "Watched the third quarter"].to_dict("records")
    assert (shown["video_title"], shown["course_title"]) == (row["video_title"], row["course_title"])
    assert row["video_title"] and row["course_title"]
