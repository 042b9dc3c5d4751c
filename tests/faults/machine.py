"""Syncs and faults at random beside a production that writes at random: a hypothesis state machine.

What no cursor can see (`unseen`) may differ until `verify`; everything else has to be the same on both sides after
every clean sync.
"""

import threading

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from db.errors import WarehouseUnreachable
from tests.faults.pair import Differences, Pair
from tests.faults.processes import end_sessions
from tests.faults.proxy import Link, Proxy, proxy_before
from tests.faults.random_production import ATTENDANCE, RandomProduction

SOURCES = ("ngeshare", "academy", "classwaves")


class ProductionAndWarehouse(RandomProduction):
    """One production, its warehouse, and the wires to both."""

    def __init__(self, pair: Pair) -> None:
        super().__init__(pair)
        self.is_loaded = False

    @rule(full=st.booleans())
    def clean_sync(self, full: bool) -> None:
        outcome = self.pair.sync(*SOURCES, full=full)
        assert (outcome.status, outcome.message) == ("succeeded", None)
        self.is_loaded = True
        self.moved_children.clear()
        assert self._unexplained() == {}
        assert self.pair.stale_facts() == {}

    @rule(
        side=st.sampled_from(["source", "warehouse"]),
        volume=st.integers(0, 60).map(lambda number: number * 700),
        fault=st.sampled_from(["reset", "end sessions", "stop"]),
    )
    def sync_meets_a_fault_on_its_way(self, side: str, volume: int, fault: str) -> None:
        stop = threading.Event()
        url, name = (self.pair.url, "atalaya sync") if side == "source" else (self.pair.warehouse.url, "atalaya")
        with proxy_before(url) as wire:
            faults = {
                "reset": wire.reset_all,
                "end sessions": lambda _: end_sessions(url, name),
                "stop": lambda _: stop.set(),
            }
            wire.after(volume, faults[fault])
            self._sync_over(wire, side, stop)

    @rule(number=st.integers(1, 30), done=st.booleans())
    def sync_is_cut_during_a_commit(self, number: int, done: bool) -> None:
        with proxy_before(self.pair.warehouse.url) as wire:
            wire.at_commit(number, Link.reset, done=done)
            self._sync_over(wire, "warehouse", threading.Event())

    @precondition(lambda self: self.is_loaded and self.slow_writer is None)
    @rule()
    def verify(self) -> None:
        self.pair.verify(*SOURCES)
        self.unseen.clear()
        self.moved_children.clear()
        assert self._unexplained() == {}
        assert self.pair.stale_facts() == {}

    def teardown(self) -> None:
        try:
            if self.slow_writer is not None:
                self.slow_writer_commits()
            self.clean_sync(full=False)
            self.verify()
            self.clean_sync(full=True)
        finally:
            self.production.close()

    def _sync_over(self, wire: Proxy, side: str, stop: threading.Event) -> None:
        url = wire.url(self.pair.url) if side == "source" else ""
        warehouse_url = wire.url(self.pair.warehouse.url) if side == "warehouse" else ""
        try:
            outcome = self.pair.sync(*SOURCES, url=url, warehouse_url=warehouse_url, stop=stop)
        except WarehouseUnreachable:
            # The very first connection was cut: nothing has begun.
            return
        assert outcome.status == "succeeded" or (outcome.status == "interrupted" and stop.is_set()), outcome.message
        if outcome.status == "succeeded":
            self.moved_children.clear()

    def _unexplained(self) -> Differences:
        found = {}
        for table, rows in self.pair.differences(*SOURCES).items():
            odd = {
                key: (there, here)
                for key, (there, here) in rows.items()
                if (table, key) not in self.unseen
                and not (table == ATTENDANCE and there is None and key in self.archived)
            }
            if odd:
                found[table] = odd
        return found
