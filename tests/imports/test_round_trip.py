"""Random visits in every format and every order of day and month: what is brought is what was written, or is named."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from sources.imports import recipe, run
from tests.imports.conftest import Desk
from tests.imports.files.written import FORMATS

ORDERS: dict[str, Callable[[datetime], str]] = {
    "day first": lambda at: f"{at.day}/{at.month:02}/{at:%Y %H:%M}",
    "month first": lambda at: f"{at:%m/%d/%y} {at.hour % 12 or 12}:{at:%M:%S %p}",
    "year first": lambda at: f"{at:%Y-%m-%dT%H:%M:%SZ}",
    "in words": lambda at: f"{at.day} {at:%B %Y, %H:%M}",
}

UNREADABLE = ("", "soon", "31/02/2024 10:05", "2024-02-30", "40/40/2024")

FIRST_LINES = {"parquet": 1, "json": 1, "json lines": 1}
"""Where a format has no line of names above its rows."""

RECIPE = """
source = "academy"
[check_ins]
from = "visits"
student_id = "who"
checked_in_at = "came"
"""

PEOPLE = ("ana", "Núria Peña", "O'Hara; B.", 'said "yes"', "a|b", "ana@x.org", "007")


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_brought_is_what_was_written_or_named(desk: Desk, form: str) -> None:
    random = Random(form)
    for order, write in ORDERS.items():
        rows, expected, unreadable = [], set(), []
        for number in range(60):
            who = random.choice(PEOPLE)
            # Days beyond the twelfth, so that no order of day and month is as good as the other.
            at = datetime(2024, 1, 13, tzinfo=UTC) + timedelta(days=number * 9 % 400, minutes=random.randrange(1_440))
            if random.random() < 0.1:
                text = random.choice(UNREADABLE)
                unreadable.append(number + FIRST_LINES.get(form, 2))
            else:
                text = write(at)
                expected.add((f"test:{who}", at))
            rows.append((who, text, str(number)))
        (desk.path / "visits").write_bytes(FORMATS[form](("who", "came", "number"), rows))
        found = run.run(recipe.read(RECIPE, "test"), desk.path, "UTC")
        assert set(desk.imported("select student_id, checked_in_at from academy.check_ins")) == expected, order
        told = desk.imported("select line from imports.reject where reason <> '' order by 1")
        assert [line for (line,) in told] == unreadable, order
        assert found.rejected == len(unreadable)
