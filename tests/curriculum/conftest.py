"""An empty warehouse whose views look from noon on 15 June 2026 in Jakarta; nothing that a test writes is kept."""

import pytest

from tests.factories import Connection, look_from


@pytest.fixture
def connection(rolled_back: Connection) -> Connection:
    look_from(rolled_back, "2026-06-15")
    return rolled_back
