"""Brings a backup back into a database, on any server and for any owner: all of it or nothing, in one transaction.

Roles, owners, rights and settings are not taken from the file but made as `migrate` makes them, and a backup of an
earlier version is upgraded on the way.
"""

from pathlib import Path
from typing import IO

import psycopg

from db import derived, migrate, migrations, ownership, placement, warehouse
from db.archive import Archive, Entry
from db.errors import BackupError, MigrationError
from db.schemas import INCOMING_SCHEMAS, SCHEMAS
from db.statements import statements_beside
from db.warehouse import OWNER, PLAIN_TEXT, SYNC_LOCK, Warehouse, advisory_lock, configure

_OURS = (*SCHEMAS, *INCOMING_SCHEMAS)
_SQL = statements_beside(__file__)
_BLOCK = 1 << 18
_OWNER_AND_RIGHTS_LATER = ("--no-owner", "--no-privileges")


def restored(file: Path, *, replace: bool = False) -> Warehouse:
    """The warehouse of this process's settings, holding what the backup held, and brought up to date.

    Raises what `restore` raises, SettingError, DataDirectoryError and WarehouseUnreachable.
    """
    here = warehouse.configured()
    restore(here, file, replace=replace)
    return here


def restore(here: Warehouse, file: Path, *, replace: bool = False) -> None:
    """Fills the database from the backup; with `replace`, in the place of the warehouse that it holds.

    Raises WarehouseVersionError when the database holds a newer warehouse; BackupError when the file is no backup of
    this version or an earlier one, the database is not empty, or a sync runs in it; MigrationError.
    """
    with here.connect() as connection, advisory_lock(connection, migrate.LOCK):
        migrate.refuse_old_server(connection)
        try:
            migrations.refuse_newer(connection)
            backup = Archive(file)
            _refuse_other_files(backup)
            _refuse_filled(connection, replace=replace)
            # Before the transaction: within it no cluster could be told of the roles.
            migrate.prepare(connection)
            with connection.transaction():
                _wait_for_nobody(connection)
                _fill(connection, backup)
                if not placement.is_cluster(connection):
                    migrate.bring_up_to_date(connection, restored=True)
            if placement.is_cluster(connection):
                # Nodes take one transaction for each role's objects; if it fails, `atalaya migrate` does it later.
                migrate.bring_up_to_date(connection, restored=True)
        except psycopg.Error as error:
            raise MigrationError(migrate.explanation(error)) from error


def _refuse_other_files(backup: Archive) -> None:
    numbers = [row[1] for row in sorted(backup.rows("ops", "migration"), key=lambda row: int(row[0]))]
    applied = numbers or [row[0] for row in backup.rows("ops", "schema_version")]
    if not applied:
        raise BackupError(f"{backup.file} holds no warehouse of Atalaya's. Name a file that `atalaya backup` wrote.")
    wanted = migrations.known()[-1]
    if migrations.number_of(applied[-1]) > wanted.number:
        raise BackupError(
            f"{backup.file} was written by a newer Atalaya: it has migration {applied[-1]}, and this version knows "
            f"them up to {wanted.name}. Restore it with that version, or update this one."
        )


def _refuse_filled(connection: psycopg.Connection, *, replace: bool) -> None:
    is_warehouse = migrations.newest_applied(connection) is not None
    is_filled = connection.execute(_SQL["is_filled"]).fetchone() == (True,)
    if is_warehouse and not replace:
        raise BackupError(
            "The database already holds a warehouse. Let ATALAYA_WAREHOUSE_URL name an empty database, or repeat with "
            "--replace: then the warehouse that is there is thrown away."
        )
    if is_filled and not is_warehouse:
        raise BackupError(
            "The database holds tables, and they are no warehouse of Atalaya's. Let ATALAYA_WAREHOUSE_URL name an "
            "empty database."
        )


def _wait_for_nobody(connection: psycopg.Connection) -> None:
    free = connection.execute("select pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [SYNC_LOCK]).fetchone()
    if free != (True,):
        raise BackupError("A sync is running in this warehouse; wait for it to end, or stop it.")


def _fill(connection: psycopg.Connection, backup: Archive) -> None:
    was = _throw_away(connection)
    connection.execute(f"set role {OWNER}")
    placement.keep_from_nodes(connection)
    _load(connection, backup)
    connection.execute("reset all")
    connection.execute(configure(**PLAIN_TEXT, until="session ends"))
    # No page shall take what it has kept of the replaced warehouse for this one's.
    connection.execute(
        "update ops.data_version set version = greatest(version, %s) + 1, changed_at = clock_timestamp()", [was]
    )
    connection.execute("reset role")


def _throw_away(connection: psycopg.Connection) -> int:
    """Drops the warehouse that is there, but nothing of anybody else's; returns its data version."""
    if migrations.newest_applied(connection) is None:
        return 0
    ownership.take_over(connection)
    connection.execute(f"set role {OWNER}")
    found = connection.execute("select version from ops.data_version").fetchone()
    derived.drop(connection)
    made = connection.execute(_SQL["made_by_migrations"], {"schemas": list(_OURS), "owner": OWNER}).fetchall()
    for _, kind, names in made:
        if names:
            connection.execute(f"drop {kind} {names}".encode())
    connection.execute("reset role")
    return found[0] if found else 0


def _load(connection: psycopg.Connection, backup: Archive) -> None:
    listed = "\n".join(entry.line for entry in backup.entries if _is_ours(entry))
    with backup.contents(listed) as chosen:
        options = (*_OWNER_AND_RIGHTS_LATER, chosen)
        connection.execute(backup.statements("--section=pre-data", *options))
        with backup.script("--section=data", *options) as script:
            _copy_all(connection, script)
        connection.execute(backup.statements("--section=post-data", *options))


def _is_ours(entry: Entry) -> bool:
    # Every database has a schema public, and materialized views are filled when they are made again.
    if entry.kind == "MATERIALIZED VIEW DATA":
        return False
    if entry.schema == "-":
        return entry.name.removeprefix("SCHEMA ").split(" ")[0] in set(_OURS) - {"public"}
    return entry.schema in _OURS


def _copy_all(connection: psycopg.Connection, script: IO[bytes]) -> None:
    """Runs a script of COPY commands with their rows; what stands between them is one statement a line."""
    for line in script:
        if line.startswith(b"COPY "):
            _copy(connection, line, script)
        elif line.startswith(b"SELECT pg_catalog.setval"):
            connection.execute(line)


def _copy(connection: psycopg.Connection, statement: bytes, script: IO[bytes]) -> None:
    waiting, size = [], 0
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for line in script:
            if line == b"\\.\n":
                break
            waiting.append(line)
            size += len(line)
            if size > _BLOCK:
                copy.write(b"".join(waiting))
                waiting, size = [], 0
        copy.write(b"".join(waiting))
