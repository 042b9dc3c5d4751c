"""A lineage as a small diagram: production tables, facts, views, number. Long ones are drawn in layers.

The generated pages draw it with Mermaid, the definition drawer with Graphviz.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.lineage import RAW, Step

LARGEST = 12
"""More steps than these are gathered into one box a layer."""

_SHOWN_NAMES = 5
_NUMBER, _RULES, _FACTS, _PREPARATION, _BEGINNINGS = range(5)


@dataclass(frozen=True)
class Box:
    """One or several steps, drawn as one."""

    key: str
    layer: int
    kind: str
    names: tuple[str, ...]
    file: str | None
    """Of a box with one step."""

    @property
    def is_number(self) -> bool:
        return self.layer == _NUMBER

    @property
    def lines(self) -> list[str]:
        """Names, the first few of many."""
        more = len(self.names) - _SHOWN_NAMES
        return [*self.names[:_SHOWN_NAMES], *([f"… {more} more"] if more > 0 else [])]


@dataclass(frozen=True)
class Diagram:
    """Boxes, and which stands upstream of which."""

    boxes: tuple[Box, ...]
    arrows: tuple[tuple[Box, Box], ...]
    """From upstream to downstream."""


def diagram(chain: Sequence[Step], *, largest: int = LARGEST) -> Diagram:
    """The diagram of a chain, as `Lineage.chain` gives it, the number first; in layers if it has more steps."""
    layers = _layers(chain)
    groups: dict[str, list[Step]] = {}
    for step in chain:
        key = step.name if len(chain) <= largest else str(layers[step.name])
        groups.setdefault(key, []).append(step)
    boxes = {
        step.name: _box(f"n{place}", layers[step.name], steps)
        for place, steps in enumerate(groups.values())
        for step in steps
    }
    drawn = tuple(dict.fromkeys(boxes.values()))
    arrows = dict.fromkeys(_arrows(chain, boxes))
    # A fact made of other facts: what makes it of them stands behind them.
    loose = set(drawn[1:]) - {upstream for upstream, _downstream in arrows}
    return Diagram(drawn, (*arrows, *((box, drawn[0]) for box in drawn if box in loose)))


def mermaid(found: Diagram, links: str) -> str:
    """The diagram for Markdown; `links` leads from the page to the project's root."""
    lines = ["flowchart LR"]
    lines += [f'    {box.key}["{"<br>".join([*box.lines, box.kind])}"]' for box in found.boxes]
    lines += [f"    {upstream.key} --> {downstream.key}" for upstream, downstream in found.arrows]
    lines += [f'    click {box.key} "{links}{box.file}"' for box in found.boxes if box.file]
    return "\n".join(["```mermaid", *lines, "```"])


def _box(key: str, layer: int, steps: Sequence[Step]) -> Box:
    kinds = Counter(step.kind for step in steps)
    return Box(
        key,
        layer,
        ", ".join(f"{kind}s" if times > 1 else kind for kind, times in kinds.items()),
        tuple(step.name.replace('"', "") for step in steps),
        steps[0].file if len(steps) == 1 else None,
    )


def _arrows(chain: Iterable[Step], boxes: Mapping[str, Box]) -> Iterable[tuple[Box, Box]]:
    arrows = ((boxes[upstream], boxes[step.name]) for step in chain for upstream in step.upstream)
    # Within a layer nothing is drawn, and against their order nothing that would close a circle.
    return dict.fromkeys(
        (upstream, downstream)
        for upstream, downstream in arrows
        if upstream.layer > downstream.layer or (upstream.file and downstream.file and upstream != downstream)
    )


def _layers(chain: Sequence[Step]) -> dict[str, int]:
    before_facts = {name for step in chain if step.kind == "fact" for name in step.upstream}
    layers: dict[str, int] = {}
    for place, step in enumerate(chain):
        if step.name in before_facts:
            before_facts.update(step.upstream)
        layers[step.name] = _layer(step, place, before_facts)
    return layers


def _layer(step: Step, place: int, before_facts: set[str]) -> int:
    if place == 0:
        return _NUMBER
    if step.kind in {RAW, "table", "catalogue"}:
        return _BEGINNINGS
    if step.kind == "fact":
        return _FACTS
    return _PREPARATION if step.name in before_facts else _RULES
