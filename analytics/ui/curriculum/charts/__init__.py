"""The curriculum's pictures: pure functions, a frame and a palette in, a figure out."""

from analytics.ui.curriculum.charts.anomalies import anomaly_kinds
from analytics.ui.curriculum.charts.courses import course_funnel, status_per_course
from analytics.ui.curriculum.charts.episodes import episode_heat
from analytics.ui.curriculum.charts.flow import Sankey, curriculum_sankey
from analytics.ui.curriculum.charts.graduation import graduation_spread
from analytics.ui.curriculum.charts.rescue_map import CityCircle, city_circles, rescue_map

__all__ = [
    "CityCircle",
    "Sankey",
    "anomaly_kinds",
    "city_circles",
    "course_funnel",
    "curriculum_sankey",
    "episode_heat",
    "graduation_spread",
    "rescue_map",
    "status_per_course",
]
