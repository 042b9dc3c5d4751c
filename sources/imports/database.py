"""Where imported rows are: a database in the shape of production, on the embedded server or at ATALAYA_IMPORTS_URL.

Beside the sources' schemas, `imports` remembers what was imported, and `staging` holds files while they are mapped.
"""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from db.address import libpq_url, postgres_url
from db.embedded import embedded_url
from db.errors import AtalayaError
from db.phrase import phrase
from db.settings import setting_name, settings
from db.statements import statements_beside
from sources.imports import values
from sources.imports.errors import ImportRunning
from sources.imports.targets import targets

IMPORTS_DATABASE = "atalaya_imports"

MAPPER = "atalaya_mapper"
"""The role that computes what a recipe says: it may read staging tables, and nothing else."""

EXPRESSION_SECONDS = 60
"""How long a recipe's expressions may take for one table."""

_LOCK = "atalaya import"
_SQL = statements_beside(__file__)


class ImportsUnreachable(AtalayaError):
    """The database of imports does not answer."""


def url() -> str:
    """Where imported rows are; on the embedded server the database is made when it is missing."""
    if settings().imports_url:
        return libpq_url(postgres_url(settings().imports_url, "imports_url"))
    return embedded_url(IMPORTS_DATABASE)


def connect() -> psycopg.Connection:
    """A connection in autocommit, as the owner of it all. Raises ImportsUnreachable."""
    try:
        connection = psycopg.connect(url(), autocommit=True, application_name="atalaya import", connect_timeout=5)
    except psycopg.OperationalError as error:
        said = " ".join(str(error).split())
        raise ImportsUnreachable(
            phrase(
                "The database of imports does not answer: {said}. Start it, or correct {setting}.",
                said=said,
                setting=setting_name("imports_url"),
            )
        ) from error
    connection.execute(_SQL["settle"])
    return connection


def prepare(connection: psycopg.Connection, source: str) -> None:
    """Makes what is missing: the schemas, the tables of a source, and the functions that read values."""
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtextextended('atalaya import schema', 0))")
        connection.execute(_SQL["create"])
        values.create(connection)
        for target in targets(source).values():
            connection.execute(sql.SQL("create schema if not exists {}").format(sql.Identifier(target.schema)))
            connection.execute(target.definition())


@contextmanager
def one_at_a_time(connection: psycopg.Connection) -> Iterator[None]:
    """One import writes at a time. Raises ImportRunning."""
    taken = connection.execute("select pg_try_advisory_lock(hashtextextended(%s, 0))", [_LOCK]).fetchone()
    if taken != (True,):
        raise ImportRunning(phrase("Another import is at work. Wait until it has ended, then repeat."))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(hashtextextended(%s, 0))", [_LOCK])


@contextmanager
def mapper(connection: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """A read-only session of the powerless role, which sees staging tables only and is stopped after a minute."""
    password = secrets.token_urlsafe(24)
    with connection.transaction():
        connection.execute("select pg_advisory_xact_lock(hashtextextended('atalaya mapper', 0))")
        if not connection.execute("select 1 from pg_roles where rolname = %s", [MAPPER]).fetchone():
            connection.execute(_SQL["create_mapper"].format(mapper=sql.Identifier(MAPPER)))
        parts = {"mapper": sql.Identifier(MAPPER), "database": sql.Identifier(connection.info.dbname)}
        connection.execute(_SQL["admit_mapper"].format(password=sql.Literal(password), **parts))
    found = connection.info.get_parameters() | {"user": MAPPER, "password": password, "options": ""}
    with psycopg.connect(**{**found, "application_name": "atalaya import expressions"}) as session:  # type: ignore[arg-type]
        session.execute(_SQL["confine"].format(seconds=sql.Literal(f"{EXPRESSION_SECONDS}s")))
        session.commit()
        yield session
        session.rollback()
