"""Words about a rule are made from the rule."""

import pytest

from db.derived import derived_objects
from db.rules.model import RULES, Rules
from db.rules.words import UNITS, by_default, filled, mentions, named


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("at most {ngeshare.active_days:days}", "at most 28 days"),
        ("{academy.active_windows.2:days} of {academy.time_zone}", "30 days of America/Guayaquil"),
        ("from {academy.dayparts.0:hours}", "from 8 to 12 h"),
        ("{ngeshare.rescue_percent:percent}", "70 %"),
        ("{academy.active_windows}", "7, 14, 30, 180"),
        ("{academy.week_starts_on:weekday}", "Monday"),
        ("{video_progress} {a.b} {x}", "{video_progress} {a.b} {x}"),
    ],
)
def test_a_mention_is_replaced_and_other_braces_stay(text: str, said: str) -> None:
    assert by_default(text) == said


def test_one_of_something_is_said_in_the_singular() -> None:
    assert filled("{learning.response_hours:hours}", {"learning.response_hours": 1}) == "1 hour"


def test_who_does_not_know_the_value_names_the_rule() -> None:
    assert named("at most {ngeshare.active_days:days}") == "at most ngeshare.active_days"


def test_every_mention_in_the_files_is_of_a_rule_there_is() -> None:
    values = Rules().values()
    for found in derived_objects():
        texts = [found.statement, *found.fields.values()]
        assert mentions("".join(texts)) <= RULES.keys()
        for text in texts:
            filled(text, values)


def test_units_are_known() -> None:
    assert set(UNITS) == {"days", "hours", "members", "people", "percent", "weekday"}
