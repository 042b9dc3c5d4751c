"""A click on the Sankey, as ECharts reports it, and the groups that it means."""

import pandas as pd
import pytest

from analytics.rows import rows
from analytics.theme import LIGHT
from analytics.ui import i18n
from analytics.ui.curriculum import charts
from analytics.ui.curriculum import flow_selection as selection
from analytics.ui.curriculum.charts.flow import OUTCOMES

COURSES = ["Course One", "Course Two", "Course Three"]

FLOW = pd.DataFrame(
    [
        ("Course One", "Course Two", 2),
        ("Course One", "Course Three (anomaly)", 1),
        ("Course One", "Stalled", 1),
        ("Course Two", "Stalled", 1),
        ("Course Two", "Active", 1),
    ],
    columns=["source", "target", "groups"],
)

DIRECTORY = pd.DataFrame(
    [(edge.source, edge.target) for edge in FLOW.itertuples() for _one in range(edge.groups)],
    columns=["course_name", "flow_target"],
)


COUNTED = selection.totals_by_choice(
    [
        *rows(FLOW),
        *rows(FLOW.groupby("source", as_index=False)["groups"].sum().assign(target=None)),
        *rows(FLOW.groupby("target", as_index=False)["groups"].sum().assign(source=None)),
        {"source": None, "target": None, "groups": FLOW["groups"].sum()},
    ]
)
"""The totals as the warehouse gives them: of each link, what leaves, what arrives, all."""


@pytest.fixture
def sankey() -> charts.Sankey:
    with i18n.speaking("en"):
        return charts.curriculum_sankey(FLOW, COUNTED, courses=COURSES, palette=LIGHT)


def test_nodes_are_courses_in_order_then_outcomes_then_anomalies(sankey: charts.Sankey) -> None:
    assert sankey.nodes == ("Course One", "Course Two", "Active", "Stalled", "Course Three (anomaly)")
    assert OUTCOMES == ("Graduated", "Active", "Stalled", "Not started")


def test_the_sankey_has_at_most_one_column_more_than_courses(sankey: charts.Sankey) -> None:
    assert {node["depth"] for node in sankey.spec["series"][0]["data"]} == {0, 1, 3}


def groups_of(choice: selection.FlowChoice) -> pd.DataFrame:
    """What curriculum.groups answers for the ends of a choice."""
    listed = DIRECTORY
    for column, end in (("course_name", choice.source), ("flow_target", choice.target)):
        listed = listed[listed[column] == end] if end else listed
    return listed


def test_a_clicked_link_lists_exactly_its_groups(sankey: charts.Sankey) -> None:
    for position, (source, target) in enumerate(sankey.edges):
        token = selection.clicked([{"data_type": "edge", "data_indices": [position]}], sankey.nodes, sankey.edges)
        listed = groups_of(selection.choices(FLOW)[token or ""])
        assert len(listed) == sankey.spec["series"][0]["links"][position]["value"]
        assert set(zip(listed["course_name"], listed["flow_target"], strict=True)) == {(source, target)}


def test_a_clicked_node_lists_as_many_groups_as_it_says(sankey: charts.Sankey) -> None:
    for position, node in enumerate(sankey.nodes):
        token = selection.clicked([{"data_type": "node", "data_indices": [position]}], sankey.nodes, sankey.edges)
        listed = groups_of(selection.choices(FLOW)[token or ""])
        label = sankey.spec["series"][0]["data"][position]["label"]["formatter"]
        assert label.endswith(f" {len(listed)}"), node


@pytest.mark.parametrize(
    "selected",
    [[], [{"data_type": "edge", "data_indices": []}], [{"data_type": "edge", "data_indices": [99]}]],
)
def test_no_selection_and_a_stale_one_mean_nothing(selected: list[dict[str, object]], sankey: charts.Sankey) -> None:
    assert selection.clicked(selected, sankey.nodes, sankey.edges) is None


def test_what_is_not_chosen_fades() -> None:
    with i18n.speaking("en"):
        figure = charts.curriculum_sankey(
            FLOW, COUNTED, courses=COURSES, palette=LIGHT, chosen=selection.FlowChoice(target="Stalled")
        )
    links = figure.spec["series"][0]["links"]
    bold = {link["source"] for link in links if link["lineStyle"]["opacity"] > 0.5}
    assert bold == {"Course One", "Course Two"}
    assert all(link["target"] == "Stalled" for link in links if link["lineStyle"]["opacity"] > 0.5)
