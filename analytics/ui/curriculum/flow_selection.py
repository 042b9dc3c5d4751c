"""What a click on the Sankey means: pure functions, because a test cannot click a chart."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from analytics.rows import Row, rows

ARROW = " → "


@dataclass(frozen=True)
class FlowChoice:
    """A link (source and target) or a node (one of the two) of the curriculum flow."""

    source: str = ""
    target: str = ""

    @property
    def token(self) -> str:
        """How the choice is written in the URL, the same in every language."""
        return f"{self.source}{ARROW}{self.target}" if self.source and self.target else self.source or self.target


def choices(edges: pd.DataFrame) -> dict[str, FlowChoice]:
    """Everything on the Sankey that can be clicked, by its token: sources, targets that are no source, links."""
    sources = list(dict.fromkeys(edges["source"]))
    targets = [name for name in dict.fromkeys(edges["target"]) if name not in sources]
    every = [FlowChoice(source=name) for name in sources]
    every += [FlowChoice(target=name) for name in targets]
    every += [FlowChoice(edge["source"], edge["target"]) for edge in rows(edges)]
    return {choice.token: choice for choice in every}


def meant(token: str) -> FlowChoice:
    """What a token means that is not on the Sankey: what no group does today."""
    source, _arrow, target = token.partition(ARROW)
    return FlowChoice(source, target)


def totals_by_choice(totals: Sequence[Row]) -> dict[FlowChoice, int]:
    """How many groups stand behind everything that can be chosen; behind no choice, all."""
    return {FlowChoice(row["source"] or "", row["target"] or ""): int(row["groups"]) for row in totals}


def clicked(
    selected: Sequence[Mapping[str, Any]], nodes: Sequence[str], edges: Sequence[tuple[str, str]]
) -> str | None:
    """The token of what ECharts reports as selected; None when nothing is, or when it is no longer there."""
    for group in selected:
        positions = group.get("data_indices") or []
        if not positions:
            continue
        position = int(positions[-1])
        if group.get("data_type") == "edge":
            if position < len(edges):
                return FlowChoice(*edges[position]).token
        elif position < len(nodes):
            return nodes[position]
    return None
