"""A school with one session, seen from noon on 15 June 2026 in UTC; nothing that a test writes is kept."""

import pytest

from tests.classroom.classroom import add
from tests.factories import Connection, look_from


@pytest.fixture
def empty(rolled_back: Connection) -> Connection:
    """A warehouse without a row."""
    look_from(rolled_back, "2026-06-15 12:00:00")
    return rolled_back


@pytest.fixture
def connection(empty: Connection) -> Connection:
    """A school with a session that has a group, and a second session of the same kind."""
    add(empty, "schools", "school")
    for session, group in (("session", "group"), ("another session", "another group")):
        add(empty, "sessions", session)
        add(empty, "session_groups", group, session_id=session)
    return empty
