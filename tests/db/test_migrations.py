"""The numbered files: applied once, in order, all or none, and never edited afterwards."""

import shutil
import tomllib
from pathlib import Path

import psycopg
import pytest

from db import migrations, warehouse
from db.errors import MigrationError, WarehouseVersionError
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import OWNER, READER, SYNC, Warehouse
from tests.conftest import Database, Server
from tests.factories import rows
from tests.postgres_servers import as_user

NEWEST = migrations.known()[-1]
NEXT = f"{NEWEST.number + 1:04}_next"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A copy of sql/migrations that a test may write into."""
    return Path(shutil.copytree(migrations.DIRECTORY, tmp_path / "migrations"))


def applied(connection: psycopg.Connection) -> list[str]:
    return [name for (name,) in rows(connection, "select name from ops.migration order by number")]


def test_files_are_numbered_from_0_and_no_number_is_given_twice() -> None:
    numbers = [migration.number for migration in migrations.known()]
    assert numbers == sorted(set(numbers))
    assert numbers[0] == 0


def test_a_new_file_is_applied_as_it_stands(warehouse_18: Warehouse, files: Path) -> None:
    (files / f"{NEXT}.sql").write_text(
        """
        -- a comment; with a semicolon, and it's got a quote
        create function ops.half() returns text language plpgsql as $$
        begin
            return format('%s %% of :x', 50); -- ';'
        end;
        $$;
        create function ops.both() returns integer language sql begin atomic select 1; select 2; end;
        /* nothing; after it */
        """
    )
    with warehouse_18.connect() as connection:
        migrations.upgrade(connection, files)
        assert rows(connection, "select ops.half(), ops.both()") == [("50 % of :x", 2)]
        assert applied(connection)[-1] == NEXT


def test_a_file_that_fails_is_named_and_takes_the_others_of_its_run_along(warehouse_18: Warehouse, files: Path) -> None:
    (files / f"{NEXT}.sql").write_text("create table ops.half_way (id integer)")
    (files / f"{NEWEST.number + 2:04}_broken.sql").write_text("insert into ops.half_way values ('x')")
    with warehouse_18.connect() as connection:
        with pytest.raises(psycopg.DataError) as error:
            migrations.upgrade(connection, files)
        assert error.value.__notes__ == [f"in sql/migrations/{NEWEST.number + 2:04}_broken.sql"]
        assert rows(connection, "select to_regclass('ops.half_way')") == [(None,)]
        assert applied(connection)[-1] == NEWEST.name


def test_what_a_failing_file_said_is_one_line_with_its_name(
    warehouse_18: Warehouse, files: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (files / f"{NEXT}.sql").write_text("select\n1 / 0")
    monkeypatch.setattr(migrations.upgrade, "__defaults__", (files,))
    with pytest.raises(MigrationError) as error:
        migrate(warehouse_18)
    assert str(error.value) == (
        f"The warehouse could not be brought up to date: division by zero in sql/migrations/{NEXT}.sql"
    )


@pytest.mark.parametrize("change", ["edited", "renamed", "inserted"])
def test_a_file_that_is_not_what_was_applied_is_refused(warehouse_18: Warehouse, files: Path, change: str) -> None:
    if change == "edited":
        with (files / f"{NEWEST.name}.sql").open("a") as file:
            file.write("-- only a comment\n")
    else:
        (files / f"{NEWEST.name}.sql").rename(files / f"{NEWEST.number:04}_another.sql")
        if change == "inserted":
            shutil.copy(NEWEST.path, files / f"{NEXT}.sql")
    with (
        warehouse_18.connect() as connection,
        pytest.raises(MigrationError, match=rf"has applied {NEWEST.name}\.sql, and .* is not what it was then"),
    ):
        migrations.upgrade(connection, files)


@pytest.mark.parametrize("may", ["createrole", "nocreaterole"])
def test_an_owner_of_the_database_who_may_hand_on_the_roles_is_enough(postgres_18: Server, may: str) -> None:
    """Who creates the roles may hand them on; where they are there already, nobody needs to create any."""
    name = postgres_18.create("template1")
    database = Database(postgres_18.database_url(name))
    with database.connect() as connection:
        connection.execute(f"create role modest login {may}")
        connection.execute(f"alter database {name} owner to modest")
        connection.execute(f"grant {OWNER}, {SYNC}, {READER} to modest with admin option")
    migrate(Warehouse(as_user(database.url, "modest")))
    with database.connect() as connection:
        assert applied(connection)[-1] == NEWEST.name
    postgres_18.drop(name)
    with psycopg.connect(postgres_18.url, autocommit=True) as connection:
        connection.execute("drop role modest")


def test_a_warehouse_that_a_later_alembic_upgraded_is_newer(warehouse_18: Warehouse) -> None:
    later = f"{NEWEST.number + 1:04}"
    with warehouse_18.connect() as connection:
        connection.execute("drop table ops.migration; create table ops.schema_version (version_num text)")
        connection.execute("insert into ops.schema_version values (%s)", [later])
        with pytest.raises(WarehouseVersionError, match=f"has migration {later}, and this .* up to {NEWEST.name}"):
            migrate(warehouse_18)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("insert into ops.migration values (9999, '9999_of_tomorrow', 'of its text')", "newer than this Atalaya"),
        (f"delete from ops.migration where number = {NEWEST.number}", "older than this Atalaya: it has migrations up"),
        ("drop schema ops cascade", "older than this Atalaya: it has none"),
    ],
)
def test_the_server_gets_only_a_warehouse_of_its_version(
    warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch, statement: str, said: str
) -> None:
    monkeypatch.setattr(warehouse, "configured", lambda: warehouse_18)
    warehouse.current.cache_clear()
    with warehouse_18.connect() as connection:
        connection.execute(statement)
    with pytest.raises(WarehouseVersionError, match=said):
        warehouse.current()


def test_nobody_reaches_the_warehouse_past_its_doors() -> None:
    """`current` for the server, `migrated` and `restored` for the commands: only they ask for one of any version."""
    rooms = tomllib.loads((PROJECT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    calling = {
        path.relative_to(PROJECT).as_posix()
        for path in (*PROJECT.glob("*.py"), *(file for room in rooms for file in (PROJECT / room).rglob("*.py")))
        if "configured()" in path.read_text(encoding="utf-8")
    }
    assert calling == {"db/warehouse.py", "db/migrate.py", "db/restore.py"}
