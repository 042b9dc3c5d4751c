"""What a database's refusals mean to the user of a command, by SQLSTATE: each server has words of its own."""

from enum import Enum, auto

import psycopg

from db import embedded
from db.errors import AtalayaError, DiskFull, WarehouseUnreachable
from db.settings import settings

_PASSING_CLASSES = ("08", "53", "57P0")
"""What broke or a pooler refuses, what is used up, and a server that starts, ends or fails over."""

_FULL = "53300"
_FROM_THIS_SIDE = ("SSL was required", "does not support SSL", "password authentication", "authentication method")
"""What libpq itself refuses, before or instead of a server; its words in the driver's package are never translated."""


class Refusal(Enum):
    """Why there is no connection."""

    SILENT = auto()
    """Nobody answers."""
    STARTING = auto()
    """The server is there, and takes nobody at the moment."""
    FULL = auto()
    """All connections are taken that the server, the role or a pooler allows."""
    LOGIN = auto()
    """User, password, database or encryption are wrong; waiting is no use."""


def passes(sqlstate: str) -> bool:
    """Whether what a server said with this state is of the moment, and nobody's setting is wrong."""
    return sqlstate.startswith(_PASSING_CLASSES)


def refusal(error: psycopg.OperationalError) -> Refusal:
    """Why a connection was refused that `db.connection` tried to open."""
    if error.sqlstate == _FULL:
        return Refusal.FULL
    if error.sqlstate:
        return Refusal.STARTING if passes(error.sqlstate) else Refusal.LOGIN
    asked = error.pgconn is not None and error.pgconn.needs_password
    said = str(error)
    return Refusal.LOGIN if asked or any(phrase in said for phrase in _FROM_THIS_SIDE) else Refusal.SILENT


def sentence(who: str, setting: str, error: psycopg.OperationalError) -> str:
    """One line about a connection that was refused: what was said, and what to do; a setting only where it is wrong."""
    said = " ".join(str(error).split())
    match refusal(error):
        case Refusal.FULL:
            return (
                f"{who} has no connection free: {said} (SQLSTATE {error.sqlstate}). Wait until others end theirs, or "
                "raise what limits them: the role's connection limit, max_connections, the size of a pooler's pool."
            )
        case Refusal.STARTING:
            return (
                f"{who} is not ready: {said} (SQLSTATE {error.sqlstate}). It starts, ends, fails over, or its pooler "
                "refuses; try again in a moment, and read its log if that stays so."
            )
        case Refusal.LOGIN:
            return f"{who} refused the login: {said}. Correct {setting}."
    return f"{who} does not answer: {said}. Check that it runs and that {setting} names its host and port."


def explained(error: psycopg.OperationalError) -> AtalayaError:
    """One line for what no part of a command had an answer to."""
    said = " ".join((error.diag.message_primary or str(error)).split())
    if isinstance(error, psycopg.errors.DiskFull):
        return DiskFull(said)
    if not settings().warehouse_url and embedded.is_disk_full():
        # A server without room for its log ends, and its last words do not reach anybody.
        return DiskFull(settings().data_dir)
    return WarehouseUnreachable(f"A database does not go on: {said}. What was committed is kept; repeat the command.")
