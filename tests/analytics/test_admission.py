"""Whose turn it is: as many at once as there are places, then in the order of coming. See also test_busy.py."""

import ast
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as some

from analytics.ui import admission
from analytics.ui.admission import Queue, Ticket
from db.settings import PROJECT


def test_a_section_draws_itself_again_only_by_the_door_that_waits_for_its_turn() -> None:
    """Otherwise a click in many sections would again be everybody's at once."""
    files = [*(PROJECT / "analytics").rglob("*.py"), *(PROJECT / "pages").glob("*.py"), PROJECT / "Home.py"]
    using = {
        path.name
        for path in files
        for found in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(found, ast.Attribute) and ast.unparse(found) == "st.fragment"
    }
    assert using == {"admission.py"}


@given(
    places=some.integers(1, 3),
    steps=some.lists(some.tuples(some.sampled_from(["come", "leave"]), some.integers(0, 8)), max_size=60),
)
def test_places_are_given_in_the_order_of_coming_and_never_lost(places: int, steps: list[tuple[str, int]]) -> None:
    queue = Queue(places)
    here: list[Ticket] = []
    for name, (step, number) in enumerate(steps):
        if step == "come":
            here.append(queue.enter(str(name)))
        elif here:
            queue.leave(here.pop(number % len(here)))
        inside = [ticket.has_place for ticket in here]
        assert sum(inside) == min(places, len(here))
        assert inside == sorted(inside, reverse=True), "somebody who came later was served first"
        waiting = [ticket for ticket in here if not ticket.has_place]
        assert [queue.before(ticket) for ticket in waiting] == list(range(len(waiting)))
    for ticket in here:
        queue.leave(ticket)
    assert [queue.enter(f"next {number}").has_place for number in range(places + 1)] == [True] * places + [False]


def test_who_asks_again_while_waiting_keeps_the_turn_and_the_older_run_is_sent_away() -> None:
    queue = Queue(1)
    inside, older, behind = (queue.enter(name) for name in ("first", "second", "third"))
    newer = queue.enter("second")
    assert (older.called.is_set(), older.has_place) == (True, False)
    assert (queue.before(newer), queue.before(behind)) == (0, 1)
    queue.leave(older)
    queue.leave(inside)
    assert (newer.has_place, behind.has_place) == (True, False)


def test_a_place_is_given_back_when_what_it_was_for_fails() -> None:
    for _ in range(admission.PLACES + 1):
        with pytest.raises(ValueError, match="broken"), admission.admitted():
            raise ValueError("broken")


def test_a_section_of_a_page_has_the_pages_place() -> None:
    with admission.admitted():
        for _ in range(admission.PLACES + 1):
            with admission.admitted():
                pass


def test_the_server_holds_no_memory_for_threads_that_are_gone() -> None:
    """Arrow's own pool keeps a part for each thread that ever drew a table: a megabyte a tab, for good."""
    script = "import app, pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    assert subprocess.check_output([sys.executable, "-c", script], cwd=PROJECT, text=True).strip() == "system"
