"""Connections that say by which SQLSTATE a server refused them: it speaks any language, and the driver passes on words.

libpq parses the state of a refusal and has no function that returns it; it writes it into the message of whoever asks
for verbose errors, which psycopg does not offer. The connection asks for them until it is open.
"""

import ctypes
import re
import sys
from functools import cache
from typing import Any, Self, TypeVar

import psycopg
from psycopg import pq
from psycopg.abc import PQGenConn
from psycopg.pq.abc import PGconn
from psycopg.waiting import Ready, Wait

Waited = TypeVar("Waited")

_DEFAULT, _VERBOSE = 1, 2
"""PQERRORS_DEFAULT and PQERRORS_VERBOSE."""

_STATE = re.compile(r"(?<=:  )(?P<state>[0-9A-Z]{5}): ")
"""After the severity, which is translated, libpq writes two blanks, the state, and the server's words."""

_PLACE = re.compile(r"\n[^\n]*: {2}[^\n]*\.c:\d+\s*$", re.MULTILINE)
"""The line that names the place in the server's own code."""

_WAITS = {pq.PollingStatus.READING: Wait.R, pq.PollingStatus.WRITING: Wait.W}


class Connection(psycopg.Connection[Any]):
    """A connection; the error of one that is refused bears `sqlstate`, and None when no server answered."""

    @classmethod
    def _connect_gen(cls, conninfo: str = "") -> PQGenConn[Self]:
        pgconn = pq.PGconn.connect_start(conninfo.encode())
        _set_verbosity(pgconn, _VERBOSE)
        while pgconn.status != pq.ConnStatus.BAD and (poll := pgconn.connect_poll()) != pq.PollingStatus.OK:
            if poll == pq.PollingStatus.FAILED:
                break
            while (yield pgconn.socket, _WAITS[pq.PollingStatus(poll)]) == Ready.NONE:
                pass
        if pgconn.status != pq.ConnStatus.OK:
            raise _refusal(pgconn)
        _set_verbosity(pgconn, _DEFAULT)
        pgconn.nonblocking = 1
        return cls(pgconn)


def _refusal(pgconn: PGconn) -> psycopg.OperationalError:
    said = pgconn.get_error_message()
    found = _STATE.search(said)
    words = _PLACE.sub("", _STATE.sub("", said)).strip()
    return _kind(found["state"] if found else None)(f"connection failed: {words}", pgconn=pgconn)


@cache
def _kind(state: str | None) -> type[psycopg.OperationalError]:
    """A class rather than an attribute: of several hosts' errors psycopg makes a new one of the last one's class."""
    return type("ConnectionRefused", (psycopg.OperationalError,), {"sqlstate": state}) if state else _NO_ANSWER


_NO_ANSWER = psycopg.OperationalError


def _set_verbosity(pgconn: Any, verbosity: int) -> None:
    _libpq().PQsetErrorVerbosity(ctypes.c_void_p(pgconn.pgconn_ptr), verbosity)


@cache
def _libpq() -> ctypes.CDLL:
    """The library, through the driver's own module, whichever libpq that is linked with."""
    return ctypes.CDLL(str(sys.modules[pq.PGconn.__module__].__file__))
