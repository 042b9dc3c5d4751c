"""Events of live classrooms while the database is killed: what was acknowledged is there, once and in order."""

from collections.abc import Iterator

import pytest

from benchmarks.classroom import soak
from tests import postgres_servers


@pytest.fixture
def server() -> Iterator[str]:
    """Nobody else is on it, and it forgets nothing that it committed."""
    if not postgres_servers.DEBIAN.exists():
        pytest.skip("PostgreSQL 15 is not installed: apt-get install postgresql-15")
    with postgres_servers.debian("synchronous_commit=on") as url:
        yield url


def test_eight_clients_lose_nothing_when_the_database_is_killed(server: str) -> None:
    warehouse = soak.prepared(server)
    with soak.serving(warehouse) as (port, _):
        told = soak.storm(port, server, 4_000, kills=1)
    assert sum(len(one.ids) for one in told) == 4_000
    soak.check(warehouse, "room", told)
