"""Some sources at a time: while one builds indexes or facts, another travels."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sync.endpoints.session import Session
from sync.errors import STOPPED, SyncStopped

SOURCES_AT_ONCE = 2

Checkpoint = Callable[[], None]
"""Called between steps; raises SyncStopped when the work is to end."""

Asked = TypeVar("Asked")
Done = TypeVar("Done")


def side_by_side(
    session: Session,
    asked: Sequence[Asked],
    work: Callable[[Asked, Checkpoint], Done],
    stop: threading.Event | None = None,
    *,
    creates_tables: bool = False,
) -> Iterator[Done]:
    """What came of the work for each source, in their order; `work` takes one of the session's workers for it.

    What ends one of them, other than a fault of its own, ends them all.
    """
    interrupted = threading.Event()

    def checkpoint() -> None:
        if interrupted.is_set() or (stop is not None and stop.is_set()):
            raise SyncStopped(STOPPED)

    at_once = _at_once(session, len(asked), creates_tables=creates_tables)
    with ThreadPoolExecutor(at_once, thread_name_prefix="sync") as pool:
        under_way = [pool.submit(work, one, checkpoint) for one in asked]
        try:
            for future in under_way:
                yield future.result()
        except BaseException:
            interrupted.set()
            raise


def _at_once(session: Session, sources: int, *, creates_tables: bool) -> int:
    """One where the warehouse has too few connections for more: each source has one that writes its rows.

    A first load has another, which creates tables.
    """
    wanted = min(SOURCES_AT_ONCE, sources)
    if wanted > 1 and session.has_room(wanted, owners=wanted if creates_tables else 0):
        return wanted
    return 1
