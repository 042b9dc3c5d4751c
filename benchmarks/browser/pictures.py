"""The eleven pictures of the Engagement Panel, over the same views, as whoever draws them elsewhere needs them.

Each stands for a section of the page: what the page shows as cards or in a table is a table here, too.
"""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["table", "number", "bars", "line", "heat"]
SCHEMA = "mgmt"


@dataclass(frozen=True)
class Picture:
    """A picture by its heading, the view that it reads, and which columns it shows."""

    heading: str
    kind: Kind
    view: str
    columns: tuple[str, ...]
    """Of bars and lines the axis and the value, of the heat map both axes and the value."""
    rows: str = ""
    """A `select` from the view, where its columns are not the picture's."""

    @property
    def select(self) -> str:
        """What the picture asks."""
        return self.rows or f"select {', '.join(self.columns)} from {SCHEMA}.{self.view}"


PICTURES = (
    Picture(
        "Active students",
        "table",
        "engagement_active_counts_v",
        ("active_7d", "active_14d", "active_30d", "active_6mo"),
    ),
    Picture(
        "This week against the last",
        "table",
        "engagement_decline_index_v",
        ("active_students_7d", "active_students_prev7d", "total_minutes_7d", "total_minutes_prev7d"),
    ),
    Picture(
        "Who stays away",
        "bars",
        "engagement_inactive_counts_v",
        ("days", "students"),
        f"select away.days, away.students from {SCHEMA}.engagement_inactive_counts_v as counts, lateral (values "
        "('7 days', inactive_7d_count), ('14 days', inactive_14d_count), ('30 days', dormant_30d_count), "
        "('180 days', inactive_180d_count)) as away (days, students)",
    ),
    Picture("Week by week", "bars", "engagement_weekly_active_90d_v", ("week_start", "sum_active_students")),
    Picture("Monthly active students", "line", "engagement_mau_rolling_90d_v", ("snapshot_date", "mau_rolling_30d")),
    Picture("Stickiness", "number", "engagement_wau_mau_v", ("wau_mau_ratio",)),
    Picture(
        "Days between visits",
        "bars",
        "engagement_avg_days_between_visits_v",
        ("level", "avg_days_between_visits"),
        "select coalesce(nullif(level, ''), scope) as level, avg_days_between_visits "
        f"from {SCHEMA}.engagement_avg_days_between_visits_v",
    ),
    Picture(
        "Median days between visits",
        "number",
        "engagement_median_days_between_visits_v",
        ("median_days_between_visits",),
    ),
    Picture("Parts of the day", "bars", "engagement_hour_split_v", ("daypart", "total_minutes")),
    Picture("Busy hours", "heat", "engagement_hourly_heatmap_90d_v", ("hour_local", "iso_weekday", "minutes")),
    Picture(
        "Weekdays",
        "bars",
        "engagement_dau_90d_v",
        ("weekday", "visits"),
        "select to_char(d, 'Dy') as weekday, sum(active_students) as visits "
        f"from {SCHEMA}.engagement_dau_90d_v group by to_char(d, 'Dy')",
    ),
)
