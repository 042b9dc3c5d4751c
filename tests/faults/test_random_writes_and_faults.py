"""Random writes of production, syncs and faults: whatever came before, the last clean sync makes both sides equal."""

from contextlib import ExitStack, contextmanager

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from tests.conftest import Server, _warehouse
from tests.faults.machine import ProductionAndWarehouse
from tests.faults.pair import Pair
from tests.oracle.strategies import thoroughly

EXAMPLES, STEPS = 10, 15


@pytest.mark.check
def test_after_the_last_clean_sync_both_sides_are_equal(
    postgres_18: Server, empty_productions: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces all promises at once, in orders that nobody thought of."""
    monkeypatch.setattr("sync.merge.load.BATCH_ROWS", 2)
    monkeypatch.setattr("sync.first_load.parallel_copy.CHUNK_PAGES", 1)

    class Machine(ProductionAndWarehouse):
        """With databases of its own for each example."""

        def __init__(self) -> None:
            self.databases = ExitStack()
            warehouse = self.databases.enter_context(contextmanager(_warehouse)(postgres_18))
            production = postgres_18.create(empty_productions)
            self.databases.callback(postgres_18.drop, production)
            super().__init__(Pair(postgres_18.database_url(production), warehouse))

        def teardown(self) -> None:
            with self.databases:
                super().teardown()

    run_state_machine_as_test(Machine, settings=settings(thoroughly(EXAMPLES), stateful_step_count=STEPS))
