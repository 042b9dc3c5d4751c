"""The Engagement Panel agrees with the plain-Python oracle, from whatever day, whatever the syncs before brought."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.engagement.academy import Connection
from tests.oracle.engagement.oracle import UNORDERED, compute, noon
from tests.oracle.engagement.random_academy import RandomAcademy
from tests.oracle.strategies import SEEDS, thoroughly

TODAYS = (date(2026, 6, 15), date(2026, 3, 1), date(2026, 1, 1), date(2024, 2, 29))
SIZES = ((0, 0), (1, 0), (1, 1), (1, 6), (3, 12), (6, 25))
FACTS = ("counted_students", "student_visits", "visit_gaps", "monthly_gaps", "first_visits", "presence_hours")


@thoroughly(examples=200)
@given(
    seed=SEEDS,
    today=st.sampled_from(TODAYS),
    size=st.sampled_from(SIZES),
    back=st.sampled_from((0, 0, 0, 1, 7, 29, 30, 89, 180)),
    syncs=st.integers(0, 2),
)
def test_every_view_agrees_with_the_oracle(
    connection: Connection, seed: int, today: date, size: tuple[int, int], back: int, syncs: int
) -> None:
    with connection.transaction(force_rollback=True):
        connection.execute("set local jit = off")
        centre = RandomAcademy(Random(seed), today, connection)
        centre.found(*size)
        for _ in range(syncs):
            centre.happen()
        seen_from = today - timedelta(days=back)
        for view, expected in compute(centre.academy, seen_from).items():
            assert read(connection, view, seen_from) == expected, view
        kept = facts(connection)
        connection.execute("select mgmt.rebuild_facts()")
        assert kept == facts(connection)


def read(connection: Connection, view: str, today: date) -> Any:
    connection.execute("select set_config('atalaya.as_of', %s, true)", [noon(today).isoformat()])
    rows = connection.execute(f"select * from mgmt.{view}".encode()).fetchall()
    return Counter(rows) if view in UNORDERED else rows


def facts(connection: Connection) -> dict[str, Counter[Any]]:
    return {
        table: Counter(connection.execute(f"select row(fact.*)::text from mgmt.{table} as fact".encode()).fetchall())
        for table in FACTS
    }
