"""Creates, upgrades or puts right a warehouse: roles, owners, migrations, derived objects, grants. Safe to repeat."""

from contextlib import suppress
from enum import Enum

import psycopg
from psycopg import sql

from db import derived, facts, migrations, ownership, placement, warehouse
from db.domains import DOMAINS
from db.errors import MigrationError
from db.rules import change, functions
from db.rules import file as rules_file
from db.rules.file import RulesFile
from db.schemas import SEARCH_PATH, grant, open_schemas, welcome_sources
from db.warehouse import OWNER, READER, SYNC, Warehouse, advisory_lock


class Rules(Enum):
    """Which rules a command wants in force."""

    IN_FORCE = "in force"
    """Those that are, whatever a file says."""
    OF_FILE = "of the file"
    OF_FILE_WHERE_OWN = "of the file, in the embedded warehouse and in one without rules"
    """What another server serves from its own file stays as it is."""


OLDEST_SERVER = 150000
MEMBERSHIP_HAS_OPTIONS = 160000
LOCK = "atalaya migrate"
"""Name of the advisory lock that whoever changes what a warehouse consists of holds."""


def migrated(rules: Rules = Rules.IN_FORCE) -> Warehouse:
    """The warehouse of this process's settings, brought up to date: how every command gets it.

    Raises what `migrate` raises, SettingError, DataDirectoryError and WarehouseUnreachable.
    """
    file = None if rules is Rules.IN_FORCE else rules_file.of_process()
    here = warehouse.configured()
    migrate(here, file, takes_file=rules is Rules.OF_FILE or here.is_embedded)
    return here


def migrate(here: Warehouse, file: RulesFile | None = None, *, takes_file: bool = True) -> None:
    """Brings the warehouse up to date; processes that start together take turns.

    Puts the rules of a file in force, unless it does not take the file and the warehouse has rules.

    Raises WarehouseVersionError when a newer version has upgraded it; RulesError; MigrationError when the server is too
    old, the user may not create roles, or tables of the same name are in the way.
    """
    with here.connect() as connection, advisory_lock(connection, LOCK):
        refuse_old_server(connection)
        try:
            migrations.refuse_newer(connection)
            if file is not None:
                file.refuse_unknown_zones(connection)
            had_no_rules = bring_up_to_date(connection)
            if file is not None and (takes_file or had_no_rules):
                connection.execute(f"set role {OWNER}")
                change.apply(connection, file.values(functions.in_force(connection)), str(file.path))
                connection.execute("reset role")
        except psycopg.Error as error:
            raise MigrationError(explanation(error)) from error


def refuse_old_server(connection: psycopg.Connection) -> None:
    """Raises MigrationError when the server is older than Atalaya's SQL."""
    if connection.info.server_version < OLDEST_SERVER:
        version = connection.info.server_version // 10000
        raise MigrationError(f"The warehouse runs PostgreSQL {version}; Atalaya needs 15 or newer. Upgrade the server.")


def bring_up_to_date(connection: psycopg.Connection, *, restored: bool = False) -> bool:
    """Does what a warehouse lacks, also one that somebody restored: roles, settings, owners, migrations, rights.

    True where it had no rules until now.
    """
    prepare(connection)
    restored |= ownership.take_over(connection)
    connection.execute(f"set role {OWNER}")
    upgraded = migrations.upgrade(connection)
    welcome_sources(connection)
    had_no_rules = functions.ensure(connection)
    placement.place(connection)
    derived.recreate(connection, afresh=restored)
    _grant_all(connection)
    if connection.execute("select exists (select from ops.unreadable_relations)").fetchone() == (True,):
        # What is left out, or not to be called any more, is made anew.
        derived.recreate(connection, afresh=True)
        _grant_all(connection)
    if upgraded or restored:
        # Facts that a migration added, of rows that were there before it; or that somebody's restore left out.
        for domain in DOMAINS:
            facts.refresh(connection, domain)
            facts.recount_keys(connection, domain)
    connection.execute("reset role")
    return had_no_rules


def _grant_all(connection: psycopg.Connection) -> None:
    open_schemas(connection)
    grant(connection)
    ownership.restate_rights(connection)


def prepare(connection: psycopg.Connection) -> None:
    """Makes the roles, and gives the database what Atalaya needs of it; neither is part of a dump."""
    cluster = placement.is_cluster(connection)
    for role in (OWNER, SYNC, READER):
        _create_role(connection, role)
        if cluster:
            placement.admit(connection, role)
    # A pooler may call it otherwise than the server does.
    database = sql.Identifier(_database(connection))
    path = sql.SQL(", ").join(map(sql.Identifier, SEARCH_PATH))
    for statement in (
        sql.SQL("grant create on database {} to {}").format(database, sql.Identifier(OWNER)),
        # The owner refreshes materialized views, which compares through a temporary table.
        sql.SQL("grant temporary on database {} to {}, {}").format(
            database, sql.Identifier(SYNC), sql.Identifier(OWNER)
        ),
        sql.SQL("grant usage, create on schema public to {}").format(sql.Identifier(OWNER)),
        # Where an administrator took it from everybody.
        sql.SQL("grant usage on schema public to {}, {}").format(sql.Identifier(READER), sql.Identifier(SYNC)),
        sql.SQL("alter database {} set search_path = {}").format(database, path),
        # Analytic reads: compiling a plan takes longer than running it, and hashes of all memberships want room.
        sql.SQL("alter database {} set jit = off").format(database),
        sql.SQL("alter database {} set work_mem = '32MB'").format(database),
    ):
        connection.execute(statement)


def _database(connection: psycopg.Connection) -> str:
    row = connection.execute("select current_database()").fetchone()
    return str(row[0]) if row else ""


def _create_role(connection: psycopg.Connection, role: str) -> None:
    exists = connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone()
    if not exists:
        # Roles belong to the whole server: another warehouse on it may come first.
        with suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation), connection.transaction():
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
    if not _may_act_as(connection, role):
        connection.execute(sql.SQL("grant {} to current_user {}").format(sql.Identifier(role), _options(connection)))


def _may_act_as(connection: psycopg.Connection, role: str) -> bool:
    """Whether the user has the role's rights, and may become it.

    Since PostgreSQL 16 whoever creates a role may give it to others, and neither has its rights nor may become it.
    """
    question = "select pg_has_role(current_user, %(role)s, 'usage')"
    if connection.info.server_version >= MEMBERSHIP_HAS_OPTIONS:
        question += " and pg_has_role(current_user, %(role)s, 'set')"
    return connection.execute(question, {"role": role}).fetchone() == (True,)


def _options(connection: psycopg.Connection) -> sql.SQL:
    return sql.SQL("with inherit true, set true" if connection.info.server_version >= MEMBERSHIP_HAS_OPTIONS else "")


def explanation(error: psycopg.Error) -> str:
    """What kept a warehouse from being brought up to date, and what to do."""
    said = " ".join([*str(error).split(), *getattr(error, "__notes__", [])])
    if isinstance(error, psycopg.errors.DuplicateTable):
        return (
            f"The warehouse database already holds a table that Atalaya did not create ({said}). "
            "Point ATALAYA_WAREHOUSE_URL at an empty database; a source cannot be its own warehouse."
        )
    if isinstance(error, psycopg.errors.InsufficientPrivilege):
        return (
            f"The warehouse user may not do this ({said}). Use the owner of the database with CREATEROLE, or let an "
            f"administrator create the roles {OWNER}, {SYNC} and {READER}, and `grant` all three to that user. Where "
            "another user restored the warehouse, let that one or a superuser run `atalaya migrate` once."
        )
    if isinstance(error, psycopg.errors.DependentObjectsStillExist):
        return f"Something of yours is built on Atalaya's views and blocks the upgrade: {said}. Drop it, then repeat."
    return f"The warehouse could not be brought up to date: {said}"
