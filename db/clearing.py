"""Takes a source out of the warehouse: its replica, its facts and what is remembered of them, in one transaction.

So rows of the demo and of an organisation never share a replica. Rules, thresholds and the access log stay.
"""

from collections.abc import Mapping

import psycopg
from psycopg import sql

from db import facts, origins
from db.derived import REFRESH_LOCK
from db.domains import DOMAINS, Domain
from db.origins import Origin
from db.statements import statements_beside
from db.warehouse import OWNER, SYNC_LOCK, Warehouse, advisory_lock

_SQL = statements_beside(__file__)


def clear(here: Warehouse, sources: Mapping[str, Origin | None]) -> None:
    """Clears sources, all or none, and notes from where their rows come next, None: nowhere.

    A sync that runs is waited for, and readers wait for the end.
    """
    with here.connect() as connection, advisory_lock(connection, SYNC_LOCK), connection.transaction():
        connection.execute(f"set local role {OWNER}")
        connection.execute(REFRESH_LOCK)
        for domain in DOMAINS:
            if domain.source in sources:
                _clear(connection, domain)
        for source, origin in sources.items():
            if origin is not None:
                origins.record(connection, [source], origin)
        connection.execute(_SQL["forget_untold"])
        connection.execute(_SQL["new_version"])


def _clear(connection: psycopg.Connection, domain: Domain) -> None:
    for schema in (domain.raw_schema, domain.derived_schema):
        tables = _tables(connection, schema)
        if tables:
            connection.execute(sql.SQL("truncate {}").format(sql.SQL(", ").join(tables)))
    for (name,) in connection.execute(_SQL["records"]).fetchall():
        connection.execute(
            sql.SQL("delete from {} where source = {}").format(sql.Identifier("ops", name), sql.Literal(domain.source))
        )
    connection.execute(_SQL["forget_runs"], {"source": domain.source})
    facts.recount_keys(connection, domain)
    connection.execute(sql.SQL("select * from {}()").format(sql.Identifier(*domain.rebuild.split("."))))


def _tables(connection: psycopg.Connection, schema: str) -> list[sql.Identifier]:
    rows = connection.execute(_SQL["tables"], {"schema": schema, "owner": OWNER}).fetchall()
    return [sql.Identifier(schema, name) for (name,) in rows]
