"""Every ngeShare view agrees with the plain-Python oracle, whatever the organisation and the moment."""

from collections import Counter
from typing import Any

import psycopg
from hypothesis import given
from hypothesis import strategies as st

from db.rules import change
from tests.oracle.curriculum.groups import Row, Rules
from tests.oracle.curriculum.oracle import compute
from tests.oracle.reading import COLUMNS, read, seen_from, without_free_text
from tests.oracle.rules import facts_add_up
from tests.oracle.strategies import (
    Example,
    organisations,
    organisations_under,
    organisations_with_many_graduates,
    rules,
    thoroughly,
)

ORDERED_VIEWS = ("v_rescue_list",)
LAST_MEETING_DATE = COLUMNS["v_rescue_list"].index("last_meeting_date")


@thoroughly(examples=200)
@given(example=st.one_of(organisations(), organisations(), organisations_with_many_graduates()))
def test_every_view_agrees_with_the_oracle(connection: psycopg.Connection[Any], example: Example) -> None:
    with seen_from(connection, *example):
        assert_views_agree(connection, example, Rules())


@thoroughly(examples=200)
@given(drawn=st.data(), first=rules(), second=rules())
def test_every_view_agrees_before_and_after_a_change_of_rules(
    connection: psycopg.Connection[Any], drawn: st.DataObject, first: Rules, second: Rules
) -> None:
    example = drawn.draw(organisations_under(drawn.draw(st.sampled_from((first, second)))))
    with connection.transaction(force_rollback=True):
        change.apply(connection, first.values(), "a test")
        with seen_from(connection, *example):
            assert_views_agree(connection, example, first)
            change.apply(connection, second.values(), "a test")
            assert_views_agree(connection, example, second)
            facts_add_up(connection, "ngeshare")
            assert connection.execute("select ngeshare.rebuild_facts()").fetchone() == (0,)


def assert_views_agree(connection: psycopg.Connection[Any], example: Example, in_force: Rules) -> None:
    for view, expected in compute(*example, in_force).items():
        found = read(connection, view)
        assert comparable(view, without_free_text(view, found)) == comparable(view, expected), view
        if view == "v_rescue_list":
            assert all(gives_its_reason(row, in_force) for row in found)
        if view == "v_pipeline_anomalies":
            assert all(row[-1].strip() for row in found)


def comparable(view: str, rows: list[Row]) -> object:
    return rows if view in ORDERED_VIEWS else Counter(rows)


def gives_its_reason(row: Row, in_force: Rules) -> bool:
    rules_named = (f"limit: {in_force.active_days} day", f"threshold: {in_force.rescue_percent} %")
    return all(evidence in row[-1] for evidence in (row[LAST_MEETING_DATE].isoformat(), *rules_named))
