"""Every moment stands on the clock of its domain, a classroom's on its school's; strange clocks are named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.ui import clocks, footer, i18n, sections, selection, tables
from db.warehouse import Warehouse
from tests.classroom.classroom import add
from tests.pages.conftest import HOME, PAGES, OpenPage
from tests.pages.test_pages import fine
from tests.patience import LONG_ENOUGH_SECONDS

Seen = list[tuple[str, str]]

READERS = {"operations"}
"""Pages about the warehouse itself, whose clock is the reader's."""


DAYS = {"facilitator_since", "member_since"}
"""Moments of which a table says the day only."""


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """Columns of moments that tables show, with their headings."""
    found: Seen = []

    def watched(draw: Callable[..., Any]) -> Callable[..., Any]:
        def drawn(what: Any, *given: Any, **named: Any) -> Any:
            frame = getattr(what, "frame", what)
            columns = named.get("columns") or next((each for each in given if isinstance(each, dict)), {})
            found.extend(
                (name, column.label)
                for name, column in columns.items()
                if isinstance(frame[name].dtype, pd.DatetimeTZDtype)
            )
            return draw(what, *given, **named)

        return drawn

    monkeypatch.setattr(sections, "footer", watched(footer.footer))
    for drawing in (sections, selection):
        monkeypatch.setattr(drawing, "table", watched(tables.table))
    return found


def in_zone(page: str, zone: str, **url: str) -> AppTest:
    """The page in a browser of a zone."""
    app = AppTest.from_file(str(HOME), default_timeout=LONG_ENOUGH_SECONDS)
    app.context["locale"], app.context["timezone"] = "en-US", zone
    app.query_params.update({"language": "en", **url})
    return app.run() if page == "home" else app.switch_page(f"pages/{page}.py").run()


@pytest.mark.usefixtures("open_page")
@pytest.mark.parametrize("page", [page for page in PAGES if page not in READERS])
def test_a_heading_of_moments_names_the_clock_where_the_readers_shows_another_time(
    page: str, full_warehouse: Warehouse, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.warehouse.current", lambda: full_warehouse)
    app = in_zone(page, "Pacific/Auckland", away="7", show="days")
    assert fine(app)
    assert [label for name, label in seen if not label.endswith(")") and name not in DAYS] == []


@pytest.mark.parametrize(
    ("zone", "reader", "said"),
    [
        ("America/Bogota", "America/Bogota", "Refreshed"),
        ("America/Bogota", "America/Lima", "Refreshed"),
        ("America/Bogota", "UTC", "Refreshed (Bogota)"),
        ("UTC", "America/Bogota", "Refreshed (UTC)"),
        ("America/New_York", "America/Bogota", "Refreshed (New York)"),
    ],
)
def test_a_clock_is_named_where_it_shows_another_time(
    zone: str, reader: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "readers", lambda: reader)
    with i18n.speaking("en"):
        assert clocks.heading("Refreshed", zone).replace("á", "a") == said


def test_lessons_stand_on_the_clocks_of_their_schools(warehouse_18: Warehouse, open_page: OpenPage) -> None:
    began = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - timedelta(hours=2)
    with warehouse_18.connect() as connection:
        for school, zone in (("chicago", "America/Chicago"), ("nowhere", "Mars/Olympus"), ("tokyo", "Asia/Tokyo")):
            add(connection, "schools", school, name=school, time_zone=zone)
            ended = began + timedelta(minutes=30)
            add(
                connection, "sessions", f"of {school}", school_id=school, title=school, configured_at=str(began),
                started_at=str(began), ended_at=str(ended), updated_at=str(ended),
            )  # fmt: skip
            add(
                connection, "session_events", f"e {school}", session_id=f"of {school}", event_time=str(began),
                created_at=str(began),
            )  # fmt: skip
    app = open_page(warehouse_18, "classroom_sessions", language="en", session="of tokyo")
    assert fine(app)
    table = next(found.value for found in app.dataframe if "school_name" in found.value.columns).set_index("title")
    zones = {"chicago": "America/Chicago", "nowhere": "UTC", "tokyo": "Asia/Tokyo"}
    assert table["time_zone"].to_dict() == zones
    for school, zone in zones.items():
        assert table.loc[school, "started_at"] == began.astimezone(clocks.known(zone)).replace(tzinfo=None)
    log = next(found for found in app.dataframe if "event_time" in found.value.columns)
    assert "Time (Tokyo)" in log.proto.columns
