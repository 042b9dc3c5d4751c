"""A chain as a picture: every step where there are few, one box a layer where there are many."""

from db.derived import derived_objects
from db.diagram import LARGEST, Diagram, diagram, mermaid
from db.lineage import lineage


def drawn(name: str) -> Diagram:
    return diagram(lineage().chain(name))


def names(found: Diagram) -> set[tuple[str, str]]:
    return {(upstream.names[0], downstream.names[0]) for upstream, downstream in found.arrows}


def test_a_short_chain_is_drawn_step_by_step() -> None:
    assert names(drawn("mgmt.active_students")) == {
        ("mgmt.visit_gaps", "mgmt.active_students"),
        ("academy.check_ins", "mgmt.visit_gaps"),
        ("mgmt.known_students", "mgmt.visit_gaps"),
        ("academy.students", "mgmt.known_students"),
    }


def test_a_long_chain_is_drawn_in_layers() -> None:
    found = drawn("ngeshare.v_rescue_list")
    assert len(lineage().chain("ngeshare.v_rescue_list")) > LARGEST
    assert [box.kind for box in found.boxes] == [
        "view",
        "views, function",
        "facts",
        "views",
        "catalogues, raw tables",
    ]
    assert {"ngeshare.group_meetings", "ngeshare.group_rosters", "ngeshare.group_progress"} == set(found.boxes[2].names)


def test_no_diagram_is_larger_than_can_be_read() -> None:
    assert max(len(drawn(found.identity).boxes) for found in derived_objects()) <= LARGEST


def test_every_box_leads_to_the_number() -> None:
    for found in derived_objects():
        picture = drawn(found.identity)
        assert {upstream for upstream, _ in picture.arrows} == set(picture.boxes[1:]), found.identity


def test_mermaid_names_boxes_arrows_and_files() -> None:
    assert mermaid(drawn("kpi.audits"), "../").splitlines() == [
        "```mermaid",
        "flowchart LR",
        '    n0["kpi.audits<br>view"]',
        '    n1["teloo.auditorias<br>raw table"]',
        "    n1 --> n0",
        '    click n0 "../sql/kpi/audits.sql"',
        '    click n1 "../sync/specifications/advisors.py"',
        "```",
    ]
