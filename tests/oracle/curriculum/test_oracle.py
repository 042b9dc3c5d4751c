"""Every ngeShare view agrees with the plain-Python oracle, whatever the organisation and the moment."""

from collections import Counter
from typing import Any

import psycopg
from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.curriculum.groups import Row
from tests.oracle.curriculum.oracle import compute
from tests.oracle.reading import COLUMNS, read, seen_from, without_free_text
from tests.oracle.strategies import Example, organisations, organisations_with_many_graduates, thoroughly

ORDERED_VIEWS = ("v_rescue_list",)
LAST_MEETING_DATE = COLUMNS["v_rescue_list"].index("last_meeting_date")


@thoroughly(examples=200)
@given(example=st.one_of(organisations(), organisations(), organisations_with_many_graduates()))
def test_every_view_agrees_with_the_oracle(connection: psycopg.Connection[Any], example: Example) -> None:
    organisation, as_of = example
    with seen_from(connection, organisation, as_of):
        for view, expected in compute(organisation, as_of).items():
            found = read(connection, view)
            assert comparable(view, without_free_text(view, found)) == comparable(view, expected), view
            if view == "v_rescue_list":
                assert all(gives_its_reason(row) for row in found)
            if view == "v_pipeline_anomalies":
                assert all(row[-1].strip() for row in found)


def comparable(view: str, rows: list[Row]) -> object:
    return rows if view in ORDERED_VIEWS else Counter(rows)


def gives_its_reason(row: Row) -> bool:
    return all(evidence in row[-1] for evidence in (row[LAST_MEETING_DATE].isoformat(), "28", "70"))
