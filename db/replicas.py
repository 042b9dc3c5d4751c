"""Asks each replica that pages read from how far it follows the warehouse, and notes it where everybody can see it."""

import logging
import time
from contextlib import suppress

import psycopg

from db import warehouse
from db.errors import AtalayaError
from db.readers import Server, refuse_other_version
from db.statements import statements_beside
from db.warehouse import SYNC, Warehouse, as_reader

EVERY_SECONDS = 5.0

_SECONDS_TO_CONNECT = 3

_SQL = statements_beside(__file__)
_log = logging.getLogger(__name__)


def watch() -> None:
    """Asks again and again, until the process ends; returns at once where pages read from the warehouse itself."""
    here = warehouse.current()
    while here.replicas:
        with suppress(AtalayaError, psycopg.Error):
            note(here)
        time.sleep(EVERY_SECONDS)


def note(here: Warehouse) -> None:
    """Asks every replica once. Raises WarehouseUnreachable when there is nowhere to note it."""
    found = [_ask(replica) for replica in here.replicas]
    with here.connect(SYNC) as connection, connection.cursor() as cursor:
        cursor.executemany(_SQL["note_replica"], found)


def _ask(replica: Server) -> dict[str, object]:
    try:
        with psycopg.connect(
            replica.url,
            connect_timeout=_SECONDS_TO_CONNECT,
            application_name="atalaya replicas",
            prepare_threshold=None,
        ) as connection:
            refuse_other_version(connection)
            connection.execute(as_reader(_SECONDS_TO_CONNECT).encode())
            row = connection.execute(_SQL["read_server"]).fetchone()
            version, replayed_at = row or (None, None)
            return {"name": replica.name, "version": version, "replayed_at": replayed_at, "said": None}
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        return {"name": replica.name, "version": None, "replayed_at": None, "said": said}
