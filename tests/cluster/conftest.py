"""A warehouse on a Citus cluster, beside one on a single server."""

from collections.abc import Iterator

import pytest

from db.migrate import migrate
from db.warehouse import Warehouse
from tests import citus


@pytest.fixture(scope="session")
def cluster() -> Iterator[citus.Cluster]:
    """A coordinator and its workers, as new."""
    if not citus.is_there():
        pytest.skip(citus.WHY_NOT)
    with citus.running() as found:
        yield found


@pytest.fixture(scope="session")
def spread(cluster: citus.Cluster) -> Warehouse:
    """A migrated warehouse on the cluster, empty for tests that are rolled back."""
    warehouse = Warehouse(cluster.create())
    migrate(warehouse)
    return warehouse
