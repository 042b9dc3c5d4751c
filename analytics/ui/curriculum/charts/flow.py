"""The curriculum flow as an ECharts Sankey, because it can say which link or node was clicked."""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import pandas as pd

from analytics.rows import Row, rows
from analytics.theme import STATUS, Palette
from analytics.ui import numbers
from analytics.ui.charts.scales import shortened, text_pixels
from analytics.ui.curriculum import words
from analytics.ui.curriculum.flow_selection import FlowChoice
from analytics.ui.i18n import ngettext

OUTCOMES = ("Graduated", "Active", "Stalled", "Not started")
_OUTCOME_STATUS = dict(zip(OUTCOMES, ("GRADUATED", "ACTIVE", "STALLED", "NOT_STARTED"), strict=True))


LEFT, NODE = 4, 14
"""Pixels at the left edge, and of a box."""


@dataclass(frozen=True)
class Size:
    """How a picture of `at_least` so many pixels is drawn: room behind the last column, size of the letters."""

    at_least: int
    last: int
    font: int


SIZES = (Size(350, 110, 11), Size(520, 150, 12), Size(900, 190, 13))
"""A phone, a tablet, a desk."""


@dataclass(frozen=True)
class _Box:
    """A node: its name in the data, its name in words, how many groups stand behind it, its column."""

    name: str
    label: str
    groups: int
    depth: int


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
    boxes = [_Box(name, _label(name, short), _groups_of_node(name, counted), _depth(name, courses)) for name in nodes]
    links = [_link(edge, courses, short, chosen) for edge in rows(ordered)]
    spec = _spec([_sized(boxes, courses, palette, size) for size in SIZES], links, palette)
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


def _depth(name: str, courses: list[str]) -> int:
    return courses.index(name) if name in courses else len(courses)


def _sized(boxes: list[_Box], courses: list[str], palette: Palette, size: Size) -> dict[str, Any]:
    """What of the series depends on how wide the picture is."""
    return {
        "right": size.last,
        "label": {"color": palette.text, "fontSize": size.font, "lineHeight": size.font + 2},
        "data": [_node(box, courses, palette, size) for box in boxes],
    }


def _node(box: _Box, courses: list[str], palette: Palette, size: Size) -> dict[str, Any]:
    between = (size.at_least - LEFT - size.last - NODE) / len(courses) - NODE
    is_last = box.depth == len(courses)
    free = size.last if is_last else between
    said = ngettext("{what}: {count} group", "{what}: {count} groups", box.groups).format(
        what=box.label, count=numbers.whole(box.groups)
    )
    return {
        "name": box.name,
        "depth": box.depth,
        "itemStyle": {"color": _colour(box.name, courses, palette), "borderWidth": 0},
        "label": {"formatter": _beside(_written(box, free, size, is_last=is_last)), "position": "right"},
        "tooltip": {"formatter": _hovered(said)},
    }


def _written(box: _Box, free: float, size: Size, *, is_last: bool) -> str:
    """Name and number in one line, the name cut if it must be, since hovering says all of it.

    Alone in its column, a box has its number below its name where little would be left of a name beside it.
    """
    count = numbers.whole(box.groups)
    beside = free - text_pixels([f" {count}"], size.font)
    if text_pixels([box.label], size.font) > beside and beside < free / 2 and not is_last:
        return f"{shortened(box.label, free, size.font)}\n{count}"
    return f"{shortened(box.label, beside, size.font)} {count}"


def _link(edge: Row, courses: list[str], short: Mapping[str, str], chosen: FlowChoice | None) -> dict[str, Any]:
    source, target, groups = edge["source"], edge["target"], int(edge["groups"])
    sentence = ngettext("{what}: {count} group", "{what}: {count} groups", groups).format(
        what=f"{_label(source, short)} → {_label(target, short)}", count=numbers.whole(groups)
    )
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


def _spec(sized: list[dict[str, Any]], links: list[dict[str, Any]], palette: Palette) -> dict[str, Any]:
    """ECharts takes of `media` what fits the picture's width, also when a window grows or shrinks."""
    return {
        "animation": False,
        "tooltip": {"trigger": "item"},
        "series": [
            {
                "type": "sankey",
                "links": links,
                "selectedMode": "single",
                "layoutIterations": 0,
                "nodeAlign": "left",
                "nodeWidth": NODE,
                "nodeGap": 18,
                "draggable": False,
                "left": LEFT,
                "top": 8,
                "bottom": 8,
                "lineStyle": {"curveness": 0.5},
                "emphasis": {"focus": "none", "lineStyle": {"opacity": 0.6}},
                "select": {"itemStyle": {"borderColor": palette.text, "borderWidth": 1}},
                **sized[0],
            }
        ],
        "media": [{"query": _query(place), "option": {"series": [option]}} for place, option in enumerate(sized)],
    }


def _query(place: int) -> dict[str, int]:
    """From where a size begins to where the next does; the first from nothing."""
    query = {"minWidth": SIZES[place].at_least} if place else {}
    return query | ({"maxWidth": SIZES[place + 1].at_least - 1} if place + 1 < len(SIZES) else {})
