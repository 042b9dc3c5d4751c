"""The curriculum flow as an ECharts Sankey, because it can say which link or node was clicked."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analytics.rows import Row, rows
from analytics.ui import numbers
from analytics.ui.curriculum import words
from analytics.ui.curriculum.flow_selection import FlowChoice
from analytics.ui.theme import STATUS, Palette

OUTCOMES = ("Graduated", "Active", "Stalled", "Not started")
_OUTCOME_STATUS = dict(zip(OUTCOMES, ("GRADUATED", "ACTIVE", "STALLED", "NOT_STARTED"), strict=True))


@dataclass(frozen=True)
class Sankey:
    """A figure, and the nodes and links in the order in which ECharts counts them."""

    spec: dict[str, Any]
    nodes: tuple[str, ...]
    edges: tuple[tuple[str, str], ...]
    height: int


def curriculum_sankey(
    flow: pd.DataFrame,
    counted: Mapping[FlowChoice, int],
    *,
    courses: list[str],
    palette: Palette,
    chosen: FlowChoice | None = None,
) -> Sankey:
    """Courses left to right in curriculum order, what became of their groups at the right, anomalies last.

    What is not `chosen` fades; `counted` says how many groups stand behind each box.
    """
    names = [*courses, *OUTCOMES]
    anomalies = sorted(set(flow["target"]) - set(names), key=lambda target: _course_position(target, courses))
    used = set(flow["source"]) | set(flow["target"])
    nodes = [name for name in [*names, *anomalies] if name in used]
    place = {name: position for position, name in enumerate(nodes)}
    ordered = flow.assign(source_place=flow["source"].map(place), target_place=flow["target"].map(place)).sort_values(
        ["source_place", "target_place"]
    )
    short = words.short_courses(courses)
    spec = _spec(
        [_node(name, _groups_of_node(name, counted), courses, short, palette) for name in nodes],
        [_link(edge, courses, short, chosen) for edge in rows(ordered)],
        palette,
    )
    edges = tuple(zip(ordered["source"], ordered["target"], strict=True))
    return Sankey(spec, tuple(nodes), edges, height=420)


def _course_position(target: str, courses: list[str]) -> int:
    return next((place for place, course in enumerate(courses) if target.startswith(course)), len(courses))


def _groups_of_node(name: str, counted: Mapping[FlowChoice, int]) -> int:
    """What a click on the node will list: a course's groups leave it, an outcome's arrive."""
    leaving = counted.get(FlowChoice(source=name))
    return counted[FlowChoice(target=name)] if leaving is None else leaving


def _colour(name: str, courses: list[str], palette: Palette) -> str:
    if name in courses:
        return palette.primary
    return STATUS[_OUTCOME_STATUS.get(name, "ANOMALY")]


def _label(name: str, short: Mapping[str, str]) -> str:
    for course, brief in short.items():
        if name.startswith(course):
            name = name.replace(course, brief)
            break
    return words.outcome(name)


def _node(name: str, groups: int, courses: list[str], short: Mapping[str, str], palette: Palette) -> dict[str, Any]:
    last = name not in courses
    text = f"{_label(name, short)} {numbers.whole(groups)}"
    return {
        "name": name,
        "depth": len(courses) if last else courses.index(name),
        "itemStyle": {"color": _colour(name, courses, palette), "borderWidth": 0},
        "label": {"formatter": _beside(text), "position": "right"},
        "tooltip": {"formatter": _hovered(text)},
    }


def _link(edge: Row, courses: list[str], short: Mapping[str, str], chosen: FlowChoice | None) -> dict[str, Any]:
    source, target, groups = edge["source"], edge["target"], int(edge["groups"])
    sentence = f"{_label(source, short)} → {_label(target, short)}: {numbers.whole(groups)}"
    return {
        "source": source,
        "target": target,
        "value": groups,
        "lineStyle": {
            "color": "target" if target not in courses else "source",
            "opacity": _opacity(source, target, chosen),
        },
        "tooltip": {"formatter": _hovered(sentence)},
    }


def _hovered(text: str) -> str:
    """What ECharts takes for HTML, and for a template of its own, shown as it is."""
    return escape(text).replace("{", "&#123;")


def _beside(text: str) -> str:
    """What ECharts takes for a template, drawn as it is: a mark without width parts a brace from what follows."""
    return text.replace("{", "{\N{WORD JOINER}")


def _opacity(source: str, target: str, chosen: FlowChoice | None) -> float:
    if chosen is None:
        return 0.4
    fits = chosen.source in {"", source} and chosen.target in {"", target}
    return 0.75 if fits else 0.1


def _spec(nodes: list[dict[str, Any]], links: list[dict[str, Any]], palette: Palette) -> dict[str, Any]:
    return {
        "animation": False,
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "data": nodes,
                "links": links,
                "selectedMode": "single",
                "layoutIterations": 0,
                "nodeAlign": "left",
                "nodeWidth": 14,
                "nodeGap": 18,
                "draggable": False,
                "left": 4,
                "right": 150,
                "top": 8,
                "bottom": 8,
                "label": {"color": palette.text, "fontSize": 13},
                "lineStyle": {"curveness": 0.5},
                "emphasis": {"focus": "none", "lineStyle": {"opacity": 0.6}},
                "select": {"itemStyle": {"borderColor": palette.text, "borderWidth": 1}},
            }
        ],
    }
