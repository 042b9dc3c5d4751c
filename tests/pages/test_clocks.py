"""Every moment stands on the clock of its domain, a classroom's on its school's; strange clocks are named."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analytics.theme import LIGHT
from analytics.ui import clocks, footer, i18n, numbers, sections, selection, tables
from analytics.ui.timeline.pictures import goal_bars
from db.settings import PROJECT
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


MOMENT = datetime(2026, 3, 1, 2, 30, tzinfo=UTC)
"""The evening of February's last day in New York."""


@pytest.mark.parametrize("write", [numbers.day, numbers.short_day, numbers.month, numbers.minute, numbers.clock])
def test_no_moment_is_written_before_it_is_taken_to_a_clock(write: Callable[[datetime], str]) -> None:
    with i18n.speaking("en"):
        with pytest.raises(ValueError, match=r"clocks\.local"):
            write(MOMENT)
        with pytest.raises(ValueError, match=r"clocks\.local"):
            write(pd.Timestamp(MOMENT))
        assert write(clocks.local(MOMENT, "America/New_York"))


def test_what_stands_on_a_clock_is_not_taken_to_another_one() -> None:
    wall = MOMENT.replace(tzinfo=None)
    with pytest.raises(ValueError, match="zone"):
        clocks.local(wall, "UTC")
    with pytest.raises(ValueError, match="clock"), i18n.speaking("en"):
        numbers.moment(wall, "UTC")
    with pytest.raises(ValueError, match="zone"):
        clocks.drawn(MOMENT)


def test_only_one_module_takes_moments_to_a_clock() -> None:
    own = re.compile(r"astimezone|tz_convert|tz_localize|context\.timezone|fromtimestamp|date\.today|%SZ|00Z|utcnow")
    found = {
        path.name
        for path in [*PROJECT.glob("pages/*.py"), *PROJECT.glob("analytics/ui/**/*.py"), PROJECT / "Home.py"]
        if own.search(path.read_text(encoding="utf-8"))
    }
    assert found == {"clocks.py"}


def test_a_goal_lasts_from_day_to_day_on_the_clock_of_its_domain() -> None:
    goals = pd.DataFrame(
        {
            "goal_id": "goal",
            "goal_title": "Speak",
            "goal_state": "open",
            "goal_start": pd.Timestamp(MOMENT),
            "goal_end": pd.Timestamp("2026-03-21 03:59", tz="UTC"),
            "total_activities": 3,
        },
        index=[0],
    )
    with i18n.speaking("en"):
        figure = goal_bars(goals, palette=LIGHT).to_dict()
    [[bar]] = figure["datasets"].values()
    assert bar["sentence"].endswith("from Feb 28, 2026 to Mar 20, 2026")
    assert (bar["start"], bar["end"]) == ("2026-02-28T21:30:00Z", "2026-03-20T23:59:00Z")
    scale = figure["layer"][0]["encoding"]["x"]["scale"]
    assert (scale["type"], scale["domain"][0]) == ("utc", "2026-02-28T00:00:00Z")
    assert scale["domain"][1] < "2026-03-22"


def test_a_long_table_writes_its_moments_on_their_clock_too() -> None:
    app = AppTest.from_function(_long_table, default_timeout=LONG_ENOUGH_SECONDS).run()
    assert not app.exception
    [table] = app.dataframe
    assert table.value["at"].iloc[0] == "Feb 28, 2026, 9:30\u202fPM"


def _long_table() -> None:
    import pandas as pd

    from analytics.ui import clocks, i18n, numbers, tables

    moments = pd.Series([pd.Timestamp("2026-03-01 02:30", tz="UTC")] * (tables.MOST_STYLED_CELLS + 1))
    at = tables.Column("At", lambda moment: numbers.minute(clocks.local(moment, "America/New_York")))
    with i18n.speaking("en"):
        tables.table(moments.to_frame("at"), {"at": at}, key="long")
