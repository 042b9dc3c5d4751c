"""Rows for every figure, in four kinds: full, a single row, nothing but zeros, long names."""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeVar

import pandas as pd

from analytics.theme import LIGHT
from analytics.ui import advisors, charts, classroom
from analytics.ui.advisors.columns import measures
from analytics.ui.advisors.months import measured_months
from analytics.ui.curriculum import charts as curriculum
from analytics.ui.curriculum.flow_selection import FlowChoice
from analytics.ui.engagement import bars
from analytics.ui.engagement.week_heat import week_heat
from analytics.ui.operations.run_timeline import run_timeline
from analytics.ui.timeline import pictures
from tests.pictures.figures import Figure

Item = TypeVar("Item")
TODAY = date(2026, 11, 29)
COURSES = ["Course One", "Course Two", "Course Three", "Course Four"]
LEVELS = ["", "A1", "A2", "B1", "B2", "C1"]


@dataclass(frozen=True)
class Frame:
    """A kind of rows."""

    name: str
    one: bool = False
    zero: bool = False
    long: bool = False

    def some(self, items: Sequence[Item]) -> list[Item]:
        return list(items[:1] if self.one else items)

    def number(self, value: float) -> Any:
        return 0 if self.zero else value

    def text(self, value: str) -> str:
        return f"{value} and everything else that somebody once wrote behind this name" if self.long else value


FRAMES = (Frame("full"), Frame("one row", one=True), Frame("all zero", zero=True), Frame("long names", long=True))

Drawing = Callable[[Frame], Figure]
DRAWINGS: dict[str, Drawing] = {}
"""How each figure is drawn of a kind of rows, by the figure's module and name."""


def draws(figure: Callable[..., Figure]) -> Callable[[Drawing], Drawing]:
    def kept(drawing: Drawing) -> Drawing:
        DRAWINGS[f"{figure.__module__}.{figure.__name__}"] = drawing
        return drawing

    return kept


def courses(frame: Frame) -> list[str]:
    return [frame.text(course) for course in frame.some(COURSES)]


def _days(frame: Frame, count: int, step: int = 1) -> list[date]:
    return frame.some([TODAY - timedelta(days=step * back) for back in range(count)])[::-1]


def _months(frame: Frame) -> list[date]:
    return frame.some([date(2025 + month // 12, month % 12 + 1, 1) for month in range(24)])


@draws(charts.weekly_bars)
def _weekly_bars(frame: Frame) -> Figure:
    weeks = _days(frame, 26, 7)
    return charts.weekly_bars(
        pd.DataFrame(
            {
                "week": day,
                "meetings": frame.number(1180 + 37 * (place % 7)),
                "groups_met": frame.number(310),
                "is_current": place == len(weeks) - 1,
            }
            for place, day in enumerate(weeks)
        ),
        palette=LIGHT,
    )


@draws(charts.activity_bars)
def _activity_bars(frame: Frame) -> Figure:
    weeks = _days(frame, 14, 7)
    return charts.activity_bars(
        pd.DataFrame(
            {
                "week_start": day,
                "total_minutes": frame.number(95_626 - 900 * (place % 5)),
                "is_partial": place in {0, len(weeks) - 1},
            }
            for place, day in enumerate(weeks)
        ),
        "total_minutes",
        title="Minutes",
        palette=LIGHT,
    )


@draws(charts.daily_line)
def _daily_line(frame: Frame) -> Figure:
    return charts.daily_line(
        pd.DataFrame(
            {"snapshot_date": day, "mau_rolling_30d": frame.number(12_000 + 10 * place)}
            for place, day in enumerate(_days(frame, 90))
        ),
        title="Students in 30 days",
        palette=LIGHT,
    )


def _growth(frame: Frame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "month": month,
            "new_facilitators": frame.number(7 + place % 5),
            "cumulative_facilitators": frame.number(1000 + 9 * place),
        }
        for place, month in enumerate(_months(frame))
    )


@draws(charts.monthly_bars)
def _monthly_bars(frame: Frame) -> Figure:
    return charts.monthly_bars(_growth(frame).tail(18), palette=LIGHT)


@draws(charts.cumulative_line)
def _cumulative_line(frame: Frame) -> Figure:
    return charts.cumulative_line(_growth(frame), palette=LIGHT)


@draws(measured_months)
def _measured_months(frame: Frame) -> Figure:
    months = _months(frame)
    return measured_months(
        pd.DataFrame(
            {
                "mes": month,
                "volumen_transaccional_total": frame.number(20_000_000 + 777_777 * (place % 5)),
                "is_running": place == len(months) - 1,
            }
            for place, month in enumerate(months)
        ),
        measure=measures()["volume"],
        palette=LIGHT,
    )


def hours(frame: Frame, count: int = 168) -> list[datetime]:
    first = datetime(2026, 11, 22, 10, tzinfo=UTC)
    return frame.some([first + timedelta(hours=hour) for hour in range(count)])


@draws(classroom.hourly_activity)
def _hourly_activity(frame: Frame) -> Figure:
    shown = hours(frame)
    return classroom.hourly_activity(
        pd.DataFrame(
            {
                "metric_hour": pd.Timestamp(hour),
                "is_open": place == len(shown) - 1,
                "students_active": frame.number(40 + place % 24),
                "sessions_active": frame.number(3),
            }
            for place, hour in enumerate(shown)
        ),
        palette=LIGHT,
    )


def measured(frame: Frame) -> pd.DataFrame:
    """Readings of lessons by day; none at night."""
    return pd.DataFrame(
        {
            "metric_hour": pd.Timestamp(hour),
            "quality": frame.number(81.5),
            "engagement": frame.number(64.0 + hour.hour),
            "participation": frame.number(0.4),
            "response_time_ms": frame.number(1800 + hour.hour),
            "latency_ms": frame.number(120),
        }
        for hour in hours(frame)
        if 8 <= hour.hour < 17
    )


@draws(classroom.hourly_scores)
def _hourly_scores(frame: Frame) -> Figure:
    return classroom.hourly_scores(measured(frame), palette=LIGHT)


@draws(classroom.hourly_delays)
def _hourly_delays(frame: Frame) -> Figure:
    return classroom.hourly_delays(measured(frame), palette=LIGHT)


@draws(classroom.guidance_totals)
def _guidance_totals(frame: Frame) -> Figure:
    names = ("total_prompts_generated", "total_prompts_used", "total_interventions", "total_alerts")
    return classroom.guidance_totals(
        {
            **{name: frame.number(12_345 // (place + 1)) for place, name in enumerate(names)},
            "ai_analyses_completed": frame.number(7),
        },
        palette=LIGHT,
    )


@draws(pictures.along_the_video)
def _along_the_video(frame: Frame) -> Figure:
    moments = [
        (second, code)
        for second in range(0, 900, 15)
        for code in ("text_reflection", "checkpoint_reached", "video_progress")
        if (second // 15) % 4 == 0 or code == "text_reflection"
    ]
    return pictures.along_the_video(
        pd.DataFrame(
            {
                "from_second": second,
                "activity_type": code,
                "activities": frame.number(3 + second % 7),
                "students": frame.number(2),
            }
            for second, code in frame.some(moments)
        ),
        palette=LIGHT,
    )


@draws(pictures.calendar)
def _calendar(frame: Frame) -> Figure:
    return pictures.calendar(
        pd.DataFrame({"activity_date": day, "activity_count": frame.number(1 + day.day)} for day in _days(frame, 400)),
        palette=LIGHT,
    )


@draws(pictures.week)
def _week(frame: Frame) -> Figure:
    monday = TODAY - timedelta(days=6)
    moments = [
        pd.Timestamp(monday, tz="America/New_York") + pd.Timedelta(minutes=7 * step + step % 2) for step in range(1440)
    ]
    return pictures.week(
        pd.DataFrame(
            {
                "created_at": moment.tz_convert("UTC"),
                "activity_type": "text_reflection" if place % 2 else "checkpoint_reached",
                "video_title": frame.text("Asking well"),
                "course_title": frame.text("Questions"),
            }
            for place, moment in enumerate(frame.some(moments))
        ),
        monday=monday,
        palette=LIGHT,
    )


@draws(pictures.goal_bars)
def _goal_bars(frame: Frame) -> Figure:
    states = ("open", "completed", "abandoned", "unknown")
    starts = [pd.Timestamp(day, tz="UTC") for day in (date(2026, 1, 4), date(2026, 3, 1), TODAY, date(2025, 12, 30))]
    return pictures.goal_bars(
        pd.DataFrame(
            {
                "goal_id": f"goal{place}",
                "goal_title": frame.text("Speak in front of others"),
                "goal_state": state,
                "goal_start": start,
                "goal_end": start + pd.Timedelta(days=frame.number(13 * place)),
                "total_activities": frame.number(1234),
            }
            for place, (state, start) in enumerate(frame.some(list(zip(states, starts, strict=True))))
        ),
        palette=LIGHT,
    )


@draws(bars.inactive_bars)
def _inactive_bars(frame: Frame) -> Figure:
    return bars.inactive_bars(
        pd.DataFrame(
            {"inactive_days": days, "students": frame.number(9876 - 60 * days)}
            for days in frame.some([7, 14, 30, 60, 90])
        ),
        palette=LIGHT,
    )


@draws(bars.gap_bars)
def _gap_bars(frame: Frame) -> Figure:
    return bars.gap_bars(
        pd.DataFrame(
            {
                "level": frame.text(level) if level else level,
                "scope": "LEVEL" if level else "GLOBAL",
                "avg_days_between_visits": frame.number(3.25 + place),
                "few_people": 3 if place else None,
            }
            for place, level in enumerate(frame.some(LEVELS))
        ).astype({"few_people": "Int64"}),
        palette=LIGHT,
    )


@draws(bars.daypart_bars)
def _daypart_bars(frame: Frame) -> Figure:
    parts = ["morning_08_12", "afternoon_12_17", "evening_17_20"]
    return bars.daypart_bars(
        pd.DataFrame(
            {"daypart": part, "total_minutes": frame.number(123_456), "minutes_pct": None if frame.zero else 33.3}
            for part in frame.some(parts)
        ),
        palette=LIGHT,
    )


@draws(bars.weekday_bars)
def _weekday_bars(frame: Frame) -> Figure:
    return bars.weekday_bars(
        pd.DataFrame(
            {"iso_weekday": weekday, "visits_pct": frame.number(14.2 + weekday)} for weekday in frame.some(range(1, 8))
        ),
        palette=LIGHT,
    )


@draws(week_heat)
def _week_heat(frame: Frame) -> Figure:
    return week_heat(
        pd.DataFrame(
            {"iso_weekday": weekday, "hour_local": hour, "minutes": frame.number(weekday * hour)}
            for weekday, hour in frame.some([(weekday, hour) for weekday in range(1, 8) for hour in range(24)])
        ),
        palette=LIGHT,
        # All hours are the narrowest.
        hours=range(8, 21) if frame.one else range(24),
        days="90 days",
    )


@draws(curriculum.anomaly_kinds)
def _anomaly_kinds(frame: Frame) -> Figure:
    kinds = [
        "STARTED_BEFORE_GRADUATION",
        "SKIPPED_COURSE",
        "EXTRA_FACILITATORS",
        "NO_FACILITATOR",
        "EPISODE_OUT_OF_RANGE",
    ]
    return curriculum.anomaly_kinds(
        [{"kind": kind, "findings": frame.number(1234 // (place + 1))} for place, kind in enumerate(frame.some(kinds))],
        palette=LIGHT,
    )


def _funnel(frame: Frame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "course_name": course,
            "groups_started": frame.number(1450 - 300 * place),
            "groups_graduated": frame.number(1000 - 300 * place),
            "groups_continued": frame.number(970 - 300 * place),
            "graduation_rate_pct": None if frame.zero else 68.97,
            "continuation_rate_pct": None if frame.zero else 97.0,
            "groups_active": frame.number(210),
            "groups_stalled": frame.number(1220),
            "groups_not_started": frame.number(20),
        }
        for place, course in enumerate(courses(frame))
    )


@draws(curriculum.course_funnel)
def _course_funnel(frame: Frame) -> Figure:
    return curriculum.course_funnel(_funnel(frame), order=[frame.text(course) for course in COURSES], palette=LIGHT)


@draws(curriculum.status_per_course)
def _status_per_course(frame: Frame) -> Figure:
    return curriculum.status_per_course(_funnel(frame), palette=LIGHT)


@draws(curriculum.episode_heat)
def _episode_heat(frame: Frame) -> Figure:
    cells = frame.some([(course, episode) for course in courses(frame) for episode in range(1, 21)])
    return curriculum.episode_heat(
        pd.DataFrame(
            {
                "course_name": course,
                "episode": episode,
                "stalled_groups": frame.number(13 * episode),
                "share_pct": None if frame.zero else 4.5,
                "is_peak": episode == 20 and not frame.zero,
            }
            for course, episode in cells
        ),
        order=courses(frame),
        palette=LIGHT,
    )


@draws(curriculum.graduation_spread)
def _graduation_spread(frame: Frame) -> Figure:
    times = pd.DataFrame(
        {
            "course_name": course,
            "graduated_groups": 12,
            "fastest_days": frame.number(20),
            "median_days": frame.number(240 if place % 2 else 21),
            "slowest_days": frame.number(241),
            "avg_days": frame.number(111.5),
        }
        for place, course in enumerate(courses(frame))
    )
    outliers = pd.DataFrame(
        {
            "course_name": course,
            "groups": 1,
            "group_name": frame.text("Melati 3"),
            "days_to_graduate": frame.number(days),
            "verdict": verdict,
        }
        for course in courses(frame)
        for days, verdict in ((2, "FAST"), (700, "SLOW"))
    )
    return curriculum.graduation_spread(times, outliers=outliers, order=courses(frame), palette=LIGHT)


@draws(curriculum.curriculum_sankey)
def _curriculum_sankey(frame: Frame) -> Figure:
    names = courses(frame)
    edges = [
        *itertools.pairwise(names),
        *((name, outcome) for name in names for outcome in ("Graduated", "Active", "Stalled", "Not started")),
        *((names[0], f"{name} (anomaly)") for name in names[2:]),
    ]
    flow = pd.DataFrame(
        {"source": source, "target": target, "groups": frame.number(1234)} for source, target in frame.some(edges)
    )
    ends = {FlowChoice(source=name) for name in flow["source"]} | {FlowChoice(target=name) for name in flow["target"]}
    return curriculum.curriculum_sankey(flow, dict.fromkeys(ends, frame.number(12_345)), courses=names, palette=LIGHT)


TOWNS_OF_JAVA = ["Jakarta", "Bekasi", "Depok", "Tangerang", "Bogor", "Bandung", "Surabaya"]
FAR_APART = ["Banda Aceh", "Medan", "Makassar", "Kupang", "Jayapura", "Merauke", "Manado"]


@draws(curriculum.rescue_map)
def _rescue_map(frame: Frame) -> Figure:
    return groups_in(frame, [*TOWNS_OF_JAVA, *FAR_APART])


def groups_in(frame: Frame, cities: list[str]) -> Figure:
    circles, unknown = curriculum.city_circles(
        [{"city": city, "place_groups": frame.number(40 - place)} for place, city in enumerate(frame.some(cities))]
    )
    assert not unknown
    return curriculum.rescue_map(circles, palette=LIGHT)


AROUND_CALI = ["Cali", "Palmira", "Yumbo", "Jamundí", "Candelaria", "Buga"]
ENDS_OF_COLOMBIA = ["Bogotá", "Medellín", "Barranquilla", "Leticia", "Pasto", "Ríohacha", "Cartagena", "Santa Marta"]


@draws(advisors.trade_map)
def _trade_map(frame: Frame) -> Figure:
    return offers_in(frame, [*AROUND_CALI, *ENDS_OF_COLOMBIA])


def offers_in(frame: Frame, cities: list[str]) -> Figure:
    circles, unknown = advisors.trade_circles(
        [
            {
                "ciudad": city,
                "tasa_conversion_ofertas_pct": frame.number(50.0),
                "ofertas": frame.number(1400 - place),
                "place_offers": frame.number(1400 - place),
                "few_people": None,
            }
            for place, city in enumerate(frame.some(cities))
        ]
    )
    assert not unknown
    return advisors.trade_map(circles, palette=LIGHT)


@draws(run_timeline)
def _run_timeline(frame: Frame) -> Figure:
    tables = [("ngeshare", "groups"), ("ngeshare", "meetings"), ("academy", "students"), ("teloo", "ofertas")]
    statuses = ("succeeded", "mismatch", "failed", "skipped")
    return run_timeline(
        pd.DataFrame(
            {
                "source": source,
                "table": frame.text(table),
                "status": statuses[place],
                "from_second": frame.number(40.0 * place),
                "to_second": frame.number(40.0 * place + 55),
                "duration_ms": frame.number(55_000),
                "rows_read": frame.number(3000),
                "rows_per_second": frame.number(2000),
                "bytes_per_second": frame.number(1_200_000),
            }
            for place, (source, table) in enumerate(frame.some(tables))
        ),
        palette=LIGHT,
    )
