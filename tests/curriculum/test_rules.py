"""Each rule of the study groups, set to another value on a filled warehouse: its boundary, and what follows at once."""

from decimal import Decimal

import pytest

from tests.factories import (
    AQIDAH,
    HIJRAH,
    SEJARAH,
    Connection,
    circle,
    facilitator,
    graduated,
    group,
    look_from,
    member,
    met,
    rows,
    rule,
)

STATUS = "select status from ngeshare.v_group_status where group_id = 'g'"
LINKS = "select group_a_id, group_b_id from ngeshare.v_curriculum_pipeline"
FACTS = "select ngeshare.rebuild_facts()"


@pytest.fixture(autouse=True)
def facts_are_as_rebuilt(connection: Connection) -> object:
    """Whatever a test sets, the facts are already what a rebuild makes of the raw rows."""
    yield
    assert rows(connection, FACTS) == [(0,)]


@pytest.mark.parametrize(("days", "status"), [(4, "STALLED"), (5, "ACTIVE"), (365, "ACTIVE")])
def test_a_group_is_active_for_as_many_days_as_the_rule_says(connection: Connection, days: int, status: str) -> None:
    group(connection, "g")
    facilitator(connection, "g", "fajar")
    member(connection, "g", "ana")
    met(connection, "g", "2026-06-10", by="ana")
    rule(connection, active_days=days)
    assert rows(connection, STATUS) == [(status,)]
    active = int(status == "ACTIVE")
    assert rows(connection, "select active_facilitators from ngeshare.v_facilitator_growth") == [(active,)]
    assert rows(connection, "select groups_active from ngeshare.v_curriculum_funnel limit 1") == [(active,)]
    roster = "select is_active from ngeshare.v_member_roster where role = 'MEMBER'"
    assert rows(connection, roster) == [(status == "ACTIVE",)]


@pytest.mark.parametrize(("days", "status"), [(9, "STALLED"), (10, "NOT_STARTED")])
def test_a_new_group_waits_as_many_days_as_the_rule_says(connection: Connection, days: int, status: str) -> None:
    group(connection, "g", created="2026-06-05")
    rule(connection, active_days=days)
    assert rows(connection, STATUS) == [(status,)]
    count = f"select groups_{status.lower()} from ngeshare.v_curriculum_funnel where course_name = '{AQIDAH}'"
    assert rows(connection, count) == [(1,)]


def test_home_counts_and_compares_as_many_days_as_a_group_is_active(connection: Connection) -> None:
    group(connection, "g")
    for day, person in (("2026-06-09", "budi"), ("2026-06-08", "citra"), ("2026-06-02", "dewi"), ("2026-06-01", "eko")):
        met(connection, "g", day, by=person)
    rule(connection, active_days=7)
    assert rows(connection, "select meetings_28_days, attendees_28_days from ngeshare.home_figures") == [(1, 1)]
    changes = "select meetings_28_days, meetings_28_days_change from ngeshare.home_changes"
    assert rows(connection, changes) == [(1, -1)]


@pytest.mark.parametrize(
    ("percent", "rescued"),
    [("66.66", True), ("66.67", True), ("66.68", False), ("100", False), ("0", True)],
)
def test_a_group_is_rescuable_from_the_published_percentage_on(
    connection: Connection, percent: str, rescued: bool
) -> None:
    group(connection, "g")
    met(connection, "g", "2026-01-10", episode=6)
    group(connection, "never met")
    rule(connection, rescue_percent=Decimal(percent))
    assert rows(connection, "select group_id from ngeshare.v_rescue_list") == [("g",)] * rescued
    assert rows(connection, "select groups_rescuable from ngeshare.home_figures") == [(int(rescued),)]
    standing = "select group_id from ngeshare.group_standings where is_rescuable"
    assert rows(connection, standing) == [("g",)] * rescued


def test_a_reason_names_the_rules_in_force(connection: Connection) -> None:
    group(connection, "g")
    met(connection, "g", "2026-05-05", episode=6)
    rule(connection, rescue_percent=Decimal("66.5"), active_days=40)
    [(reason,)] = rows(connection, "select reason from ngeshare.v_rescue_list")
    assert "limit: 40 days" in reason
    assert "threshold: 66.5 %" in reason


@pytest.mark.parametrize(("days", "linked"), [(9, False), (10, True)])
def test_the_next_course_starts_within_as_many_days_as_the_rule_says(
    connection: Connection, days: int, linked: bool
) -> None:
    circle(connection, "a", AQIDAH)
    circle(connection, "b", HIJRAH)
    graduated(connection, "a", started="2026-01-10", on="2026-03-01")
    met(connection, "b", "2026-03-11")
    rule(connection, continuity_days=days)
    assert rows(connection, LINKS) == [("a", "b")] * linked
    funnel = f"select groups_continued from ngeshare.v_curriculum_funnel where course_name = '{AQIDAH}'"
    assert rows(connection, funnel) == [(int(linked),)]


def test_none_may_pass_between_two_courses(connection: Connection) -> None:
    for name, started in (("b", "2026-03-01"), ("c", "2026-03-02")):
        circle(connection, name, HIJRAH)
        met(connection, name, started)
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-10", on="2026-03-01")
    rule(connection, continuity_days=0)
    assert rows(connection, LINKS) == [("a", "b")]


@pytest.mark.parametrize(("shared", "linked"), [(1, True), (3, True), (4, False)])
def test_a_group_goes_on_with_as_many_members_as_the_rule_says(
    connection: Connection, shared: int, linked: bool
) -> None:
    circle(connection, "a", AQIDAH, members="ana budi citra")
    circle(connection, "b", SEJARAH, members="ana budi citra")
    graduated(connection, "a", started="2026-01-10", on="2026-03-01")
    met(connection, "b", "2026-03-11")
    rule(connection, shared_members=shared)
    assert rows(connection, LINKS) == [("a", "b")] * linked
    details = [detail for (detail,) in rows(connection, "select detail from ngeshare.v_pipeline_anomalies")]
    assert ["SKIPPED" in detail or f"at least {shared}" in detail for detail in details] == [True] * linked


@pytest.mark.parametrize(("shared", "found"), [(1, True), (2, False)])
def test_who_starts_too_early_shares_as_many_members(connection: Connection, shared: int, found: bool) -> None:
    circle(connection, "a", AQIDAH, members="ana budi")
    circle(connection, "b", HIJRAH, members="ana citra")
    graduated(connection, "a", started="2026-01-10", on="2026-03-01")
    met(connection, "b", "2026-02-11")
    rule(connection, shared_members=shared)
    found_kinds = [(kind,) for (kind,) in rows(connection, "select kind from ngeshare.v_pipeline_anomalies")]
    assert found_kinds == [("STARTED_BEFORE_GRADUATION",)] * found
    assert rows(connection, "select kind from ngeshare.findings_to_date") == found_kinds


@pytest.mark.parametrize(("percent", "linked"), [("66.66", True), ("66.67", False), ("100", False)])
def test_the_overlap_is_compared_exactly(connection: Connection, percent: str, linked: bool) -> None:
    circle(connection, "a", AQIDAH, members="ana budi citra")
    circle(connection, "b", HIJRAH, members="ana budi dewi")
    graduated(connection, "a", started="2026-01-10", on="2026-03-01")
    met(connection, "b", "2026-03-11")
    rule(connection, overlap_percent=Decimal(percent))
    assert rows(connection, LINKS) == [("a", "b")] * linked
    onward = "select group_id from ngeshare.group_marks where mark = 'ONWARD'"
    assert rows(connection, onward) == [("a",)] * linked


@pytest.mark.parametrize(
    ("fence", "verdicts"),
    [("0", ["FAST", "SLOW"]), ("0.2", ["SLOW"]), ("0.19", ["FAST", "SLOW"]), ("2.2", []), ("2.199", ["SLOW"])],
)
def test_the_fence_counts_as_it_is_written(connection: Connection, fence: str, verdicts: list[str]) -> None:
    # Quartiles of 10 and 20: at 2.2 the upper fence is 42, exactly.
    for name, day in (("a", "09"), ("b", "11"), ("c", "21")):
        group(connection, name)
        graduated(connection, name, started="2026-01-01", on=f"2026-01-{day}")
    for name, on in (("d", "2026-01-11"), ("e", "2026-02-12")):
        group(connection, name)
        graduated(connection, name, started="2026-01-01", on=on)
    rule(connection, outlier_fence=Decimal(fence))
    found = "select verdict from ngeshare.v_time_to_graduate_outliers order by 1"
    assert [verdict for (verdict,) in rows(connection, found)] == verdicts


COURSES = [{"name": "Book club", "episodes": 3}, {"name": HIJRAH, "episodes": 4}, {"name": "Kosong", "episodes": 1}]


def test_other_courses_replace_those_that_were(connection: Connection) -> None:
    group(connection, "book", "Book club")
    met(connection, "book", "2026-06-10", episode=3)
    group(connection, "left", AQIDAH)
    met(connection, "left", "2026-06-10", episode=9)
    group(connection, "stays", HIJRAH)
    met(connection, "stays", "2026-06-10", episode=5)
    rule(connection, courses=COURSES)
    funnel = "select course_name, sequence_order, groups_total, groups_graduated from ngeshare.v_curriculum_funnel"
    assert rows(connection, funnel) == [("Book club", 1, 1, 1), (HIJRAH, 2, 1, 1), ("Kosong", 3, 0, 0)]
    outside = """select count from ngeshare.data_quality where "check" = 'outside_curriculum'"""
    assert rows(connection, outside) == [(1,)]
    assert rows(
        connection, "select group_id from ngeshare.v_pipeline_anomalies where kind = 'EPISODE_OUT_OF_RANGE'"
    ) == [("stays",)]


def test_a_course_that_comes_back_finds_its_groups_as_they_were(connection: Connection) -> None:
    group(connection, "g", AQIDAH)
    met(connection, "g", "2026-01-10", episode=9)
    query = "select * from ngeshare.group_standings"
    before = rows(connection, query)
    [was] = rows(connection, "select ops.rule_ngeshare_courses()")
    rule(connection, courses=COURSES)
    assert rows(connection, query) == []
    rule(connection, courses=was[0])
    assert rows(connection, query) == before


def test_more_courses_than_a_number_has_bits_are_told_apart(connection: Connection) -> None:
    courses = [{"name": f"Course {number}", "episodes": 1} for number in range(130)]
    rule(connection, courses=courses)
    for number in range(130):
        group(connection, f"g{number}", f"Course {number}")
        member(connection, f"g{number}", "ana")
        met(connection, f"g{number}", "2026-06-01")
    assert rows(connection, "select courses_completed from ngeshare.v_member_journey") == [(130,)]


def test_comments_say_the_rules_in_force(connection: Connection) -> None:
    rule(connection, active_days=1, rescue_percent=Decimal("66.7"), reached_by="50 %", window_days=60)
    said = """
        select string_agg(description, ' ') from pg_description
        inner join pg_class on pg_class.oid = objoid
        where relnamespace = 'ngeshare'::regnamespace
    """
    [(text,)] = rows(connection, said)
    assert "met at most 1 day ago" in text
    assert "66.7 %" in text
    assert "28 days" not in text
    assert "70 %" not in text
    assert "45" not in text


def test_a_bare_date_is_today_in_any_zone(connection: Connection) -> None:
    group(connection, "g", created="2026-06-15 12:30:00")
    for zone in ("Pacific/Auckland", "America/Santiago", "Asia/Kathmandu"):
        rule(connection, time_zone=zone)
        look_from(connection, "2026-06-15")
        connection.execute("select set_config('atalaya.as_of', '2026-06-15', true)")
        assert rows(connection, "select day from ngeshare.home_standing") == rows(
            connection, "select date '2026-06-15'"
        )
        # Half past twelve UTC is the next day in Auckland.
        assert len(rows(connection, STATUS)) == int(zone != "Pacific/Auckland")


ZONES = (
    "America/Santiago", "Australia/Lord_Howe", "Pacific/Auckland", "Asia/Kathmandu", "America/Havana", "Asia/Beirut",
    "Atlantic/Azores", "Africa/Cairo", "America/Asuncion", "Pacific/Apia", "Europe/Helsinki", "America/New_York",
    "Asia/Jakarta", "Pacific/Kiritimati", "UTC",
)  # fmt: skip


@pytest.mark.parametrize("zone", ZONES)
def test_a_day_begins_with_its_first_moment_in_any_zone(connection: Connection, zone: str) -> None:
    rule(connection, time_zone=zone)
    odd = """
        select day::date from generate_series(date '2009-01-01', date '2030-12-31', '1 day') as one (day)
        where
            ngeshare.local_date(ngeshare.midnight(day::date) - interval '1 millisecond') >= day::date
            or ngeshare.local_date(ngeshare.midnight(day::date)) < day::date
            or ngeshare.local_date(ngeshare.midnight(day::date)) > day::date
            and ngeshare.midnight(day::date) < ngeshare.midnight(day::date + 1)
    """
    assert rows(connection, odd) == []
