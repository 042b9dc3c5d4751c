"""Sums that tie the Engagement Panel's views together by any rules, so that one module never contradicts another."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.oracle.engagement.academy import Connection
from tests.oracle.engagement.random_academy import DAYS_AGO, RandomAcademy
from tests.oracle.engagement.rules import DEFAULTS, rules
from tests.oracle.engagement.test_oracle import SIZES, TODAYS, edges, read
from tests.oracle.rules import Rules, put_in_force
from tests.oracle.strategies import SEEDS, thoroughly
from tests.thoroughness import part

HUNDREDTHS, WHOLE = Decimal("0.005"), Decimal("0.5")
"""How far rounding can lead away."""


@thoroughly(examples=part(200, share=0.2))
@given(
    seed=SEEDS,
    today=st.sampled_from(TODAYS),
    size=st.sampled_from(SIZES),
    syncs=st.integers(0, 2),
    in_force=st.just(DEFAULTS) | rules(),
)
def test_the_modules_never_contradict_one_another(
    connection: Connection, seed: int, today: date, size: tuple[int, int], syncs: int, in_force: Rules
) -> None:
    """By windows of activity that are those of inactivity: by others somebody may be in both, or in none."""
    in_force = {**in_force, "inactive_windows": in_force["active_windows"]}
    with connection.transaction(force_rollback=True):
        connection.execute("set local jit = off")
        put_in_force(connection, "academy", in_force)
        centre = RandomAcademy(Random(seed), today, connection, in_force["time_zone"], (*DAYS_AGO, *edges(in_force)))
        centre.found(*size)
        for _ in range(syncs):
            centre.happen()
        every_student_is_active_inactive_or_new(connection, today, in_force)
        minutes_are_the_same_by_day_by_hour_and_by_daypart(connection, today, in_force)
        the_last_rolling_month_is_yesterdays_month(connection, today, in_force)


def every_student_is_active_inactive_or_new(connection: Connection, today: date, in_force: Rules) -> None:
    [active] = read(connection, "engagement_active_counts_v", today)
    [inactive] = read(connection, "engagement_inactive_counts_v", today)
    for place, days in enumerate(in_force["active_windows"]):
        [(students, new)] = ask(
            connection,
            """
            select count(*), count(*) filter (where created_on > %(today)s - %(days)s and not came)
            from (
                select
                    (student.created_at at time zone %(zone)s)::date as created_on,
                    exists (
                        select from academy.check_ins as visit
                        where
                            visit.student_id = student.id
                            and (visit.checked_in_at at time zone %(zone)s)::date <= %(today)s
                    ) as came
                from academy.students as student
                where student.deleted_at is null
            ) as known
            where created_on <= %(today)s
            """,
            today=today,
            zone=in_force["time_zone"],
            days=days,
        )
        assert active[place] + inactive[place] + new == students


def minutes_are_the_same_by_day_by_hour_and_by_daypart(connection: Connection, today: date, in_force: Rules) -> None:
    days = sum(row[-1] for row in read(connection, "engagement_dau_90d_v", today))
    cells = list(read(connection, "engagement_hourly_heatmap_90d_v", today))
    dayparts = sum(row[-1] for row in read(connection, "engagement_hour_split_v", today))
    split = [hour for daypart in in_force["dayparts"] for hour in range(*daypart)]
    [(exact, in_dayparts)] = ask(
        connection,
        """
        select
            coalesce(sum(microseconds), 0) / 60000000.0,
            coalesce(sum(microseconds) filter (where hour = any(%(hours)s)), 0) / 60000000.0
        from mgmt.presence_hours
        where on_day > %(today)s - %(days)s and on_day <= %(today)s and counts_from <= %(today)s
        """,
        today=today,
        days=in_force["trend_days"],
        hours=split,
    )
    # Each day and each of three dayparts is rounded to hundredths, each of 168 cells to whole minutes.
    assert abs(days - exact) <= in_force["trend_days"] * HUNDREDTHS
    assert abs(dayparts - in_dayparts) <= 3 * HUNDREDTHS
    assert abs(sum(minutes for _weekday, _hour, minutes in cells) - exact) <= 168 * WHOLE


def the_last_rolling_month_is_yesterdays_month(connection: Connection, today: date, in_force: Rules) -> None:
    *_earlier, (snapshot, rolling) = read(connection, "engagement_mau_rolling_90d_v", today)
    [(_wau, mau, _ratio)] = read(connection, "engagement_wau_mau_v", today - timedelta(days=1))
    [(made_today,)] = ask(
        connection,
        "select count(*) from academy.students where (created_at at time zone %(zone)s)::date = %(today)s",
        today=today,
        zone=in_force["time_zone"],
    )
    assert snapshot == today
    assert abs(rolling - mau) <= made_today


def ask(connection: Connection, question: str, **parameters: Any) -> list[tuple[Any, ...]]:
    return connection.execute(question.encode(), parameters).fetchall()
