"""Links that people have kept: every page, parameter and anchor that there ever was still opens what it opened.

The list below is what there was, not what there is: a new parameter is added, an old one never taken away.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
import streamlit as st

from analytics import advisors, classroom, curriculum, engagement, timeline
from analytics.rows import Row, rows
from db.warehouse import Warehouse
from tests.pages.conftest import OpenPage
from tests.pages.test_pages import fine


@dataclass(frozen=True)
class Link:
    """A page's address with its parameters, and the anchors that it may go on with."""

    url: str
    anchors: str = ""


LINKS = (
    Link("/", "attention meetings-per-week status-per-course"),
    Link("/?as_of=2026-03-01&language=id", "attention meetings-per-week status-per-course"),
    Link(
        "/curriculum_funnel?course={course}&flow={course} → Stalled",
        "funnel flow episode-dropoff time-to-graduate graduation-outliers anomalies",
    ),
    Link("/curriculum_funnel?course={course}&course={other_course}&flow={course}"),
    Link("/rescue_list?course={rescue_course}&city={city}&facilitator={facilitator}", "rescue-list rescue-map"),
    Link("/facilitator_growth?months=24", "new-facilitators cumulative-facilitators facilitators"),
    Link("/facilitator_growth?months=all"),
    Link(
        "/engagement_panel?level={level}&away=30&trend=sessions&hour=2-10",
        "decline-index inactive weekly rolling-mau stickiness days-between-visits median-days-between-visits "
        "hour-split heatmap weekdays",
    ),
    Link("/engagement_panel?trend=total_minutes&away=180"),
    Link("/student_timeline", "latest"),
    Link(
        "/student_timeline?search={search}&student={student}&type=daily_note&type=video_progress"
        "&from=2024-01-01&until=2026-12-31",
        "calendar week day-activities course-comparison",
    ),
    Link("/student_timeline?student={student}&day={day}", "calendar week day-activities course-comparison"),
    Link("/student_timeline?student={student}&after={after}", "calendar week day-activities course-comparison"),
    Link("/student_timeline?show=video&video={video}", "video-moments video-activities"),
    Link("/student_timeline?show=goals&student={goal_student}&goal={goal}", "goals goal-activities"),
    Link("/student_timeline?show=waiting", "waiting"),
    Link(
        "/classroom_sessions?school={school}&hours=720",
        "hourly-activity lesson-quality system-health guidance-and-cost classroom-sessions",
    ),
    Link("/classroom_sessions?hours=24"),
    Link(
        "/advisor_rankings?measure=volume&rank=city&city={trade_city}&level={trade_level}&state=ACTIVO",
        "months advisors cities refreshing",
    ),
    Link("/operations?run=1", "run-timeline run-tables run-errors runs"),
    Link("/operations?show=agreement", "row-counts verifications"),
    Link("/operations?show=quarantine", "quarantine"),
    Link("/operations?show=quality&source=ngeshare&severity=warning", "data-quality"),
    Link("/operations?show=classrooms", "classroom-health rollups"),
    Link("/operations?show=access", "access-log schedule-changes retention"),
)


@pytest.fixture(scope="module")
def names(full_warehouse: Warehouse) -> dict[str, Any]:
    """What the parameters that name something in the data may name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("db.warehouse.current", lambda: full_warehouse)
        group = first(curriculum.rescue_list())
        courses = rows(curriculum.funnel())
        activity = first(timeline.activities())
        goal_student, goal = someone_with_a_goal()
        ranked = next(
            row for row in rows(advisors.ranked()) if row["estado_asesor"] == "ACTIVO" and row["nivel_actual"]
        )
        return {
            "course": courses[0]["course_name"],
            "other_course": courses[1]["course_name"],
            "rescue_course": group["course_name"],
            "city": group["city"],
            "facilitator": group["facilitator_name"],
            "level": next(row["level"] for row in rows(engagement.levels()) if row["level"]),
            "search": activity["full_name"],
            "student": activity["student_id"],
            "day": activity["activity_date"].date().isoformat(),
            "after": f"{activity['created_at'].isoformat()},{activity['id']}",
            "video": rows(timeline.videos())[-1]["video_id"],
            "goal_student": goal_student,
            "goal": goal,
            "school": first(classroom.schools())["school_id"],
            "trade_city": ranked["ciudad"],
            "trade_level": str(ranked["nivel_actual"]),
        }


def first(frame: Any) -> Row:
    return rows(frame)[0]


def someone_with_a_goal() -> tuple[str, str]:
    for student in rows(timeline.students()):
        for goal in rows(timeline.goals(student_id=student["student_id"])):
            return student["student_id"], goal["goal_id"]
    raise AssertionError("nobody in the demo works for a goal")


def test_every_page_has_its_address(
    full_warehouse: Warehouse, open_page: OpenPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    navigation = st.navigation
    monkeypatch.setattr(
        "streamlit.navigation", lambda pages: found.extend(page.url_path for page in pages) or navigation(pages)
    )
    open_page(full_warehouse, "home")
    assert {urlsplit(link.url).path.lstrip("/") for link in LINKS} <= set(found)


@pytest.mark.parametrize("link", LINKS, ids=lambda link: link.url)
def test_a_link_of_before_opens_what_it_opened(
    link: Link, names: dict[str, Any], full_warehouse: Warehouse, open_page: OpenPage
) -> None:
    parts = urlsplit(link.url.format(**{name: quote(str(value)) for name, value in names.items()}))
    url = parse_qs(parts.query)
    app = open_page(full_warehouse, parts.path.lstrip("/") or "home", **{"language": ["en"], **url})
    assert fine(app)
    assert {part.proto.anchor for part in app.header} >= set(link.anchors.split())
    # Nothing is written while a page is drawn: it would be an entry of the browser's history that nobody chose.
    assert {name: value if isinstance(value, list) else [value] for name, value in app.query_params.items()} == {
        "language": ["en"],
        **url,
    }
