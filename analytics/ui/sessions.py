"""Streamlit's sessions, one a tab: which are kept here, and what those of people who left are to give back.

Streamlit drops a session that is too old only when the next one leaves. Each holds three descriptors, its messages and
the state of its page, so a server that 200 people have left would keep all of it until somebody comes. It has no public
way to its sessions; `server.disconnectedSessionTTL` only says from when on they may go.
"""

import asyncio
import ctypes
import gc
from typing import Any

from streamlit.runtime import get_instance

from db import warehouse

EVERY_SECONDS = 5.0


async def give_back() -> None:
    """Goes on until it is cancelled."""
    while True:
        await asyncio.sleep(EVERY_SECONDS)
        if close_expired():
            if not _manager().list_active_sessions():
                # Kept open for the next of many; the next of none can open one.
                await asyncio.to_thread(warehouse.current().dispose)
            await asyncio.to_thread(return_memory)


def close_expired() -> int:
    """Ends the sessions whose readers are gone too long to come back; how many. For the thread of the server's loop."""
    expired = _manager()._session_storage._cache.expire()
    for _, kept in expired:
        # Not left to the last reference: Streamlit's own loop holds one to the session that it served last.
        kept.session.shutdown()
    return len(expired)


def is_kept(session: str) -> bool:
    """Whether a reader can go on with this session here."""
    return _manager().get_session_info(session) is not None


def return_memory() -> None:
    """What is free here is given to the system, which the C library does by itself for the end of its heap only."""
    gc.collect()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


def _manager() -> Any:
    return get_instance()._session_mgr
