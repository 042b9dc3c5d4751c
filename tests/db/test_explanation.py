"""What `atalaya explain` says of a view, from the files alone."""

import json

import pytest
from typer.testing import CliRunner

import cli
from db.explanation import UnknownView, explain
from db.lineage import lineage


def test_a_number_is_explained_down_to_production() -> None:
    found = explain("v_group_status")
    assert found.name == "ngeshare.v_group_status"
    assert found.steps["ngeshare.group_meetings"].kind == "fact"
    assert 'public."UserHangoutGroupAttendance"' in found.productions


def test_a_view_names_the_questions_that_read_it() -> None:
    assert "analytics/curriculum.py: rescue_list" in explain("ngeshare.v_rescue_list").questions


def test_every_object_of_ours_can_be_explained() -> None:
    assert [name for name in lineage().objects if explain(name).name != name] == []


def test_a_name_that_several_bear_wants_its_schema() -> None:
    with pytest.raises(UnknownView, match=r"Several are called today: .*ngeshare\.today"):
        explain("today")


def test_an_unknown_view_names_what_is_called_alike() -> None:
    with pytest.raises(
        UnknownView, match=r"no view, function or table v_rescue_lst\. Did you mean ngeshare\.v_rescue_li"
    ):
        explain("v_rescue_lst")


def test_the_command_prints_a_line_for_each_step_and_the_same_as_json() -> None:
    said = CliRunner().invoke(cli.cli, ["explain", "v_time_to_graduate"])
    assert said.exit_code == 0
    found = json.loads(CliRunner().invoke(cli.cli, ["explain", "v_time_to_graduate", "--json"]).stdout)
    assert [step["file"] for step in found["steps"] if step["file"] not in said.stdout] == []
    assert list(found["productions"]) == list(explain("v_time_to_graduate").productions)
    assert found["productions"]['public."UserHangoutGroupAttendance"'] == "window of ngeshare.window_days by attendedAt"


def test_a_question_is_named_where_another_relation_explains_it() -> None:
    assert "analytics/engagement.py: stickiness" in explain("mgmt.engagement_wau_mau_v").questions


def test_the_way_says_who_keeps_a_fact_and_how_a_table_is_copied() -> None:
    said = CliRunner().invoke(cli.cli, ["explain", "mgmt.engagement_wau_mau_v"]).stdout
    assert "kept by mgmt.rebuild_visits, mgmt.write_visits" in said
    assert "copied from production academy, table check_ins, incremental by updated_at" in said
