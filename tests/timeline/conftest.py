"""A school with one row of each kind and nothing wrong, seen from noon on 15 June 2026 in New York."""

import pytest

from tests.factories import Connection, look_from
from tests.timeline import school

NOON = "2026-06-15 16:00:00"


@pytest.fixture
def empty(rolled_back: Connection) -> Connection:
    """A warehouse without a row."""
    look_from(rolled_back, NOON)
    return rolled_back


@pytest.fixture
def connection(empty: Connection) -> Connection:
    """The school."""
    school.found(empty)
    return empty
