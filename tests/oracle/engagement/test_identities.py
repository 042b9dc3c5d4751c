"""Sums that tie the Engagement Panel's views together, so that one module never contradicts another."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.engagement.academy import Connection
from tests.oracle.engagement.random_academy import RandomAcademy
from tests.oracle.engagement.test_oracle import SIZES, TODAYS, read
from tests.oracle.strategies import SEEDS, thoroughly

HUNDREDTHS, WHOLE = Decimal("0.005"), Decimal("0.5")
"""How far rounding can lead away."""


@thoroughly(examples=200)
@given(seed=SEEDS, today=st.sampled_from(TODAYS), size=st.sampled_from(SIZES), syncs=st.integers(0, 2))
def test_the_modules_never_contradict_one_another(
    connection: Connection, seed: int, today: date, size: tuple[int, int], syncs: int
) -> None:
    with connection.transaction(force_rollback=True):
        connection.execute("set local jit = off")
        centre = RandomAcademy(Random(seed), today, connection)
        centre.found(*size)
        for _ in range(syncs):
            centre.happen()
        every_student_is_active_inactive_or_new(connection, today)
        minutes_are_the_same_by_day_by_hour_and_by_daypart(connection, today)
        the_last_rolling_month_is_yesterdays_month(connection, today)


def every_student_is_active_inactive_or_new(connection: Connection, today: date) -> None:
    [active] = read(connection, "engagement_active_counts_v", today)
    [inactive] = read(connection, "engagement_inactive_counts_v", today)
    [(students, new)] = ask(
        connection,
        """
        select count(*), count(*) filter (where created_on > %(today)s - 7 and not came)
        from (
            select
                (student.created_at at time zone 'America/Guayaquil')::date as created_on,
                exists (
                    select from academy.check_ins as visit
                    where
                        visit.student_id = student.id
                        and (visit.checked_in_at at time zone 'America/Guayaquil')::date <= %(today)s
                ) as came
            from academy.students as student
            where student.deleted_at is null
        ) as known
        where created_on <= %(today)s
        """,
        today,
    )
    assert active[0] + inactive[0] + new == students


def minutes_are_the_same_by_day_by_hour_and_by_daypart(connection: Connection, today: date) -> None:
    days = sum(row[-1] for row in read(connection, "engagement_dau_90d_v", today))
    cells = list(read(connection, "engagement_hourly_heatmap_90d_v", today))
    dayparts = sum(row[-1] for row in read(connection, "engagement_hour_split_v", today))
    [(exact, in_dayparts)] = ask(
        connection,
        """
        select
            coalesce(sum(microseconds), 0) / 60000000.0,
            coalesce(sum(microseconds) filter (where hour between 8 and 19), 0) / 60000000.0
        from mgmt.presence_hours
        where on_day between %(today)s - 89 and %(today)s and counts_from <= %(today)s
        """,
        today,
    )
    # Each of 90 days and three dayparts is rounded to hundredths, each of 168 cells to whole minutes.
    assert abs(days - exact) <= 90 * HUNDREDTHS
    assert abs(dayparts - in_dayparts) <= 3 * HUNDREDTHS
    assert abs(sum(minutes for _weekday, _hour, minutes in cells) - exact) <= 168 * WHOLE


def the_last_rolling_month_is_yesterdays_month(connection: Connection, today: date) -> None:
    *_earlier, (snapshot, rolling) = read(connection, "engagement_mau_rolling_90d_v", today)
    [(_wau, mau, _ratio)] = read(connection, "engagement_wau_mau_v", today - timedelta(days=1))
    [(made_today,)] = ask(
        connection,
        "select count(*) from academy.students where (created_at at time zone 'America/Guayaquil')::date = %(today)s",
        today,
    )
    assert snapshot == today
    assert abs(rolling - mau) <= made_today


def ask(connection: Connection, question: str, today: date) -> list[tuple[Any, ...]]:
    return connection.execute(question.encode(), {"today": today}).fetchall()
