"""Where a session's log is out of sequence: gaps, numbers used twice, time that runs back."""

import pytest

from tests.classroom.classroom import findings, log
from tests.factories import Connection


def order(connection: Connection) -> dict[str, list[str]]:
    return {check: keys for (check, _), keys in findings(connection).items()}


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([(1, "01"), (2, "02"), (3, "03")], {}),
        ([(1, "01"), (2, "01"), (3, "01")], {}),
        ([(3, "03"), (1, "01"), (2, "02")], {}),
        ([(1, "01"), (3, "02"), (4, "03")], {"gap": ["session 2"]}),
        ([(2, "01"), (3, "02")], {"gap": ["session 1"]}),
        ([(1, "01"), (3, "02"), (7, "03")], {"gap": ["session 2", "session 3"]}),
        ([(1, "01"), (2, "02"), (2, "03"), (3, "04")], {"duplicate_sequence": ["session 2", "session 3"]}),
        ([(1, "05"), (2, "04"), (3, "04")], {"decreasing_time": ["session 2"]}),
        ([(1, "05"), (2, "03"), (3, "04"), (4, "03")], {"decreasing_time": ["session 2", "session 4"]}),
        ([(1, "05"), (4, "03")], {"decreasing_time": ["session 2"], "gap": ["session 2"]}),
        (
            [(1, "01"), (2, "05"), (2, "02"), (3, "04")],
            {"decreasing_time": ["session 4"], "duplicate_sequence": ["session 2", "session 3"]},
        ),
    ],
)
def test_events_are_read_in_the_order_of_their_numbers(
    connection: Connection, events: list[tuple[int, str]], expected: dict[str, list[str]]
) -> None:
    log(connection, *events)
    assert order(connection) == expected


def test_each_session_has_a_log_of_its_own(connection: Connection) -> None:
    log(connection, (1, "05"), (2, "06"))
    log(connection, (1, "01"), (2, "02"), session="another session")
    assert order(connection) == {}


def test_a_log_that_starts_below_one_is_out_of_range_and_no_duplicate(connection: Connection) -> None:
    log(connection, (-1, "01"), (0, "02"), (1, "03"))
    assert order(connection) == {"sequence_out_of_range": ["session 1", "session 2"]}
