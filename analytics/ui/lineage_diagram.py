"""Where a number comes from, as a small picture in the definition drawer: production at the top, the number below.

A wide picture is made smaller by the drawer until nobody can read it, so steps side by side are gathered before that.
"""

from collections import defaultdict

from analytics.theme import Palette
from analytics.ui.charts.scales import shortened, text_pixels
from db.diagram import Box, Diagram, diagram
from db.lineage import Step, lineage

WIDEST = 480
"""Pixels across: a phone still shows two thirds of their size."""

NAME_PIXELS = 300
FONT_PIXELS = 12

_POINTS = 0.75
"""Of a pixel: what Graphviz counts in."""

_MARGIN = 20
_BETWEEN = 15


def lineage_diagram(relation: str, palette: Palette) -> str | None:
    """The chain of a relation in Graphviz's language; None where nothing stands upstream of it."""
    chain = lineage().chain(relation) if relation in lineage().objects else []
    return graphviz(narrow_enough(chain), palette) if len(chain) > 1 else None


def files_of(relation: str) -> list[str]:
    """The files that say how the relation is made, its own first, each once."""
    chain = lineage().chain(relation) if relation in lineage().objects else []
    return list(dict.fromkeys(step.file for step in chain))


def narrow_enough(chain: list[Step]) -> Diagram:
    """The diagram of a chain, step by step where that has room, else one box a layer."""
    found = diagram(chain)
    return found if _pixels_across(found) <= WIDEST else diagram(chain, largest=0)


def graphviz(found: Diagram, palette: Palette) -> str:
    """A diagram in Graphviz's language."""
    look = (
        f"graph [bgcolor=transparent rankdir=TB nodesep={_inches(_BETWEEN)} ranksep=0.25] "
        f'node [shape=box style="filled,rounded" fontname="Source Sans, sans-serif" '
        f'fontsize={FONT_PIXELS * _POINTS} margin="{_inches(_MARGIN / 2)},0.06" color="{palette.line}" '
        f'fillcolor="{palette.panel}" fontcolor="{palette.text}"] edge [color="{palette.previous}" arrowsize=0.6]'
    )
    boxes = [f'{box.key} [label="{_label(box)}"{_mark(box, palette)}]' for box in found.boxes]
    arrows = [f"{upstream.key} -> {downstream.key}" for upstream, downstream in found.arrows]
    return "digraph {\n" + "\n".join([look, *boxes, *arrows]) + "\n}"


def _inches(pixels: float) -> float:
    # drawing: Graphviz counts in inches, of 96 pixels
    return round(pixels / 96, 2)


def _pixels_across(found: Diagram) -> float:
    """How wide the widest row of boxes is, each of them above all that it leads to."""
    rows = dict.fromkeys(found.boxes, 0)
    for _each in found.boxes:
        for upstream, downstream in found.arrows:
            rows[upstream] = min(max(rows[upstream], rows[downstream] + 1), len(found.boxes))
    across: dict[int, float] = defaultdict(float)
    for box, row in rows.items():
        across[row] += text_pixels(_lines(box), FONT_PIXELS) + _MARGIN + _BETWEEN
    return max(across.values())


def _lines(box: Box) -> list[str]:
    return [*(shortened(line, NAME_PIXELS, FONT_PIXELS) for line in box.lines), box.kind]


def _label(box: Box) -> str:
    return "\\n".join(_lines(box))


def _mark(box: Box, palette: Palette) -> str:
    return f' color="{palette.primary}" penwidth=2' if box.is_number else ""
