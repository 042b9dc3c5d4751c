"""The way to each number in the definition drawer: narrow enough to read, and every step of it in a file."""

import re

import pytest

from analytics.theme import LIGHT
from analytics.ui.lineage_diagram import files_of, lineage_diagram, narrow_enough
from db.derived import derived_objects
from db.diagram import Box, Diagram
from db.lineage import lineage
from db.settings import PROJECT

NAMES = [found.identity for found in derived_objects() if len(lineage().chain(found.identity)) > 1]


def test_few_boxes_stand_side_by_side() -> None:
    chains = {name: lineage().chain(name) for name in NAMES}
    drawn = {name: narrow_enough(chain) for name, chain in chains.items()}
    step_by_step = {name: found for name, found in drawn.items() if all(box.file for box in found.boxes)}
    assert len(step_by_step) > 100
    assert max(side_by_side(found) for found in step_by_step.values()) <= 4
    # The others have one box a layer.
    assert max(len(drawn[name].boxes) for name in drawn.keys() - step_by_step.keys()) <= 5


def side_by_side(found: Diagram) -> int:
    """How many boxes are as far from the number, at the most."""
    downstream: dict[Box, list[Box]] = {box: [] for box in found.boxes}
    for upstream, below in found.arrows:
        downstream[upstream].append(below)

    def row(box: Box) -> int:
        return 1 + max(map(row, downstream[box]), default=0)

    rows = [row(box) for box in found.boxes]
    return max(map(rows.count, rows))


def test_a_long_name_is_cut_where_its_box_ends() -> None:
    long = "ngeshare." + "a" * 63
    [step, *_more] = lineage().chain("ngeshare.v_rescue_list")
    assert step.file
    dot = lineage_diagram("ngeshare.v_rescue_list", LIGHT)
    assert dot is not None
    assert long not in dot
    assert max(map(len, re.findall(r'label="([^"\\]+)', dot))) < 50


@pytest.mark.parametrize("name", NAMES)
def test_every_step_stands_in_a_file_that_the_drawer_names(name: str) -> None:
    named = files_of(name)
    assert {step.file for step in lineage().chain(name)} == set(named)
    assert all((PROJECT / file).is_file() for file in named)
