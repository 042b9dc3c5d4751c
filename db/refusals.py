"""What a database's refusals mean to the user of a command, by SQLSTATE: each server has words of its own."""

import psycopg

from db import embedded
from db.errors import AtalayaError, DiskFull, WarehouseUnreachable
from db.settings import settings


def explained(error: psycopg.OperationalError) -> AtalayaError:
    """One line for what no part of a command had an answer to."""
    said = " ".join((error.diag.message_primary or str(error)).split())
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull(said)
    if not settings().warehouse_url and embedded.is_disk_full():
        # A server without room for its log ends, and its last words do not reach anybody.
        return DiskFull(settings().data_dir)
    return WarehouseUnreachable(f"A database does not go on: {said}. What was committed is kept; repeat the command.")
