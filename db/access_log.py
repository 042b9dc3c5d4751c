"""Writes down who saw data of single students: the one small door through which readers, who cannot write, do so."""

import json
import logging
from collections.abc import Mapping
from typing import Any, Literal

import psycopg

from db import warehouse
from db.errors import AtalayaError
from db.warehouse import SYNC

Action = Literal["view", "export", "api"]

_log = logging.getLogger(__name__)


def record(who: str, action: Action, what: str, filters: Mapping[str, Any], rows: int | None) -> None:
    """Adds a line to `ops.access_log`; a warehouse that cannot be written now leaves it in the server's log."""
    try:
        with warehouse.current().connect(SYNC) as connection:
            connection.execute(
                "insert into ops.access_log (who, action, what, filters, rows) values (%s, %s, %s, %s, %s)",
                [who, action, what, json.dumps(dict(filters)), rows],
            )
    except (AtalayaError, psycopg.Error) as error:
        _log.error("Access not written down (%s, %s, %s): %s", who, action, what, error)
