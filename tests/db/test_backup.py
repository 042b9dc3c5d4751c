"""A backup becomes the same warehouse on any server and for any owner, and so does a dump made by hand."""

import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from psycopg import sql

from db import archive, migrations
from db import migrate as migrate_module
from db.backup import write_backup
from db.errors import BackupError, MigrationError
from db.migrate import migrate
from db.restore import restore
from db.schemas import SCHEMAS
from db.warehouse import READER, SYNC_LOCK, Warehouse, advisory_lock
from sync.compare.facts import WHEN_COMPUTED
from tests import postgres_servers
from tests.conftest import Database, Server
from tests.db import store_dump
from tests.db.content import Columns, Content, columns_of, content_of
from tests.db.shape import shape
from tests.factories import Connection, rows
from tests.postgres_servers import as_user

# What one version writes, another reads.
pytestmark = pytest.mark.each_server

ORDINARY = "ordinary"
NEWEST = migrations.known()[-1]
SETTINGS = """
    select setconfig
    from pg_db_role_setting
    inner join pg_database on pg_database.oid = setdatabase
    where datname = current_database()
"""
VIEWS = """
    select oid::regclass::text
    from pg_class
    where relkind in ('v', 'm') and relnamespace::regnamespace::text <> all ('{pg_catalog, information_schema}')
"""


@dataclass(frozen=True)
class Filled:
    """A warehouse with rows, its backup, and what it holds."""

    warehouse: Warehouse
    version: int
    file: Path
    columns: Columns
    content: Content


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[Server]:
    """Another server, that knows no role of Atalaya's, and a user of it who may create roles and is no superuser."""
    with postgres_servers.embedded() as url:
        server = Server(url)
        server.run(sql.SQL("create role ordinary login createrole createdb").format())
        yield server


@pytest.fixture
def empty(elsewhere: Server) -> Iterator[Warehouse]:
    """An empty database there, which the ordinary user owns."""
    name = elsewhere.create("template0")
    elsewhere.run(sql.SQL("alter database {} owner to ordinary").format(sql.Identifier(name)))
    yield of_the_ordinary_user(elsewhere, name)
    elsewhere.drop(name)


@pytest.fixture(scope="module")
def made_there(elsewhere: Server) -> Warehouse:
    """What `migrate` makes there of an empty database."""
    name = elsewhere.create("template0")
    elsewhere.run(sql.SQL("alter database {} owner to ordinary").format(sql.Identifier(name)))
    made = of_the_ordinary_user(elsewhere, name)
    migrate(made)
    return made


@pytest.fixture(scope="module", params=["postgres_15", "postgres_18"])
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    """A warehouse that all five sources have filled, on each server in turn."""
    server: Server = request.getfixturevalue(request.param)
    name = server.create("template0")
    here = Warehouse(server.database_url(name))
    store_dump.restore(store_dump.DUMPS[-1], here.url)
    migrate(here)
    file = tmp_path_factory.mktemp("backup") / "warehouse.backup"
    with here.connect() as connection:
        connection.execute("create table public.theirs (id int); create role analyst; grant analyst to current_user")
        connection.execute("alter table public.theirs owner to analyst")
        write_backup(here, file)
        columns = all_columns(connection)
        yield Filled(here, connection.info.server_version // 10000, file, columns, content_of(connection, columns))
        connection.execute("drop table public.theirs; drop role analyst")
    server.drop(name)


def of_the_ordinary_user(server: Server, database: str) -> Warehouse:
    return Warehouse(as_user(server.database_url(database), ORDINARY))


def all_columns(connection: Connection) -> Columns:
    """Those of all our tables; materialized views are made anew, and bookkeeping tells how."""
    found = columns_of(connection, SCHEMAS)
    return {
        table: [name for name in names if name not in WHEN_COMPUTED]
        for table, names in found.items()
        if not table[1].startswith(("mv_metricas", "mv_ranking", "theirs"))
    }


def assert_restored(there: Warehouse, filled: Filled, made_there: Warehouse) -> None:
    with there.connect() as connection, made_there.connect() as made:
        assert shape(connection) ^ shape(made) == set()
        assert rows(connection, SETTINGS) == rows(made, SETTINGS) != []
        content = content_of(connection, filled.columns)
        # Filling the materialized views again is written down.
        content["ops", "mv_refresh_log"] &= filled.content["ops", "mv_refresh_log"]
        assert {table for table, found in content.items() if found != filled.content[table]} == set()
        assert sum(map(len, content.values())) > 1000
    with there.connect(READER) as reader:
        views = rows(reader, VIEWS)
        for (view,) in views:
            reader.execute(f"select from {view} limit 0".encode())
        assert len(views) > 90


def test_a_backup_is_the_same_warehouse_elsewhere(
    filled: Filled, empty: Warehouse, made_there: Warehouse, tmp_path: Path
) -> None:
    restore(empty, filled.file)
    assert_restored(empty, filled, made_there)
    assert write_backup(empty, tmp_path / "of the ordinary user") > 100_000


def test_only_its_owner_may_read_a_backup(filled: Filled) -> None:
    assert (filled.file.stat().st_mode & 0o777, list(filled.file.parent.iterdir())) == (0o600, [filled.file])


def test_a_dump_that_somebody_restored_is_put_right(
    filled: Filled, empty: Warehouse, made_there: Warehouse, tmp_path: Path
) -> None:
    options = ["--no-owner", "--no-privileges"] if filled.version == 15 else []
    dump, (_, newest) = tmp_path / "by hand", archive.pg_restore()
    subprocess.run(
        [archive.pg_dump(filled.version), "-Fc", "-f", dump, "-T", "theirs", "-d", filled.warehouse.url], check=True
    )
    # Not checked: it is told that it cannot make everything as it was, and goes on.
    subprocess.run([newest, *options, "-d", empty.url, dump], check=False, capture_output=True)
    migrate(empty)
    assert_restored(empty, filled, made_there)


def relations(connection: Connection) -> set[tuple[str, ...]]:
    """Tables by the number that they got when they were made."""
    return set(rows(connection, "select oid, relname from pg_class where oid >= 16384 and relkind = 'r'"))


@pytest.fixture
def backup(postgres_18: Server, warehouse_18: Warehouse, tmp_path: Path) -> Path:
    """A backup of a warehouse with one row."""
    with warehouse_18.connect() as connection:
        connection.execute("""insert into "User" (id, "updatedAt") values ('ana', now())""")
    write_backup(warehouse_18, tmp_path / "backup")
    return tmp_path / "backup"


def test_a_database_that_holds_a_warehouse_is_left_alone_unless_it_is_to_be_replaced(
    warehouse_18: Warehouse, backup: Path
) -> None:
    with warehouse_18.connect() as connection:
        connection.execute("""update "User" set id = 'ben'; update ops.data_version set version = 70""")
        connection.execute("create table public.theirs (id int); insert into public.theirs values (1)")
        before = shape(connection)
        with pytest.raises(BackupError, match=r"already holds a warehouse\. .* repeat with --replace"):
            restore(warehouse_18, backup)
        assert rows(connection, 'select id from public."User"') == [("ben",)]
        restore(warehouse_18, backup, replace=True)
        assert rows(connection, 'select public."User".id, theirs.id from public."User", theirs') == [("ana", 1)]
        assert shape(connection) == before
        # What pages have kept of the replaced warehouse is not taken for this one's.
        assert rows(connection, "select version from ops.data_version") == [(71,)]


def test_what_somebody_built_on_the_warehouse_is_not_replaced_with_it(warehouse_18: Warehouse, backup: Path) -> None:
    with warehouse_18.connect() as connection:
        connection.execute('create view public.theirs as select id from public."User"')
        with pytest.raises(MigrationError, match=r"Something of yours .*view (public\.)?theirs depends on"):
            restore(warehouse_18, backup, replace=True)
        assert rows(connection, "select id from theirs") == [("ana",)]


def test_a_database_of_somebody_else_is_never_replaced(empty_database: Database, backup: Path) -> None:
    with empty_database.connect() as connection:
        connection.execute('create table public."User" (id text)')
        with pytest.raises(BackupError, match=r"holds tables, and they are no warehouse of Atalaya's\. "):
            restore(Warehouse(empty_database.url), backup, replace=True)
        assert len(relations(connection)) == 1


@pytest.mark.parametrize("replace", [False, True])
def test_a_damaged_file_leaves_everything_as_it_was(
    warehouse_18: Warehouse, empty_database: Database, backup: Path, replace: bool
) -> None:
    here = warehouse_18 if replace else Warehouse(empty_database.url)
    backup.write_bytes(backup.read_bytes()[:-5000])
    with here.connect() as connection:
        before = relations(connection), bool(replace) and shape(connection)
        with pytest.raises(BackupError, match=r"backup is damaged \(.*\); nothing was restored"):
            restore(here, backup, replace=replace)
        assert (relations(connection), bool(replace) and shape(connection)) == before


@pytest.mark.parametrize("written", [b"", b"no backup", b"--\n-- PostgreSQL database dump\n--\n", None])
def test_a_file_that_is_no_backup_is_named(empty_database: Database, tmp_path: Path, written: bytes | None) -> None:
    file = tmp_path / "file"
    if written is not None:
        file.write_bytes(written)
    with pytest.raises(BackupError, match=f"{file} is no backup that pg_restore|There is no file {file}"):
        restore(Warehouse(empty_database.url), file)


def test_a_dump_of_something_else_is_no_backup(
    empty_database: Database, new_database: Callable[[], Database], tmp_path: Path
) -> None:
    with empty_database.connect() as connection:
        connection.execute("create table theirs (id int)")
    archive.dump(archive.pg_dump(18), empty_database.url, tmp_path / "theirs")
    with pytest.raises(BackupError, match=r"theirs holds no warehouse of Atalaya's. Name a file that"):
        restore(Warehouse(new_database().url), tmp_path / "theirs")


def test_a_backup_of_a_newer_version_is_refused_with_both_names(
    warehouse_18: Warehouse, empty_database: Database, tmp_path: Path
) -> None:
    with warehouse_18.connect() as connection:
        connection.execute("insert into ops.migration values (9999, '9999_of_tomorrow', 'of its text')")
    write_backup(warehouse_18, tmp_path / "backup")
    said = f"backup was written by a newer Atalaya: it has migration 9999_of_tomorrow, and .* up to {NEWEST.name}"
    with pytest.raises(BackupError, match=said):
        restore(Warehouse(empty_database.url), tmp_path / "backup")
    with empty_database.connect() as connection:
        assert relations(connection) == set()


def test_a_backup_of_an_earlier_version_is_upgraded(
    postgres_15: Server, empty_database: Database, warehouse_18: Warehouse, tmp_path: Path
) -> None:
    name = postgres_15.create("template0")
    store_dump.restore(store_dump.DUMPS[2], postgres_15.database_url(name))
    write_backup(Warehouse(postgres_15.database_url(name)), tmp_path / "backup")
    postgres_15.drop(name)
    restore(Warehouse(empty_database.url), tmp_path / "backup")
    with Warehouse(empty_database.url).connect() as connection, warehouse_18.connect() as made:
        assert shape(connection) ^ shape(made) == set()


def test_a_server_that_dies_in_the_middle_is_one_line(
    warehouse_18: Warehouse, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def die(connection: Connection, **_: bool) -> None:
        with warehouse_18.connect() as killer:
            killer.execute("select pg_terminate_backend(%s, 5000)", [connection.info.backend_pid])
        connection.execute("select")

    monkeypatch.setattr(migrate_module, "bring_up_to_date", die)
    with warehouse_18.connect() as connection:
        before = shape(connection)
        with pytest.raises(MigrationError, match="terminating connection"):
            restore(warehouse_18, backup, replace=True)
        assert shape(connection) == before


def test_nothing_is_restored_over_a_running_sync(warehouse_18: Warehouse, backup: Path) -> None:
    with (
        warehouse_18.connect() as syncing,
        advisory_lock(syncing, SYNC_LOCK),
        pytest.raises(BackupError, match=r"A sync is running in this warehouse; wait"),
    ):
        restore(warehouse_18, backup, replace=True)


def test_a_server_that_no_pg_dump_reads_is_named_with_the_newest(
    warehouse_18: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "EMBEDDED", tmp_path)
    (tmp_path / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 17.2 (of a test)'\n")
    (tmp_path / "pg_dump").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = rf"runs PostgreSQL 18, and the newest pg_dump here is 17 \({tmp_path}/pg_dump\), which cannot read it"
    with pytest.raises(BackupError, match=said):
        write_backup(warehouse_18, tmp_path / "backup")
    assert not (tmp_path / "backup").exists()


def test_a_backup_that_fails_leaves_the_older_one(warehouse_18: Warehouse, backup: Path) -> None:
    older = backup.read_bytes()
    with warehouse_18.connect() as connection:
        connection.execute("alter table ops.sync_line enable row level security, force row level security")
    with pytest.raises(BackupError, match='row-level security policy for table "sync_line"'):
        write_backup(warehouse_18, backup)
    assert (backup.read_bytes(), list(backup.parent.iterdir())) == (older, [backup])


def test_a_password_stands_on_no_command_line(tmp_path: Path) -> None:
    (tmp_path / "pg_dump").write_text(f'#!/bin/sh\necho "$PGPASSWORD" "$@" > {tmp_path}/said\n')
    (tmp_path / "pg_dump").chmod(0o755)
    archive.dump(tmp_path / "pg_dump", "postgresql://ana:s3%40cret@host:5433/d?sslmode=require", tmp_path / "backup")
    password, _, others = (tmp_path / "said").read_text().partition(" ")
    assert (password, "s3@cret" in others, "--dbname=user=ana dbname=d host=host port=5433" in others) == (
        "s3@cret",
        False,
        True,
    )


def test_a_backup_to_nowhere_is_named(warehouse_18: Warehouse) -> None:
    with pytest.raises(BackupError, match=r"/nowhere/backup.unfinished cannot be written \(No such file"):
        write_backup(warehouse_18, Path("/nowhere/backup"))
