"""The Engagement Panel agrees with the plain-Python oracle, from any day, by any rules, whatever the syncs brought."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.engagement.academy import Connection
from tests.oracle.engagement.oracle import UNORDERED, compute
from tests.oracle.engagement.random_academy import DAYS_AGO, RandomAcademy
from tests.oracle.engagement.rules import DEFAULTS, rules
from tests.oracle.rules import CHANGES, Rules, facts_add_up, put_in_force
from tests.oracle.strategies import SEEDS, thoroughly

TODAYS = (date(2026, 6, 15), date(2026, 3, 1), date(2026, 1, 1), date(2024, 2, 29))
SIZES = ((0, 0), (1, 0), (1, 1), (1, 6), (3, 12), (6, 25))
DAYS = ("roster_days", "trend_days", "wau_days", "mau_days")
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
        all_agree(centre, seen_from, DEFAULTS)


@thoroughly(examples=200)
@given(data=st.data(), seed=SEEDS, zone=st.sampled_from(sorted(CHANGES)), before=st.none() | rules(), after=rules())
def test_every_view_agrees_before_and_after_a_change_of_rules(
    connection: Connection, data: st.DataObject, seed: int, zone: str, before: Rules | None, after: Rules
) -> None:
    """Rows around days on which clocks are changed, and around the edges of every window."""
    today = data.draw(
        st.sampled_from([day + timedelta(days=late) for day in CHANGES[zone] for late in (0, 1, 6)] or TODAYS)
    )
    wanted = {**after, "time_zone": zone}
    with connection.transaction(force_rollback=True):
        connection.execute("set local jit = off")
        if before is not None:
            put_in_force(connection, "academy", before)
        centre = RandomAcademy(Random(seed), today, connection, zone, (*DAYS_AGO, *edges(wanted)))
        centre.found(*data.draw(st.sampled_from(SIZES)))
        centre.happen()
        all_agree(centre, today, before or DEFAULTS)
        put_in_force(connection, "academy", wanted)
        all_agree(centre, today, wanted)
        centre.happen()
        all_agree(centre, today, wanted)


def edges(wanted: Rules) -> list[int]:
    """Days ago at which a row falls into a window or out of it."""
    windows = [*wanted["active_windows"], *wanted["inactive_windows"], *(wanted[key] for key in DAYS)]
    return [days + near for days in windows for near in (-1, 0, 1)]


def all_agree(centre: RandomAcademy, today: date, wanted: Rules) -> None:
    """Every view, and the facts with their rows and with those that are made anew."""
    for view, expected in compute(centre.academy, today, wanted).items():
        assert read(centre.connection, view, today) == expected, view
    facts_add_up(centre.connection, "academy")
    kept = facts(centre.connection)
    centre.connection.execute("select mgmt.rebuild_facts()")
    assert kept == facts(centre.connection)


def read(connection: Connection, view: str, today: date) -> Any:
    connection.execute("select set_config('atalaya.as_of', %s, true)", [today.isoformat()])
    rows = connection.execute(f"select * from mgmt.{view}".encode()).fetchall()
    return Counter(rows) if view in UNORDERED else rows


def facts(connection: Connection) -> dict[str, Counter[Any]]:
    return {
        table: Counter(connection.execute(f"select row(fact.*)::text from mgmt.{table} as fact".encode()).fetchall())
        for table in FACTS
    }
