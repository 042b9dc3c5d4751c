"""A server whose template of a warehouse holds one mutant, from which tests take as many copies as they like."""

import psycopg
from psycopg import sql

from db.derived import set_aside
from db.migrate import migrate
from db.schemas import SCHEMAS, grant
from db.warehouse import OWNER, Warehouse
from tests.conftest import TEMPLATE, Server
from tests.mutants import proofs
from tests.mutants.mutations import Mutation

PRISTINE = "atalaya_pristine"


def found(url: str) -> Server:
    """The server with a warehouse that has no fault."""
    server = Server(url)
    server.run(sql.SQL("create database {}").format(sql.Identifier(PRISTINE)))
    warehouse = Warehouse(server.database_url(PRISTINE))
    migrate(warehouse)
    warehouse.reader.dispose()
    return server


def plant(server: Server, mutation: Mutation | None) -> None:
    """Puts the mutant, or the faultless warehouse, into the template; databases of tests before it go.

    Raises psycopg.Error when PostgreSQL refuses the mutant.
    """
    _clear(server)
    server.run(sql.SQL("create database {} template {}").format(sql.Identifier(TEMPLATE), sql.Identifier(PRISTINE)))
    if mutation:
        with psycopg.connect(server.database_url(TEMPLATE)) as connection:
            connection.execute(sql.SQL("set role {}").format(sql.Identifier(OWNER)))
            _replace(connection, mutation)


def proved(server: Server, mutation: Mutation) -> str:
    """Why the planted mutant changes no row; empty when nothing proves that."""
    with (
        psycopg.connect(server.database_url(PRISTINE)) as pristine,
        psycopg.connect(server.database_url(TEMPLATE)) as planted,
    ):
        return proofs.proof(pristine, planted, mutation)


def _clear(server: Server) -> None:
    with psycopg.connect(server.url, autocommit=True) as connection:
        names = connection.execute(
            "select datname from pg_database where datname not in ('postgres', 'template0', 'template1', %s)",
            [PRISTINE],
        ).fetchall()
    for (name,) in names:
        server.drop(name)


def _replace(connection: psycopg.Connection, mutation: Mutation) -> None:
    one = mutation.object
    if one.kind == "trigger function":
        # No other object reads it, but triggers hold it, so that it cannot be dropped.
        if "create trigger" in mutation.statement:
            _drop_triggers(connection, one.identity)
        replacing = mutation.statement.replace("create function", "create or replace function", 1)
        connection.execute(replacing.encode())
        return
    with set_aside(connection, [one.identity]):
        connection.execute(f"drop {one.kind} {one.identity}".encode())
        connection.execute(mutation.statement.encode())
    grant(connection, SCHEMAS)
    _fill(connection)


def _drop_triggers(connection: psycopg.Connection, function: str) -> None:
    """The triggers of a function whose own file makes them again."""
    found = connection.execute(
        "select tgname, tgrelid::regclass::text from pg_trigger where not tgisinternal and tgfoid = to_regproc(%s)",
        [function],
    )
    for name, table in found.fetchall():
        connection.execute(sql.SQL("drop trigger {} on ").format(sql.Identifier(name)) + sql.SQL(table))


def _fill(connection: psycopg.Connection) -> None:
    """Materialized views are made empty."""
    empty = connection.execute("select oid::regclass::text from pg_class where relkind = 'm' and not relispopulated")
    for (name,) in empty.fetchall():
        connection.execute(f"refresh materialized view {name}".encode())
