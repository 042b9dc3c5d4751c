"""Both materialized views of the marketplace agree with the plain-Python oracle on a hundred random marketplaces."""

from typing import Any

import psycopg
import pytest
from psycopg import sql

from tests.oracle.advisors import oracle as teloo
from tests.oracle.advisors.random_marketplace import marketplace

TABLES = ("clientes", "asesores", "solicitudes", "ofertas", "auditorias", "notificaciones")
VIEWS = ("mv_metricas_mensuales", "mv_ranking_asesores")
LOTS = 5


def load(connection: psycopg.Connection[Any], market: teloo.Marketplace) -> None:
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
def test_both_views_agree_with_the_oracle(connection: psycopg.Connection[Any], lot: int) -> None:
    for seed in range(lot, 100, LOTS):
        market, now = marketplace(seed)
        with connection.transaction(force_rollback=True):
            connection.execute("select set_config('atalaya.as_of', %s, true)", [now.isoformat()])
            load(connection, market)
            for view in VIEWS:
                connection.execute(f"refresh materialized view kpi.{view}".encode())
            months = connection.execute("select * from kpi.mv_metricas_mensuales order by mes").fetchall()
            found = connection.execute("select * from kpi.mv_ranking_asesores order by asesor_id").fetchall()
        assert months == teloo.months(market, now), seed
        assert [row[:-1] for row in found] == teloo.ranking(market, now), seed
        assert {row[-1] for row in found} <= {now}


def test_the_marketplaces_hold_the_cases_that_matter() -> None:
    """An oracle that never met a tie or an empty month would prove little."""
    every = [marketplace(seed) for seed in range(100)]
    rankings = [teloo.ranking(market, now) for market, now in every]
    months = [month for market, now in every for month in teloo.months(market, now)]
    shared = sum(len({row[-3] for row in found}) < len(found) for found in rankings)
    without_offers = sum(row[11] == 0 for found in rankings for row in found)
    empty_months = sum(month[1] == 0 for month in months)
    assert min(shared, without_offers, empty_months, len(months) - empty_months) >= 20
