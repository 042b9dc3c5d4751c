"""The definition drawer says what the database and the SQL files say."""

import pytest

from analytics import definitions

pytestmark = pytest.mark.usefixtures("reading")


def test_a_view_is_explained_by_its_comments_and_its_header() -> None:
    found = definitions.definition("ngeshare.v_rescue_list")
    assert found.question.endswith("?")
    assert found.grain.startswith("one row per")
    assert "ngeshare.rescuable_groups" in found.reads
    assert found.meaning
    assert all(found.columns["meaning"])
    assert "reason" in found.columns["column"].to_list()


def test_a_table_is_explained_as_a_view_is() -> None:
    found = definitions.definition("ops.sync_log")
    assert found.question == "what did each run copy of each table, and do the counts agree?"
    assert found.meaning.startswith("One row per run and table")
    assert "rows_read" in found.columns["column"].to_list()


def test_what_does_not_exist_has_no_meaning() -> None:
    found = definitions.definition("ngeshare.no_such_view")
    assert found.meaning == ""
    assert found.columns.empty
