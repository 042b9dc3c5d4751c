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
    with pytest.raises(UnknownView, match=r"Several are called time_zone: .*ngeshare\.time_zone"):
        explain("time_zone")


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
    assert found["productions"] == list(explain("v_time_to_graduate").productions)
