"""Pictures: pure functions, a frame and a palette in, a figure out."""

from analytics.ui.charts.counts import anomaly_kinds
from analytics.ui.charts.courses import course_funnel, status_per_course
from analytics.ui.charts.graduation import graduation_spread
from analytics.ui.charts.heat import episode_heat
from analytics.ui.charts.hours import guidance_totals, hourly_activity, hourly_delays, hourly_scores
from analytics.ui.charts.periods import (
    activity_bars,
    cumulative_line,
    daily_line,
    measured_months,
    monthly_bars,
    weekly_bars,
)
from analytics.ui.charts.rescue_map import CityCircle, city_circles, rescue_map
from analytics.ui.charts.sankey import Sankey, curriculum_sankey
from analytics.ui.charts.timeline import run_timeline
from analytics.ui.charts.trade_map import TradeCircle, trade_circles, trade_map

__all__ = [
    "CityCircle",
    "Sankey",
    "TradeCircle",
    "activity_bars",
    "anomaly_kinds",
    "city_circles",
    "course_funnel",
    "cumulative_line",
    "curriculum_sankey",
    "daily_line",
    "episode_heat",
    "graduation_spread",
    "guidance_totals",
    "hourly_activity",
    "hourly_delays",
    "hourly_scores",
    "measured_months",
    "monthly_bars",
    "rescue_map",
    "run_timeline",
    "status_per_course",
    "trade_circles",
    "trade_map",
    "weekly_bars",
]
