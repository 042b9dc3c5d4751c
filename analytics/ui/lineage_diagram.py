"""Where a number comes from, as a small picture in the definition drawer: production at the top, the number below."""

from analytics.ui.theme import Palette
from db.diagram import Box, Diagram, diagram
from db.lineage import lineage


def lineage_diagram(relation: str, palette: Palette) -> str | None:
    """The chain of a relation in Graphviz's language; None where nothing stands upstream of it."""
    chain = lineage().chain(relation) if relation in lineage().objects else []
    return _graphviz(diagram(chain), palette) if len(chain) > 1 else None


def files_of(relation: str) -> list[str]:
    """The files that say how the relation is made, its own first, each once."""
    chain = lineage().chain(relation) if relation in lineage().objects else []
    return list(dict.fromkeys(step.file for step in chain))


def _graphviz(found: Diagram, palette: Palette) -> str:
    look = (
        f'graph [bgcolor=transparent rankdir=TB nodesep=0.15 ranksep=0.3] node [shape=box style="filled,rounded" '
        f'fontname="Source Sans, sans-serif" fontsize=11 margin="0.12,0.06" color="{palette.line}" '
        f'fillcolor="{palette.panel}" fontcolor="{palette.text}"] edge [color="{palette.previous}" arrowsize=0.6]'
    )
    boxes = [f'{box.key} [label="{_label(box)}"{_mark(box, palette)}]' for box in found.boxes]
    arrows = [f"{upstream.key} -> {downstream.key}" for upstream, downstream in found.arrows]
    return "digraph {\n" + "\n".join([look, *boxes, *arrows]) + "\n}"


def _label(box: Box) -> str:
    return "\\n".join([*box.lines, box.kind])


def _mark(box: Box, palette: Palette) -> str:
    return f' color="{palette.primary}" penwidth=2' if box.is_number else ""
