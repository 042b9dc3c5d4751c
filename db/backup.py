"""Writes a whole warehouse into one file: every schema of ours, at one moment, while syncs and readers go on.

What somebody else keeps in the same database is not part of it; nor are roles, rights and the database's settings,
which `migrate` makes anew on any server.
"""

from pathlib import Path

from db import archive
from db.errors import BackupError
from db.schemas import INCOMING_SCHEMAS, SCHEMAS
from db.statements import statements_beside
from db.warehouse import OWNER, Warehouse

_SQL = statements_beside(__file__)


def write_backup(here: Warehouse, file: Path) -> int:
    """Writes the backup, in the place of an older file of that name only once it is whole; returns its bytes.

    Raises BackupError when no pg_dump is new enough for the server, or the file cannot be written.
    """
    schemas = [*SCHEMAS, *INCOMING_SCHEMAS]
    with here.connect() as connection:
        program = archive.pg_dump(connection.info.server_version // 10000)
        others = [name for (name,) in connection.execute(_SQL["relations_of_others"], [schemas, OWNER])]
    unfinished = file.with_name(f"{file.name}.unfinished")
    try:
        archive.dump(
            program,
            here.url,
            unfinished,
            f"--role={OWNER}",
            *(f"--schema={schema}" for schema in schemas),
            *(f"--exclude-table={name}" for name in others),
        )
        return unfinished.replace(file).stat().st_size
    except OSError as error:
        raise BackupError(f"{file} cannot be written ({error.strerror}).") from error
    finally:
        unfinished.unlink(missing_ok=True)
