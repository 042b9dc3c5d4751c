"""All facts of the marketplace agree with the plain-Python oracle, from any day, by any rules."""

from datetime import date, datetime, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from tests.oracle.advisors import oracle as teloo
from tests.oracle.advisors.random_marketplace import marketplace
from tests.oracle.advisors.rules import DEFAULTS, rules
from tests.oracle.rules import CHANGES, Rules, facts_add_up, put_in_force
from tests.oracle.strategies import SEEDS, thoroughly
from tests.thoroughness import part

Connection = psycopg.Connection[Any]

TABLES = ("clientes", "asesores", "solicitudes", "ofertas", "auditorias", "notificaciones")
TODAYS = (date(2026, 6, 15), date(2026, 1, 1), date(2024, 2, 29))
LOTS = 5
DECIDE_FACTS = ("time_zone", "ranking_days")


def load(connection: Connection, market: teloo.Marketplace) -> None:
    for table in TABLES:
        rows = getattr(market, table)
        if rows:
            statement = sql.SQL("insert into teloo.{} ({}) values ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, rows[0])),
                sql.SQL(", ").join(sql.Placeholder() for _ in rows[0]),
            )
            with connection.cursor() as cursor:
                cursor.executemany(statement, [list(row.values()) for row in rows])


@pytest.mark.parametrize("lot", range(LOTS))
def test_every_fact_agrees_with_the_oracle(connection: Connection, lot: int) -> None:
    for seed in range(lot, 100, LOTS):
        market, now = marketplace(seed)
        with connection.transaction(force_rollback=True):
            load(connection, market)
            assert refreshed(connection, now) == teloo.compute(market, now, DEFAULTS), seed


@thoroughly(examples=part(100, share=0.25))
@given(
    data=st.data(),
    seed=SEEDS,
    zone=st.sampled_from(sorted(CHANGES)),
    is_now=st.booleans(),
    before=st.none() | rules(),
    after=rules(),
)
def test_every_fact_agrees_before_and_after_a_change_of_rules(
    connection: Connection, data: st.DataObject, seed: int, zone: str, is_now: bool, before: Rules | None, after: Rules
) -> None:
    """A change refreshes as of now, so that half of the rows lie around it; the others where clocks are changed."""
    wanted = {**after, "time_zone": zone}
    with connection.transaction(force_rollback=True):
        connection.execute("set local jit = off")
        if before is not None:
            put_in_force(connection, "teloo", before)
        [(now,)] = connection.execute("select now()").fetchall()
        changes = [day + timedelta(days=late) for day in CHANGES[zone] for late in (0, 1, 6)]
        today = now.date() if is_now else data.draw(st.sampled_from(changes or TODAYS))
        market, moment = marketplace(seed, today, wanted)
        as_of = data.draw(st.sampled_from((moment, today)))
        load(connection, market)
        first = before or DEFAULTS
        assert refreshed(connection, as_of) == teloo.compute(market, as_of, first)
        connection.execute("select kpi.refresh_findings()")
        put_in_force(connection, "teloo", wanted)
        is_refreshed = any(first[key] != wanted[key] for key in DECIDE_FACTS)
        assert facts(connection) == teloo.compute(market, now if is_refreshed else as_of, wanted)
        assert findings(connection) == findings(connection, anew=True)
        if is_refreshed:
            facts_add_up(connection, "teloo")
        assert refreshed(connection, as_of) == teloo.compute(market, as_of, wanted)


@thoroughly(examples=part(20, share=0.3))
@given(before=rules(), after=rules(), chosen=st.booleans())
def test_a_time_that_somebody_chose_holds_until_the_rule_of_the_time_changes(
    connection: Connection, before: Rules, after: Rules, chosen: bool
) -> None:
    with connection.transaction(force_rollback=True):
        put_in_force(connection, "teloo", before)
        planned = "03:17" if chosen else before["refresh_at"]
        hour, minute = planned.split(":")
        connection.execute(
            "insert into ops.scheduled_job (job, hour, minute, time_zone, next_run_at) "
            "values ('daily refresh', %s, %s, %s, now())",
            [hour, minute, before["time_zone"]],
        )
        put_in_force(connection, "teloo", after)
        [(*clock, zone)] = connection.execute(
            "select hour, minute, time_zone from ops.scheduled_job where job = 'daily refresh'"
        ).fetchall()
        expected = planned if after["refresh_at"] == before["refresh_at"] else after["refresh_at"]
        assert "{:02}:{:02}".format(*clock) == expected
        assert zone == after["time_zone"]


def test_the_marketplaces_hold_the_cases_that_matter() -> None:
    """An oracle that never met a tie or an empty month would prove little."""
    every = [teloo.compute(*marketplace(seed), DEFAULTS) for seed in range(100)]
    rankings = [found["mv_ranking_asesores"] for found in every]
    months = [month for found in every for month in found["mv_metricas_mensuales"]]
    shared = sum(len({row[-4] for row in found}) < len(found) for found in rankings)
    without_offers = sum(row[11] == 0 for found in rankings for row in found)
    empty_months = sum(month[1] == 0 for month in months)
    assert min(shared, without_offers, empty_months, len(months) - empty_months) >= 20
    assert min(sum(bool(found[fact]) for found in every) for fact in ("advisor_previous_ranks", "advisor_weeks")) >= 20


def refreshed(connection: Connection, as_of: datetime | date) -> dict[str, list[teloo.Row]]:
    """The facts as a refresh on that day would make them; a refresh by itself always looks from now."""
    connection.execute("select set_config('atalaya.as_of', %s, true)", [as_of.isoformat()])
    for view in ("mv_metricas_mensuales", "mv_ranking_asesores"):
        connection.execute(f"refresh materialized view kpi.{view}".encode())
    connection.execute("select kpi.remember_advisors()")
    return facts(connection)


def facts(connection: Connection) -> dict[str, list[teloo.Row]]:
    return {
        fact: connection.execute(f"select * from kpi.{fact} order by 1, 2".encode()).fetchall() for fact in teloo.VIEWS
    }


def findings(connection: Connection, *, anew: bool = False) -> list[teloo.Row]:
    """What checks find among the rows once a report on quality has followed the rules, or a first one would."""
    if anew:
        connection.execute("delete from ops.findings_checked")
    connection.execute("select kpi.refresh_findings()")
    return connection.execute('select "table", key, "check" from kpi.trade_findings order by 1, 2, 3').fetchall()
