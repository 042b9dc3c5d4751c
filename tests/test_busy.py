"""Many readers at once, as their browsers speak: in order, told that they wait; and everybody else is answered."""

import asyncio
import itertools
from collections.abc import Callable, Coroutine, Iterator
from contextlib import AsyncExitStack
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import psutil
import psycopg
import pytest

from analytics.ui.admission import PLACES
from benchmarks.load.tab import Tab
from db.warehouse import Warehouse
from tests.busy_server import HELD_PAGE, BusyServer, busy_server, said_while_waiting
from tests.conftest import Server, _warehouse
from tests.coroutines import completed
from tests.patience import LONG_ENOUGH_SECONDS

NEXT = "Many people are reading at the moment. Your page is next."
ONE_BEFORE = "Many people are reading at the moment. 1 page comes before yours."
TWO_BEFORE = "Many people are reading at the moment. 2 pages come before yours."


@pytest.fixture(scope="module")
def shared_warehouse(postgres_18: Server) -> Iterator[Warehouse]:
    yield from _warehouse(postgres_18)


@pytest.fixture(scope="module")
def busy(shared_warehouse: Warehouse) -> Iterator[BusyServer]:
    """One server for all: none of these tests may leave anything behind."""
    with busy_server(shared_warehouse) as server:
        yield server


_days = itertools.count(1)


async def ask(tab: Tab) -> None:
    """Opens the page that can be held; from a day of its own, because one answer to the same question serves all."""
    await tab.ask(HELD_PAGE, f"as_of={date(2020, 1, 1) + timedelta(days=next(_days))}")


def run(scene: Coroutine[Any, Any, None]) -> None:
    completed(asyncio.wait_for(scene, 2 * LONG_ENOUGH_SECONDS))


async def becomes(state: Callable[[], bool], name: str) -> None:
    for _ in range(int(LONG_ENOUGH_SECONDS * 20)):
        if await asyncio.to_thread(state):
            return
        await asyncio.sleep(0.05)
    pytest.fail(name)


async def occupied(busy: BusyServer, readers: AsyncExitStack) -> list[Tab]:
    """Every place is taken by a page in the middle of its run."""
    tabs = [await readers.enter_async_context(Tab(busy.url)) for _ in range(PLACES)]
    for tab in tabs:
        await ask(tab)
    await becomes(lambda: busy.waiting_for_the_table() == PLACES, "not all places are taken")
    return tabs


async def queued(busy: BusyServer, readers: AsyncExitStack, said: str) -> Tab:
    """One more reader, who is told so."""
    tab = await readers.enter_async_context(Tab(busy.url))
    await ask(tab)
    await becomes(lambda: said_while_waiting(tab) == said, f"is not told: {said}")
    return tab


def test_who_waits_is_told_how_many_come_before_and_then_no_more(busy: BusyServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            with busy.held():
                inside = await occupied(busy, readers)
                waiting = [await queued(busy, readers, said) for said in (NEXT, ONE_BEFORE, TWO_BEFORE)]
                assert [said_while_waiting(tab) for tab in inside] == [""] * PLACES
                # Only those who have a place ask the database.
                assert busy.waiting_for_the_table() == PLACES
            for tab in (*inside, *waiting):
                page = await tab.answer()
                assert page.errors == []
                assert said_while_waiting(tab) == ""
            ends = [(await tab.answer()).finished_at for tab in waiting]
            assert all(ends)

    run(scene())


def test_health_and_the_api_answer_while_every_place_is_taken(busy: BusyServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            with busy.held():
                tabs = [*await occupied(busy, readers), await queued(busy, readers, NEXT)]
                for path in ("/health", "/materialized-views/status", "/_stcore/health"):
                    assert await asyncio.to_thread(busy.status, path) == 200
            for tab in tabs:
                await tab.answer()

    run(scene())


def test_a_section_is_drawn_again_while_pages_wait(busy: BusyServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            open_page = await readers.enter_async_context(Tab(busy.url, polls=False))
            await open_page.open()
            with busy.held():
                tabs = [*await occupied(busy, readers), await queued(busy, readers, NEXT)]
                drawn = open_page.sections_drawn
                await open_page.run_fragment(open_page.fragments[0])
                await becomes(lambda: open_page.sections_drawn == drawn + 1, "the section waits behind pages")
            for tab in tabs:
                await tab.answer()

    run(scene())


def test_who_closes_the_tab_leaves_the_queue(busy: BusyServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            with busy.held():
                inside = await occupied(busy, readers)
                async with Tab(busy.url) as leaving:
                    await ask(leaving)
                    await becomes(lambda: said_while_waiting(leaving) == NEXT, "does not wait")
                    behind = await queued(busy, readers, ONE_BEFORE)
                await becomes(lambda: said_while_waiting(behind) == NEXT, "waits for somebody who left")
            for tab in (*inside, behind):
                await tab.answer()

    run(scene())


def test_who_clicks_while_waiting_waits_once_and_keeps_the_turn(busy: BusyServer) -> None:
    async def scene() -> None:
        async with AsyncExitStack() as readers:
            with busy.held():
                inside = await occupied(busy, readers)
                impatient = await queued(busy, readers, NEXT)
                behind = await queued(busy, readers, ONE_BEFORE)
                for page in ("operations", "rescue_list"):
                    await impatient.ask(page)
                    await becomes(lambda: said_while_waiting(impatient) == NEXT, "lost the turn")
                await queued(busy, readers, TWO_BEFORE)
            assert (await impatient.answer()).page == "rescue_list"
            for tab in (*inside, behind):
                await tab.answer()

    run(scene())


def test_places_of_people_who_closed_the_tab_in_the_middle_are_free_again(busy: BusyServer) -> None:
    async def scene() -> None:
        with busy.held():
            async with AsyncExitStack() as readers:
                await occupied(busy, readers)
        async with Tab(busy.url) as tab:
            assert (await tab.open(HELD_PAGE)).errors == []

    run(scene())


def test_pages_that_fail_give_their_place_back(warehouse_18: Warehouse) -> None:
    with busy_server(warehouse_18) as busy, psycopg.connect(warehouse_18.url, autocommit=True) as connection:
        connection.execute("drop view timeline.students cascade")

        async def scene() -> None:
            async with Tab(busy.url) as tab:
                for _ in range(PLACES + 1):
                    # Another page between, so that each is a whole run of its own.
                    assert (await tab.open(HELD_PAGE)).errors
                    assert (await tab.open("operations")).errors == []

        run(scene())


def test_what_people_who_left_held_is_given_back(busy: BusyServer) -> None:
    async def visits(people: int) -> None:
        async with AsyncExitStack() as readers:
            tabs = [await readers.enter_async_context(Tab(busy.url)) for _ in range(people)]
            for tab in tabs:
                await tab.open("operations")

    async def scene() -> None:
        await visits(1)
        await becomes(lambda: loops(busy.process) == 1, "the first reader's session stays")
        before = busy.process.num_fds()
        await visits(20)
        # Nobody comes any more who could make Streamlit look.
        await becomes(lambda: loops(busy.process) == 1, "sessions are kept")
        await becomes(lambda: busy.process.num_fds() <= before, "connections are kept")

    run(scene())


def loops(process: psutil.Process) -> int:
    """How many event loops a process has: the server's own, and one a session."""
    return sum("eventpoll" in opened(descriptor) for descriptor in Path(f"/proc/{process.pid}/fd").iterdir())


def opened(descriptor: Path) -> str:
    """What a descriptor stands for; nothing where it was closed between being listed and being read."""
    try:
        return str(descriptor.readlink())
    except FileNotFoundError:
        return ""
