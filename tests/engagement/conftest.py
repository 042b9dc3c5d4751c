"""An empty study centre, seen from noon on Monday 15 June 2026 in Guayaquil; nothing that a test writes is kept."""

import pytest

from tests.engagement.centre import NOON
from tests.factories import Connection, look_from


@pytest.fixture
def connection(rolled_back: Connection) -> Connection:
    look_from(rolled_back, NOON)
    return rolled_back
