"""An empty warehouse, written by its owner; nothing that a test writes is kept."""

import pytest

from tests.factories import Connection


@pytest.fixture
def connection(rolled_back: Connection) -> Connection:
    return rolled_back
