"""What the quality report of the groups finds, and what it lets pass: each check at its boundary, in single rows."""

from typing import Any

import pytest
from psycopg import sql

from tests.factories import AQIDAH, Connection

# Today, 15 June 2026, ends in Jakarta at 17:00 UTC.
MADE, DAY_BEFORE, LAST_MOMENT, TOMORROW = (
    "2026-01-05 05:00:00", "2026-01-04 05:00:00", "2026-06-15 16:59:59.999", "2026-06-15 17:00:00",
)  # fmt: skip
DAY_2000, BEFORE_2000 = "2000-01-01 00:00:00", "1999-12-31 23:59:59.999"
DATED = {"createdAt": MADE, "updatedAt": MADE}

AS_IT_SHOULD_BE: dict[str, dict[str, Any]] = {
    "User": {**DATED, "email": "ana@example.com"},
    "Hangout": {**DATED, "name": "Kelas Lain", "type": "GROUP", "price": 0, "circleProfileId": "circle"},
    "HangoutEpisode": {**DATED, "name": "Episode", "hangoutId": AQIDAH, "order": 2},
    "HangoutGroup": {
        **DATED, "name": "Group", "status": "OPEN", "hangoutId": AQIDAH, "city": "Jakarta", "province": "DKI Jakarta",
    },
    "UserHangoutGroup": {
        **DATED, "joinedAt": MADE, "status": "JOINED", "hangoutGroupRole": "MEMBER", "hangoutGroupId": "group",
        "userId": "fajar", "userEmail": None, "publicId": None,
    },
    "UserHangoutGroupAttendance": {
        "attendedAt": "2026-02-02 05:00:00", "hangoutEpisodeId": "episode", "hangoutGroupId": "group",
        "userId": "fajar",
    },
}  # fmt: skip

FAILING: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("missing_email", "User", {"email": None}),
    ("missing_email", "User", {"email": " \t"}),
    *(("duplicate_email", "User", {"email": email}) for email in ("FAJAR@example.com", " fajar@example.com\t\n")),
    *(("future_date", "User", {column: TOMORROW}) for column in ("updatedAt", "deletedAt")),
    ("future_date", "User", {"createdAt": TOMORROW, "updatedAt": None}),
    ("impossible_date", "User", {"updatedAt": DAY_BEFORE}),
    ("impossible_date", "User", {"deletedAt": DAY_BEFORE}),
    ("impossible_date", "User", {"createdAt": BEFORE_2000}),
    ("course_with_several_hangouts", "Hangout", {"name": AQIDAH}),
    ("future_date", "Hangout", {"updatedAt": TOMORROW}),
    ("future_date", "Hangout", {"createdAt": TOMORROW, "updatedAt": None}),
    ("impossible_date", "Hangout", {"updatedAt": DAY_BEFORE}),
    ("episode_out_of_range", "HangoutEpisode", {"order": 0}),
    ("episode_out_of_range", "HangoutEpisode", {"order": 11}),
    ("duplicate_episode", "HangoutEpisode", {"order": 1}),
    ("future_date", "HangoutEpisode", {"updatedAt": TOMORROW}),
    ("future_date", "HangoutEpisode", {"createdAt": TOMORROW, "updatedAt": None}),
    ("impossible_date", "HangoutEpisode", {"updatedAt": DAY_BEFORE}),
    ("outside_curriculum", "HangoutGroup", {"hangoutId": "other"}),
    ("missing_name", "HangoutGroup", {"name": " "}),
    *(("missing_city", "HangoutGroup", {"city": city}) for city in (None, " \n")),
    *(("city_spelt_differently", "HangoutGroup", {"city": city}) for city in ("JAKARTA", "jakarta ")),
    *(("missing_province", "HangoutGroup", {"province": province}) for province in (None, "")),
    ("future_date", "HangoutGroup", {"updatedAt": TOMORROW}),
    ("future_date", "HangoutGroup", {"createdAt": TOMORROW, "updatedAt": None}),
    ("impossible_date", "HangoutGroup", {"updatedAt": DAY_BEFORE}),
    ("impossible_date", "HangoutGroup", {"startDate": MADE, "endDate": DAY_BEFORE}),
    ("impossible_date", "HangoutGroup", {"createdAt": BEFORE_2000}),
    ("ignored_no_joined_at", "UserHangoutGroup", {"joinedAt": None}),
    ("ignored_no_user", "UserHangoutGroup", {"userId": None, "userEmail": "guest@example.com"}),
    ("ignored_deleted_user", "UserHangoutGroup", {"userId": "gone"}),
    ("ignored_future_joined_at", "UserHangoutGroup", {"joinedAt": TOMORROW}),
    ("ignored_outside_curriculum", "UserHangoutGroup", {"hangoutGroupId": "group of another"}),
    ("unknown_role", "UserHangoutGroup", {"hangoutGroupRole": "member"}),
    ("no_name", "UserHangoutGroup", {"userId": "nameless"}),
    ("no_name", "UserHangoutGroup", {"userId": "nameless", "userEmail": " ", "publicId": "\t"}),
    ("future_date", "UserHangoutGroup", {"updatedAt": TOMORROW}),
    ("future_date", "UserHangoutGroup", {"createdAt": TOMORROW, "updatedAt": None}),
    ("impossible_date", "UserHangoutGroup", {"updatedAt": DAY_BEFORE}),
    ("impossible_date", "UserHangoutGroup", {"joinedAt": BEFORE_2000}),
    ("future_date", "UserHangoutGroupAttendance", {"attendedAt": TOMORROW}),
    ("episode_of_another_hangout", "UserHangoutGroupAttendance", {"hangoutEpisodeId": "episode of another"}),
    ("episode_out_of_range", "UserHangoutGroupAttendance", {"hangoutEpisodeId": "episode 10"}),
    ("before_group_creation", "UserHangoutGroupAttendance", {"attendedAt": "2026-01-05 04:59:59.999"}),
)

PASSING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("User", {"updatedAt": None}),
    ("User", {"createdAt": LAST_MOMENT, "updatedAt": LAST_MOMENT, "deletedAt": LAST_MOMENT}),
    ("User", {"createdAt": DAY_2000, "updatedAt": DAY_2000, "deletedAt": DAY_2000}),
    ("Hangout", {"createdAt": LAST_MOMENT, "updatedAt": LAST_MOMENT}),
    ("HangoutEpisode", {"order": 8, "createdAt": LAST_MOMENT, "updatedAt": LAST_MOMENT}),
    ("HangoutEpisode", {"hangoutId": "other", "order": 10}),
    ("HangoutGroup", {"createdAt": LAST_MOMENT, "updatedAt": LAST_MOMENT, "startDate": MADE, "endDate": MADE}),
    ("HangoutGroup", {"createdAt": DAY_2000}),
    ("HangoutGroup", {"city": "SURABAYA "}),
    ("UserHangoutGroup", {"joinedAt": LAST_MOMENT, "createdAt": LAST_MOMENT, "updatedAt": LAST_MOMENT}),
    ("UserHangoutGroup", {"joinedAt": DAY_2000, "hangoutGroupRole": "FACILITATOR"}),
    ("UserHangoutGroup", {"userId": "nameless", "userEmail": "guest@example.com"}),
    ("UserHangoutGroup", {"userId": "nameless", "publicId": "guest"}),
    ("UserHangoutGroupAttendance", {"attendedAt": LAST_MOMENT}),
    ("UserHangoutGroupAttendance", {"attendedAt": MADE}),
    ("UserHangoutGroupAttendance", {"hangoutEpisodeId": "episode 9"}),
    ("UserHangoutGroupAttendance", {"attendedAt": DAY_2000, "hangoutGroupId": "oldest"}),
)

ORPHANS = (
    ("orphan_hangout", "HangoutEpisode", {"hangoutId": "none"}),
    ("orphan_hangout", "HangoutGroup", {"hangoutId": "none"}),
    ("orphan_user", "UserHangoutGroup", {"userId": "nobody"}),
    ("orphan_group", "UserHangoutGroup", {"hangoutGroupId": "none"}),
    ("orphan_user", "UserHangoutGroupAttendance", {"userId": "nobody"}),
    ("orphan_episode", "UserHangoutGroupAttendance", {"hangoutEpisodeId": "none"}),
)
TESTED_BELOW = {
    ("course_without_hangout", "Hangout"),
    ("missing_hangout", "HangoutGroup"),
    ("impossible_date", "UserHangoutGroupAttendance"),
    # In test_rules_of_meetings.
    ("recorded_under_other_rules", "UserHangoutGroupAttendance"),
}


def add(connection: Connection, table: str, key: str, **values: Any) -> None:
    row = {"id": key, **AS_IT_SHOULD_BE[table], **values}
    statement = sql.SQL("insert into public.{} ({}) values ({})").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, row)),
        sql.SQL(", ").join([sql.Placeholder()] * len(row)),
    )
    connection.execute(statement, list(row.values()))


def findings(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """What each check found, but for the courses that no Hangout bears."""
    found = connection.execute('select "check", "table", sample_keys from ngeshare.data_quality where count > 0')
    return {(check, table): keys for check, table, keys in found.fetchall() if check != "course_without_hangout"}


@pytest.fixture
def centre(connection: Connection) -> Connection:
    """A course with its episode, group and user, and a Hangout that is no course: nothing is wrong with them."""
    add(connection, "User", "fajar", email="fajar@example.com")
    add(connection, "Hangout", AQIDAH, name=AQIDAH)
    add(connection, "Hangout", "other")
    add(connection, "HangoutEpisode", "episode", order=1)
    add(connection, "HangoutGroup", "group")
    return connection


def test_nothing_is_found_where_nothing_is_wrong(centre: Connection) -> None:
    assert findings(centre) == {}


def surround(connection: Connection) -> dict[tuple[str, str], list[str]]:
    """What only some rows need, with the findings that it brings along."""
    add(connection, "User", "gone", email="gone@example.com", deletedAt=MADE)
    add(connection, "User", "nameless", email=None)
    add(connection, "HangoutEpisode", "episode of another", hangoutId="other")
    add(connection, "HangoutEpisode", "episode 9", order=9)
    add(connection, "HangoutEpisode", "episode 10", order=10)
    add(connection, "HangoutGroup", "group of another", hangoutId="other")
    add(connection, "HangoutGroup", "oldest", createdAt=DAY_2000)
    return findings(connection)


@pytest.mark.parametrize(("check", "table", "values"), FAILING)
def test_a_row_that_fails_a_check_is_found(centre: Connection, check: str, table: str, values: dict[str, Any]) -> None:
    before = surround(centre)
    add(centre, table, "wrong", **values)
    found = findings(centre)
    subject = {"duplicate_email": ["fajar", "wrong"], "duplicate_episode": ["episode", "wrong"],
               "course_with_several_hangouts": [AQIDAH]}.get(check, ["wrong"])  # fmt: skip
    expected = sorted([*before.get((check, table), []), *subject])
    assert found == before | {(check, table): expected}


@pytest.mark.parametrize(("table", "values"), PASSING)
def test_a_row_at_the_boundary_passes(centre: Connection, table: str, values: dict[str, Any]) -> None:
    before = surround(centre)
    add(centre, table, "good", **values)
    assert findings(centre) == before


@pytest.mark.parametrize(("check", "table", "values"), ORPHANS)
def test_a_row_whose_parent_is_missing_is_found(
    centre: Connection, check: str, table: str, values: dict[str, Any]
) -> None:
    # Foreign keys keep such rows out; a warehouse restored without them may hold them.
    centre.execute("set local session_replication_role = replica")
    add(centre, table, "wrong", **values)
    assert findings(centre)[check, table] == ["wrong"]


def test_a_group_without_a_hangout_is_found(centre: Connection) -> None:
    add(centre, "HangoutGroup", "wrong", hangoutId=None)
    assert findings(centre) == {
        ("missing_hangout", "HangoutGroup"): ["wrong"],
        ("outside_curriculum", "HangoutGroup"): ["wrong"],
    }


@pytest.mark.parametrize(("moment", "found"), [(BEFORE_2000, True), (DAY_2000, False)])
def test_nobody_attended_before_2000(centre: Connection, moment: str, found: bool) -> None:
    add(centre, "UserHangoutGroupAttendance", "early", attendedAt=moment)
    assert (("impossible_date", "UserHangoutGroupAttendance") in findings(centre)) is found


def test_a_course_without_a_hangout_is_found(centre: Connection) -> None:
    query = "select count, sample_keys from ngeshare.data_quality where \"check\" = 'course_without_hangout'"
    [[count, keys]] = centre.execute(query).fetchall()
    assert (count, AQIDAH in keys) == (3, False)


def test_blank_cities_are_no_spellings_of_one(centre: Connection) -> None:
    for key, city in (("one", ""), ("three", " "), ("two", " ")):
        add(centre, "HangoutGroup", key, city=city)
    assert findings(centre) == {("missing_city", "HangoutGroup"): ["one", "three", "two"]}


def test_blank_addresses_are_no_duplicates(centre: Connection) -> None:
    for key in ("one", "two"):
        add(centre, "User", key, email=" ")
    assert findings(centre) == {("missing_email", "User"): ["one", "two"]}


def test_many_findings_are_counted_and_five_are_shown_in_order(centre: Connection) -> None:
    names = [f"{letter}{number}" for letter in "bA" for number in range(4)]
    for name in names:
        add(centre, "User", name, email=None)
    query = "select count, sample_keys from ngeshare.data_quality where \"check\" = 'missing_email'"
    assert centre.execute(query).fetchall() == [(8, sorted(names)[:5])]


def test_every_check_is_tested(connection: Connection) -> None:
    listed = set(connection.execute('select "check", "table" from ngeshare.quality_checks').fetchall())
    assert listed == {(check, table) for check, table, _ in (*FAILING, *ORPHANS)} | TESTED_BELOW


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("infinity", "infinity"), ("-infinity", "-infinity"), ("9999-12-30 00:00:00", "infinity"),
        ("9999-12-29 16:59:59", "9999-12-29"), ("0001-01-01 23:59:59", "-infinity"),
        ("0001-01-02 00:00:00", "0001-01-02"), ("2026-06-15 16:59:59", "2026-06-15"),
        ("2026-06-15 17:00:00", "2026-06-16"),
    ],
)  # fmt: skip
def test_every_moment_has_a_local_date(connection: Connection, moment: str, day: str) -> None:
    query = "select ngeshare.local_date(%s::timestamp)::text"
    assert connection.execute(query, [moment]).fetchone() == (day,)
