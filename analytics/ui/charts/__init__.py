"""Pictures that pages of several domains use: pure functions, a frame and a palette in, a figure out."""

from analytics.ui.charts.periods import activity_bars, cumulative_line, daily_line, monthly_bars, weekly_bars

__all__ = ["activity_bars", "cumulative_line", "daily_line", "monthly_bars", "weekly_bars"]
