"""The warehouse's schemas, and who may do what in them."""

from collections.abc import Collection

import psycopg
from psycopg import sql

from db.domains import DOMAINS, Domain
from db.statements import statements_beside
from db.warehouse import OWNER, READER, SYNC

_SQL = statements_beside(__file__)

RAW_SCHEMAS = tuple(domain.raw_schema for domain in DOMAINS)
DERIVED_SCHEMAS = tuple(domain.derived_schema for domain in DOMAINS)
SCHEMAS = (*RAW_SCHEMAS, *DERIVED_SCHEMAS, "ops")

INCOMING_SCHEMAS = tuple(domain.incoming_schema for domain in DOMAINS)
"""Where first loads wait until they are whole; readers may not look in."""

SEARCH_PATH = ("public", *DERIVED_SCHEMAS, "ops")
"""So that names written without a schema resolve to the derived schemas."""


def welcome_sources(connection: psycopg.Connection) -> None:
    """Gives a source that the warehouse has not met yet a place for its first load, and an age at which it is late.

    The sources of before the list of domains got theirs from a migration.
    """
    lacking = {name for (name,) in connection.execute(_SQL["lacking_incoming"], {"schemas": [*INCOMING_SCHEMAS]})}
    with connection.transaction():
        for domain in DOMAINS:
            if domain.incoming_schema in lacking:
                _welcome(connection, domain)


def _welcome(connection: psycopg.Connection, domain: Domain) -> None:
    schema = sql.Identifier(domain.incoming_schema)
    said = sql.Literal(f"First load of {domain.source}, unseen by readers until it is whole; else empty.")
    connection.execute(_SQL["create_incoming"].format(schema=schema))
    connection.execute(_SQL["describe_incoming"].format(schema=schema, said=said))
    connection.execute(_SQL["begin_threshold"], {"source": domain.source})


def open_schemas(connection: psycopg.Connection) -> None:
    """Lets readers and the sync into the schemas that they need."""
    for schema in INCOMING_SCHEMAS:
        connection.execute(f"grant usage on schema {schema} to {SYNC}")
    for schema in SCHEMAS:
        if schema != "public":
            connection.execute(f"grant usage on schema {schema} to {READER}, {SYNC}")


def grant(connection: psycopg.Connection, schemas: Collection[str] = SCHEMAS) -> None:
    """Readers read everything of ours; the sync writes tables. Foreign tables beside ours stay untouched."""
    owned = connection.execute(
        "select oid::regclass::text, relkind from pg_class where relnamespace::regnamespace::text = any(%s) "
        "and relowner = %s::regrole and relkind in ('r', 'v', 'm', 'p')",
        [list(schemas), OWNER],
    ).fetchall()
    for relation, kind in owned:
        connection.execute(f"grant select on {relation} to {READER}, {SYNC}")
        if kind in {"r", "p"}:
            connection.execute(f"grant insert, update, delete, truncate on {relation} to {SYNC}")
