"""Lets a domain's facts follow what a sync or a migration changed, and what an explicit repair asks for.

A change is written down in `ops.pending_change` by whoever makes it, and taken away with the facts that follow it.
"""

from datetime import datetime

import psycopg
from psycopg import sql

from db.domains import Domain
from db.statements import statements_beside

_SQL = statements_beside(__file__)


def refresh(connection: psycopg.Connection, domain: Domain) -> bool:
    """Lets the domain bring its facts up to date for exactly what changed; False where nothing had."""
    with connection.transaction():
        pending = connection.execute(
            "select change from ops.pending_change where source = %s for update", [domain.source]
        ).fetchall()
        if not pending:
            return False
        if _exists(connection, f"{domain.refresh}(ops.changed_range[])"):
            connection.execute(
                _SQL["refresh_facts"].format(
                    refresh=sql.Identifier(*domain.refresh.split(".")), source=sql.Literal(domain.source)
                )
            )
        connection.execute(
            "delete from ops.pending_change where source = %s and change = any(%s)",
            [domain.source, [row[0] for row in pending]],
        )
    return True


def repair(connection: psycopg.Connection, domain: Domain, since: datetime) -> bool:
    """Makes facts forget what production has no more since a moment; False where none outlived its rows."""
    if not _exists(connection, f"{domain.repair}(timestamptz)"):
        return False
    row = connection.execute(
        sql.SQL("select {}(%s)").format(sql.Identifier(*domain.repair.split("."))), [since]
    ).fetchone()
    return row is not None and row[0] > 0


def recount_keys(connection: psycopg.Connection, domain: Domain, table: str | None = None) -> bool:
    """Counts the rows of a domain's raw tables, or of one, by their keys anew; False where they were counted so."""
    row = connection.execute("select ops.recount_keys(%s, %s)", [domain.raw_schema, table]).fetchone()
    return row is not None and row[0] > 0


def _exists(connection: psycopg.Connection, signature: str) -> bool:
    return connection.execute("select to_regprocedure(%s) is not null", [signature]).fetchone() == (True,)
