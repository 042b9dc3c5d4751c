"""The study centre: who comes, who stays away, how often, how long and when.

Every function answers one question from schema mgmt; `as_of` is the day to look from (None: now), `levels` are those to
count (empty: everybody; a view of the contract shows everybody). Days and hours are those of the
organisation's zone, and how many days count its rules say. All raise QueryError when the warehouse cannot answer.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analytics import counted, query, rules
from analytics.question import question

_LEVELS = "(select mgmt.every_spelling(cast(:levels as text[])))"
"""What the reader chose, as the facts have it: a level may be spelt in several ways.

A query of its own, asked once: the functions that take it are unfolded into the question, and would ask it for each
row.
"""


def _trend() -> int:
    return int(rules.value("academy.trend_days"))


def _trend_and_month() -> int:
    return _trend() + int(rules.value("academy.mau_days"))


@question("mgmt.levels")
def levels(*, as_of: date | None = None) -> pd.DataFrame:
    """Which levels are there, and how many students has each? One however it is spelt, by its most usual spelling.

    Columns: level (empty text: none), students. Source: mgmt.levels.
    """
    return query.frame("select level, students from mgmt.levels order by ops.sort_key(level)", as_of=as_of)


@question("mgmt.active_windows", explained_by="mgmt.engagement_active_counts_v")
def active_windows(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many students came in each window of days, and in as many days before?

    Columns: window_days, active_students, active_students_before, change. Source: mgmt.engagement_active_counts_v
    through mgmt.active_windows.
    """
    return query.frame(
        "select window_days, active_students, active_students_before, change "
        f"from mgmt.active_windows({_LEVELS}) order by window_days",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.inactive_buckets", explained_by="mgmt.engagement_inactive_counts_v")
def inactive_buckets(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many students have stayed away for so many days or more?

    Columns: inactive_days, students (cumulative). Source: mgmt.engagement_inactive_counts_v through
    mgmt.inactive_buckets.
    """
    return query.frame(
        f"select inactive_days, students from mgmt.inactive_buckets({_LEVELS}) order by inactive_days",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.inactive_students", explained_by="mgmt.engagement_inactive_roster_v")
def inactive_students(
    *, days: int, levels: Sequence[str] = (), limit: int | None = None, as_of: date | None = None
) -> pd.DataFrame:
    """Who has stayed away for so many days or more? The most recent first; `limit` of them.

    Columns: student_id, full_name, level, last_check_in_at (missing: never), days_inactive.
    Source: mgmt.engagement_inactive_roster_v through mgmt.inactive_students.
    """
    return query.frame(
        "select student_id, full_name, level, last_check_in_at, days_inactive "
        f"from mgmt.inactive_students(:days, {_LEVELS}) limit :limit",
        as_of=as_of,
        days=days,
        levels=list(levels),
        limit=limit,
    )


@question("mgmt.wau_mau", explained_by="mgmt.engagement_wau_mau_v")
def stickiness(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many of the month's students came in the last week? One row.

    Columns: wau, mau, wau_mau_ratio and wau_mau_ratio_before (a week ago), 0 to 1, missing if nobody came; wau_mau_pct
    (percent) and wau_mau_pct_change (points, of whole percents). Source: mgmt.engagement_wau_mau_v through
    mgmt.wau_mau.
    """
    return query.frame(
        "select wau, mau, wau_mau_ratio, wau_mau_ratio_before, wau_mau_pct, wau_mau_pct_change "
        f"from mgmt.wau_mau({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.gaps_by_level", explained_by="mgmt.engagement_avg_days_between_visits_v", needs="visits")
def days_between_visits(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """After how many days does a student come again, on average? Everybody first, then level by level.

    Columns: scope (GLOBAL, LEVEL), level (its most usual spelling), avg_days_between_visits (missing without gaps),
    gaps, few_people (how many people it rests on; missing: enough).
    Source: mgmt.engagement_avg_days_between_visits_v, one row per spelling, through mgmt.gaps_by_level.
    """
    return query.frame(
        "select scope, level, avg_days_between_visits, gaps, few_people "
        f"from mgmt.gaps_by_level({_LEVELS}) order by scope = 'LEVEL', ops.sort_key(level)",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.few_recent_students")
def few_recent_students(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """On how few students do the figures of late rest? One row.

    Columns: few_people (missing: enough). Source: mgmt.few_recent_students.
    """
    return query.frame(
        f"select few_people from mgmt.few_recent_students({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question(
    "mgmt.median_days_between_visits", explained_by="mgmt.engagement_median_days_between_visits_v", needs="visits"
)
def median_days_between_visits(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """After how many days does a student come again, in the middle case? One row.

    Columns: median_days_between_visits (missing without gaps). Source: mgmt.engagement_median_days_between_visits_v
    through mgmt.median_days_between_visits.
    """
    return query.frame(
        f"select median_days_between_visits from mgmt.median_days_between_visits({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.decline_index", explained_by="mgmt.engagement_decline_index_v", needs="visits", days=14)
def decline_index(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Does the centre lose ground: what are the last 7 days against the 7 before? One row.

    Columns: active_students_7d, active_students_prev7d, active_students_wow_change (ratio, missing against nothing),
    total_minutes_7d, total_minutes_prev7d, total_minutes_wow_change. Source: mgmt.engagement_decline_index_v through
    mgmt.decline_index.
    """
    return query.frame(
        "select active_students_7d, active_students_prev7d, active_students_wow_change, total_minutes_7d, "
        f"total_minutes_prev7d, total_minutes_wow_change from mgmt.decline_index({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.weekly_activity", explained_by="mgmt.engagement_weekly_active_90d_v", needs="visits", days=_trend)
def weekly_activity(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How did each week of late go? Oldest first.

    Columns: week_start (its first day), max_daily_actives, total_minutes, sessions, sum_active_students, is_partial
    (days of the week are missing). Source: mgmt.engagement_weekly_active_90d_v through mgmt.weekly_activity.
    """
    return query.frame(
        "select week_start, max_daily_actives, total_minutes, sessions, sum_active_students, is_partial "
        f"from mgmt.weekly_activity({_LEVELS}) order by week_start",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.rolling_mau", explained_by="mgmt.engagement_mau_rolling_90d_v", needs="visits", days=_trend_and_month)
def rolling_mau(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """On each day of late, how many students had come in the month before it? Oldest first.

    Columns: snapshot_date, mau_rolling_30d. Source: mgmt.engagement_mau_rolling_90d_v through mgmt.rolling_mau.
    """
    return query.frame(
        f"select snapshot_date, mau_rolling_30d from mgmt.rolling_mau({_LEVELS}) order by snapshot_date",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.rolling_mau_figures", explained_by="mgmt.engagement_mau_rolling_90d_v")
def rolling_mau_figures(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Where do the monthly active students of late begin, end and peak? One row.

    Columns: first_students, last_students, peak_students, peak_on (of equal peaks the earliest).
    Source: mgmt.rolling_mau_figures.
    """
    return query.frame(
        f"select first_students, last_students, peak_students, peak_on from mgmt.rolling_mau_figures({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.hour_split", explained_by="mgmt.engagement_hour_split_v", needs="time", days=_trend)
def hour_split(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """When in the day are students there? Three rows, in the day's order; as many days as the
    trends.

    Columns: daypart (morning_08_12, afternoon_12_17, evening_17_20), total_minutes, minutes_pct (of the three, 0 to
    100; missing if nobody came). Source: mgmt.engagement_hour_split_v through mgmt.hour_split.
    """
    return query.frame(
        f"select daypart, total_minutes, minutes_pct from mgmt.hour_split({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.hourly_heatmap", explained_by="mgmt.engagement_hourly_heatmap_90d_v", needs="time", days=_trend)
def hourly_heatmap(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """In which hours of the week is the centre full? As many days as the trends, no cells below half a minute.

    Columns: iso_weekday (1 Monday), hour_local, minutes. Source: mgmt.engagement_hourly_heatmap_90d_v through
    mgmt.hourly_heatmap.
    """
    return query.frame(
        f"select iso_weekday, hour_local, minutes from mgmt.hourly_heatmap({_LEVELS}) order by iso_weekday, hour_local",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.heatmap_extremes", explained_by="mgmt.engagement_hourly_heatmap_90d_v")
def heatmap_extremes(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Which hour of the week is the fullest, and which the quietest with at least a minute? One row or none.

    Columns: fullest_weekday, fullest_hour, fullest_minutes, quietest_weekday, quietest_hour, quietest_minutes; of all
    24 hours of all days; of equal hours the first in the week. Source: mgmt.heatmap_extremes.
    """
    return query.frame(
        "select fullest_weekday, fullest_hour, fullest_minutes, quietest_weekday, quietest_hour, quietest_minutes "
        f"from mgmt.heatmap_extremes({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.outside_dayparts", explained_by="mgmt.engagement_hour_split_v")
def outside_dayparts(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How much time did students spend outside the parts of the day? One row: minutes; as many days as the trends.

    Source: mgmt.outside_dayparts.
    """
    return query.frame(f"select minutes from mgmt.outside_dayparts({_LEVELS})", as_of=as_of, levels=list(levels))


@question("mgmt.present_in_hour")
def present_in_hour(
    *, iso_weekday: int, hour: int, levels: Sequence[str] = (), limit: int | None = None, as_of: date | None = None
) -> pd.DataFrame:
    """Who was there at this hour of this weekday of late, and when? The latest first; `limit` of them.

    Columns: student_id, full_name, level, on_day, checked_in_at, checked_out_at (missing: never), minutes (inside
    that hour). Source: mgmt.present_in_hour.
    """
    return query.frame(
        "select student_id, full_name, level, on_day, checked_in_at, checked_out_at, minutes "
        f"from mgmt.present_in_hour(:iso_weekday, :hour, {_LEVELS}) limit :limit",
        as_of=as_of,
        iso_weekday=iso_weekday,
        hour=hour,
        levels=list(levels),
        limit=limit,
    )


@question("mgmt.present_in_hour")
def present_in_hour_total(
    *, iso_weekday: int, hour: int, levels: Sequence[str] = (), as_of: date | None = None
) -> pd.DataFrame:
    """How many check-ins were there at this hour of this weekday of late? One row: check_ins.

    Source: mgmt.present_in_hour.
    """
    return query.frame(
        f"select count(*) as check_ins from mgmt.present_in_hour(:iso_weekday, :hour, {_LEVELS})",
        as_of=as_of,
        iso_weekday=iso_weekday,
        hour=hour,
        levels=list(levels),
    )


@question("mgmt.busiest_weekday", explained_by="mgmt.engagement_dau_90d_v")
def busiest_weekday(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """On which weekday do most visits fall? One row, none where nobody came; as many days as the
    trends.

    Columns: iso_weekday (1 Monday; of equal ones the first), visits, visits_pct (0 to 100).
    Source: mgmt.busiest_weekday.
    """
    return query.frame(
        f"select iso_weekday, visits, visits_pct from mgmt.busiest_weekday({_LEVELS})",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.weekday_traffic", explained_by="mgmt.engagement_dau_90d_v", needs="visits", days=_trend)
def weekday_traffic(*, levels: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Which weekdays bring how much of the traffic? Monday first; as many days as the trends.

    Columns: iso_weekday (1 Monday), days (how many of them), visits (daily active students, added up), visits_pct (0 to
    100; missing without visits), minutes, minutes_pct. Source: mgmt.engagement_dau_90d_v, whose days
    mgmt.weekday_traffic adds up.
    """
    return query.frame(
        "select iso_weekday, days, visits, visits_pct, minutes, minutes_pct "
        f"from mgmt.weekday_traffic({_LEVELS}) order by iso_weekday",
        as_of=as_of,
        levels=list(levels),
    )


@question("mgmt.what_counts")
def what_counts(*, days: int = 0, hours: int = 0, as_of: date | None = None) -> pd.DataFrame:
    """How many of the copied rows do the pages rest on, until which day, and is that before the last days?

    Columns: subject, position, copied, counted, left_out, last_day, named (list), is_over. What must count first comes
    first. Reads all of history: asked only where there is nothing to show. Source: mgmt.what_counts.
    """
    return query.frame(counted.statement_of("mgmt"), days=days, hours=hours, as_of=as_of)
