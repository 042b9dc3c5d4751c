"""Which sources this process reads at the moment, by server: where that has too few connections for all, one waits.

Without this, two sources of one server would each be refused for as long as the other reads, and give up.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from db.address import Address
from sync.errors import SourceFull

Opened = TypeVar("Opened")
Wait = Callable[[SourceFull], None]
"""Called now and then while a source waits, with the reason; raises when the run is to stop."""

Server = tuple[str, str]

_LOOK_EVERY_SECONDS = 0.5
_BLINK_SECONDS = 0.05
_FAREWELL_SECONDS = 3.0
"""How long a server may still count a connection that has been closed."""

_readers: Counter[Server] = Counter()
_left_at: dict[Server, float] = {}
_changed = threading.Condition()


@contextmanager
def joined(address: Address, open_source: Callable[[], Opened], wait: Wait) -> Iterator[Opened]:
    """Opens a source and counts it; while it is refused because its server is full of ours, waits until one leaves.

    Raises SourceFull when none of ours is there, and whatever `open_source` and `wait` raise.
    """
    server = address.server
    opened = _open(server, open_source, wait)
    try:
        yield opened
    finally:
        with _changed:
            _readers[server] -= 1
            _left_at[server] = time.monotonic()
            _changed.notify_all()


def _open(server: Server, open_source: Callable[[], Opened], wait: Wait) -> Opened:
    while True:
        with _changed:
            there = _readers[server]
        try:
            opened = open_source()
        except SourceFull as full:
            if there:
                _wait_for_one_to_leave(server, there, full, wait)
            elif time.monotonic() - _left_at.get(server, -_FAREWELL_SECONDS) < _FAREWELL_SECONDS:
                time.sleep(_BLINK_SECONDS)
            else:
                raise
            continue
        with _changed:
            _readers[server] += 1
        return opened


def _wait_for_one_to_leave(server: Server, there: int, full: SourceFull, wait: Wait) -> None:
    while _readers[server] >= there:
        wait(full)
        with _changed:
            _changed.wait_for(lambda: _readers[server] < there, _LOOK_EVERY_SECONDS)
