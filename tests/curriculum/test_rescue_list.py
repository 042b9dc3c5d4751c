"""v_rescue_list: stalled groups that were nearly through, the easiest to win back first."""

from datetime import date
from decimal import Decimal

import pytest

from tests.factories import AQIDAH, DAKWAH, SEJARAH, Connection, facilitator, group, member, met, rows, user

RESCUABLE = "select group_id from ngeshare.v_rescue_list"
CONTACT = "select facilitator_contact from ngeshare.v_rescue_list"


def test_a_rescuable_group_has_every_column_of_the_contract(connection: Connection) -> None:
    user(connection, "fajar", "fajar@x.org")
    group(connection, "g1", city="Bandung", province="Jawa Barat")
    facilitator(connection, "g1", "fajar")
    member(connection, "g1", "ana")
    met(connection, "g1", "2026-05-01", episode=7)
    [(*columns, reason)] = rows(connection, "select * from ngeshare.v_rescue_list")
    group_and_facilitator = ["g1", "Group g1", AQIDAH, "fajar", "fajar", "fajar@x.org"]
    progress = [date(2026, 5, 1), 45, 7, 2, Decimal("77.78"), 1, "Bandung", "Jawa Barat"]
    assert columns == group_and_facilitator + progress
    assert reason.strip()


def test_the_reason_names_the_rule_the_threshold_and_the_evidence(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-01", episode=7)
    [(reason,)] = rows(connection, "select reason from ngeshare.v_rescue_list")
    for said in ("2026-05-01", "28", "70"):
        assert said in reason


@pytest.mark.parametrize(
    ("course", "episode", "rescuable"),
    [
        (AQIDAH, 6, False),
        (AQIDAH, 7, True),
        (SEJARAH, 7, False),
        (SEJARAH, 8, True),
        (DAKWAH, 4, False),
        (DAKWAH, 5, True),
    ],
)
def test_a_group_is_rescuable_from_70_percent_on(
    connection: Connection, course: str, episode: int, rescuable: bool
) -> None:
    group(connection, "g1", course)
    met(connection, "g1", "2026-05-01", episode=episode)
    assert rows(connection, RESCUABLE) == ([("g1",)] if rescuable else [])


def test_exactly_70_percent_is_rescuable_and_a_hundredth_less_is_not(connection: Connection) -> None:
    connection.execute("insert into ngeshare.course_config values ('Long course', 10000, 5)")
    for group_id, episode in [("exactly", 7000), ("less", 6999)]:
        group(connection, group_id, "Long course")
        met(connection, group_id, "2026-05-01", episode=episode)
    assert rows(connection, RESCUABLE) == [("exactly",)]


def test_only_stalled_groups_need_rescue(connection: Connection) -> None:
    for group_id, day, episode in [
        ("active", "2026-05-18", 8),
        ("stalled", "2026-05-17", 8),
        ("done", "2026-05-17", 9),
    ]:
        group(connection, group_id)
        met(connection, group_id, day, episode=episode)
    assert rows(connection, RESCUABLE) == [("stalled",)]


def test_the_most_recent_meeting_comes_first_and_ties_go_by_group_id(connection: Connection) -> None:
    for group_id, day in [("c", "2026-05-01"), ("a", "2026-05-01"), ("z", "2026-05-10"), ("b", "2026-04-01")]:
        group(connection, group_id)
        met(connection, group_id, day, episode=8)
    assert rows(connection, RESCUABLE) == [("z",), ("a",), ("c",), ("b",)]


@pytest.mark.parametrize(
    ("email", "user_email", "contact"),
    [
        ("fajar@x.org", "other@x.org", "fajar@x.org"),
        (None, "other@x.org", "other@x.org"),
        ("  ", "other@x.org", "other@x.org"),
        (None, "", None),
        (None, None, None),
    ],
)
def test_the_contact_is_the_email_or_else_the_memberships_email(
    connection: Connection, email: str | None, user_email: str | None, contact: str | None
) -> None:
    user(connection, "fajar", email)
    group(connection, "g1")
    facilitator(connection, "g1", "fajar", user_email=user_email)
    met(connection, "g1", "2026-05-01", episode=8)
    assert rows(connection, CONTACT) == [(contact,)]


def test_a_group_without_facilitator_is_listed_without_contact(connection: Connection) -> None:
    group(connection, "g1")
    met(connection, "g1", "2026-05-01", episode=8)
    found = "select facilitator_id, facilitator_name, facilitator_contact from ngeshare.v_rescue_list"
    assert rows(connection, found) == [(None, None, None)]


def test_people_in_several_groups_count_once(connection: Connection) -> None:
    for group_id in ("g1", "g2", "g3"):
        group(connection, group_id)
        member(connection, group_id, "ana")
    facilitator(connection, "g1", "fajar")
    facilitator(connection, "g2", "fajar")
    member(connection, "g2", "budi")
    member(connection, "g3", "citra")
    assert rows(connection, "select * from ngeshare.people_of(array['g1', 'g2'])") == [(2, 1, 0)]
    assert rows(connection, "select * from ngeshare.people_of(array['g2', 'g3'])") == [(3, 1, 1)]
    assert rows(connection, "select * from ngeshare.people_of('{}')") == [(0, 0, 0)]


def test_what_the_list_is_narrowed_by_is_listed_once_by_its_usual_spelling(connection: Connection) -> None:
    cities = {"g1": "BANDUNG", "g2": "Bandung", "g3": "Bandung ", "g4": None}
    for group_id, city in cities.items():
        group(connection, group_id, city=city)
        met(connection, group_id, "2026-05-01", episode=7)
    user(connection, "budi", "budi@x.org")
    facilitator(connection, "g1", "budi")
    user(connection, "BUDI", "Budi@y.org")
    facilitator(connection, "g2", "BUDI")
    choices = "select kind, choice, groups from ngeshare.rescue_choices order by kind"
    assert rows(connection, choices) == [("city", "Bandung", 3), ("course", AQIDAH, 4), ("facilitator", "Budi", 2)]
    named = "select group_id, city, usual_city from ngeshare.rescue_directory order by group_id"
    assert rows(connection, named) == [(group_id, city, city and "Bandung") for group_id, city in cities.items()]
