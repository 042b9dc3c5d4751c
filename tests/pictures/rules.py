"""What must hold of every chart that is drawn; each rule answers with what breaks it."""

from collections.abc import Iterator
from itertools import combinations, pairwise

from tests.pictures.scenegraph import Box, Drawn

UNEVEN = 1.26
"""Months and their weeks are not of one length: five weeks beside four."""


def faults(chart: Drawn) -> list[str]:
    """All that is wrong with it."""
    rules = (_leaving, _meeting, _floating, _off_their_ticks, _uneven, _without_a_name, _hovering)
    return [fault for rule in rules for fault in rule(chart)]


def _leaving(chart: Drawn) -> Iterator[str]:
    """Texts and points stay on the image, all else in the plot."""
    for box in chart.boxes:
        if box.kind in {"text", "symbol"} and not box.lies_in(chart.image):
            yield f"{box} leaves the image {chart.image}"
    for box in chart.marks:
        if box.kind != "symbol" and not box.lies_in(chart.plot, slack=1.5):
            yield f"{box} leaves the plot {chart.plot}"
    if not chart.marks:
        yield "nothing is drawn"


def _meeting(chart: Drawn) -> Iterator[str]:
    """No text is written over another."""
    for one, other in combinations(chart.texts, 2):
        if one.meets(other):
            yield f"{one} meets {other}"


def _floating(chart: Drawn) -> Iterator[str]:
    """A quantity's zero is where its axis begins."""
    for labels in chart.axes:
        for label in labels:
            # An axis above the plot names bands, and a band may be the hour 0.
            if label.text != "0" or label.item.get("baseline") == "bottom":
                continue
            middle = (label.left + label.right) / 2, (label.top + label.bottom) / 2
            upward = label.item.get("align") == "right"
            off = abs(middle[1] - chart.plot.bottom) if upward else abs(middle[0] - chart.plot.left)
            if off > 2:
                yield f"zero stands {off:.0f} pixels from where its axis begins"


def _off_their_ticks(chart: Drawn) -> Iterator[str]:
    """The first and the last label stand at their ticks as the others do."""
    for labels in chart.axes:
        if len({(label.item.get("align"), label.item.get("baseline")) for label in labels}) > 1:
            yield f"labels are not aligned alike: {' | '.join(label.text for label in labels)}"


def _uneven(chart: Drawn) -> Iterator[str]:
    """Labels across have even distances."""
    for labels in chart.axes:
        places = sorted(label.item["x"] for label in labels)
        steps = [after - before for before, after in pairwise(places)]
        if steps and min(steps) > 1 and max(steps) > UNEVEN * min(steps) + 1:
            yield f"labels at uneven distances: {' | '.join(label.text for label in labels)}"


def _without_a_name(chart: Drawn) -> Iterator[str]:
    """An axis that is drawn says something."""
    for labels in chart.axes:
        if not any(label.text for label in labels):
            yield "an axis has no label"


def _hovering(chart: Drawn) -> Iterator[str]:
    """Where up is a quantity, bars stand on the axis or on one another."""
    if not any(label.text == "0" and label.item.get("align") == "right" for labels in chart.axes for label in labels):
        return
    bars = [box for box in chart.marks if box.kind == "rect" and box.bottom - box.top > 1]
    for bar in bars:
        if abs(bar.bottom - chart.plot.bottom) > 1.5 and not any(_carries(other, bar) for other in bars):
            yield f"{bar} stands on nothing"


def _carries(lower: Box, bar: Box) -> bool:
    return abs(lower.top - bar.bottom) < 1 and abs(lower.left - bar.left) < 1
