"""The numbered files of sql/migrations: which ones a warehouse has applied, and applying the others.

`ops.migration` lists what was applied, with a checksum, so that a file edited afterwards is noticed: warehouses that
applied it before and after would differ for good.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg

from db.errors import MigrationError, WarehouseVersionError
from db.settings import PROJECT

DIRECTORY = PROJECT / "sql" / "migrations"

_COMMENT = re.compile(r"^comment on .*?';$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Migration:
    """One numbered file."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def number(self) -> int:
        return int(self.name.partition("_")[0])

    @cached_property
    def script(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.script.encode()).hexdigest()


def known(directory: Path = DIRECTORY) -> list[Migration]:
    """Every migration of this version, in order."""
    return sorted((Migration(path) for path in directory.glob("[0-9]*.sql")), key=lambda found: found.number)


def refuse_newer(connection: psycopg.Connection) -> None:
    """Raises WarehouseVersionError when a newer Atalaya has upgraded the warehouse."""
    newest, wanted = newest_applied(connection), known()[-1]
    if newest is not None and number_of(newest) > wanted.number:
        raise WarehouseVersionError(
            f"The warehouse is newer than this Atalaya: it has migration {newest}, and this version knows them up to "
            f"{wanted.name}. Start the version that upgraded it, or update this one."
        )


def refuse_other(connection: psycopg.Connection) -> None:
    """Raises WarehouseVersionError when the warehouse is newer or older than this Atalaya."""
    refuse_newer(connection)
    newest, wanted = newest_applied(connection), known()[-1]
    if newest is None or number_of(newest) < wanted.number:
        has = f"it has migrations up to {newest}" if newest else "it has none"
        raise WarehouseVersionError(
            f"The warehouse is older than this Atalaya: {has}, and this version needs {wanted.name}. "
            "Run `atalaya migrate`, or start the pages with `atalaya serve`, which does it."
        )


def newest_applied(connection: psycopg.Connection) -> str | None:
    """The name of the newest applied migration; None for a database that never was a warehouse."""
    if _exists(connection, "migration"):
        found = connection.execute("select name from ops.migration order by number desc limit 1").fetchone()
    elif _exists(connection, "schema_version"):
        found = connection.execute("select version_num from ops.schema_version").fetchone()
    else:
        return None
    return found[0] if found else None


def upgrade(connection: psycopg.Connection, directory: Path = DIRECTORY) -> bool:
    """Applies what is missing, all of it or nothing; False where nothing was.

    Raises MigrationError when an applied file is not what it was; psycopg.Error, with the file in a note, when one
    fails.
    """
    migrations = known(directory)
    with connection.transaction():
        if not _exists(connection, "migration"):
            _begin_list(connection, migrations)
        applied = connection.execute("select name, checksum from ops.migration order by number").fetchall()
        _refuse_edited(migrations, applied)
        missing = migrations[len(applied) :]
        for migration in missing:
            _apply(connection, migration)
            _note(connection, migration)
    return bool(missing)


def _begin_list(connection: psycopg.Connection, migrations: Sequence[Migration]) -> None:
    """Makes `ops.migration`, and takes over what Alembic had noted until 0018 in `ops.schema_version`."""
    newest = newest_applied(connection)
    _apply(connection, migrations[0])
    _note(connection, migrations[0])
    if newest is not None:
        # Alembic noted the newest number only, and applied the files one after another: all up to it are there.
        _take_over(connection, [found for found in migrations[1:] if found.number <= number_of(newest)])
        connection.execute("drop table ops.schema_version")


def _take_over(connection: psycopg.Connection, earlier: Sequence[Migration]) -> None:
    _apply(connection, Migration(DIRECTORY / "taken_over_from_alembic.sql"))
    for migration in earlier:
        _restate(connection, _COMMENT.findall(migration.script))
        _note(connection, migration)
    connection.execute("update ops.migration set applied_at = null where number > 0")


def _restate(connection: psycopg.Connection, comments: Sequence[str]) -> None:
    """States comments as today's files do; those on what a later file took away have nothing to stand on."""
    try:
        with connection.transaction():
            connection.execute("\n".join(comments).encode())
    except (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn):
        middle = len(comments) // 2
        for part in (comments[:middle], comments[middle:]) if middle else ():
            _restate(connection, part)


def _refuse_edited(migrations: Iterable[Migration], applied: Iterable[tuple[str, str]]) -> None:
    for migration, (name, checksum) in zip(migrations, applied, strict=False):
        if (name, checksum) != (migration.name, migration.checksum):
            raise MigrationError(
                f"The warehouse has applied {name}.sql, and sql/migrations/{migration.path.name} is not what it was "
                "then. Bring that file's earlier text back, and write the change as a new migration."
            )


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    try:
        connection.execute(migration.script.encode())
    except psycopg.Error as error:
        error.add_note(f"in sql/migrations/{migration.path.name}")
        raise


def _note(connection: psycopg.Connection, migration: Migration) -> None:
    connection.execute(
        "insert into ops.migration (number, name, checksum, applied_at) values (%s, %s, %s, clock_timestamp())",
        [migration.number, migration.name, migration.checksum],
    )


def _exists(connection: psycopg.Connection, table: str) -> bool:
    # By the catalogue: to_regclass raises where the user may not look into the schema.
    found = connection.execute(
        "select exists (select from pg_tables where schemaname = 'ops' and tablename = %s)", [table]
    ).fetchone()
    return found == (True,)


def number_of(name: str) -> int:
    """The number that a migration's name begins with."""
    return int(name.partition("_")[0])
