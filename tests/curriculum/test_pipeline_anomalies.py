"""v_pipeline_anomalies: what to look into, one row per group and kind."""

from typing import Any

from tests.factories import (
    AQIDAH,
    HIJRAH,
    SEJARAH,
    Connection,
    circle,
    facilitator,
    graduated,
    group,
    met,
    rows,
    user,
)

FOUND = "select group_id, kind from ngeshare.v_pipeline_anomalies order by group_id, kind"


def test_a_group_in_order_has_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, FOUND) == []


def test_a_skipped_course_is_found_under_the_later_group_once(connection: Connection) -> None:
    for group_id in ("a1", "a2"):
        circle(connection, group_id, AQIDAH)
        graduated(connection, group_id, started="2026-01-05", on="2026-03-01")
    circle(connection, "b", SEJARAH)
    met(connection, "b", "2026-03-11")
    assert rows(connection, FOUND) == [("b", "SKIPPED_COURSE")]


def test_a_start_before_the_graduation_is_found_under_the_later_group(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-02-28")
    assert rows(connection, FOUND) == [("b", "STARTED_BEFORE_GRADUATION")]


def test_a_start_on_the_day_of_the_graduation_is_in_order(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-03-01")
    assert rows(connection, FOUND) == []


def test_an_early_start_needs_two_shared_members_but_no_share_of_the_group(connection: Connection) -> None:
    circle(connection, "a", AQIDAH, members="ana budi citra dewi eka")
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH, members="ana budi gita hana indah")
    circle(connection, "c", HIJRAH, members="ana")
    met(connection, "b", "2026-02-01")
    met(connection, "c", "2026-02-01")
    assert rows(connection, FOUND) == [("b", "STARTED_BEFORE_GRADUATION")]


def test_an_early_start_of_a_course_past_the_next_one_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", SEJARAH)
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_an_early_start_under_another_facilitator_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-03-01")
    circle(connection, "b", HIJRAH, led_by="gilang")
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_a_later_group_beside_one_that_has_not_graduated_yet_is_no_finding(connection: Connection) -> None:
    circle(connection, "a", AQIDAH)
    graduated(connection, "a", started="2026-01-05", on="2026-06-16")
    circle(connection, "b", HIJRAH)
    met(connection, "b", "2026-02-01")
    assert rows(connection, FOUND) == []


def test_extra_and_missing_facilitators_are_found(connection: Connection) -> None:
    group(connection, "none")
    group(connection, "one")
    group(connection, "two")
    facilitator(connection, "one", "fajar")
    facilitator(connection, "one", "fajar", joined="2026-02-01")
    facilitator(connection, "two", "fajar")
    facilitator(connection, "two", "gilang")
    assert rows(connection, FOUND) == [("none", "NO_FACILITATOR"), ("two", "EXTRA_FACILITATORS")]


def test_a_group_whose_only_facilitator_is_deleted_has_none(connection: Connection) -> None:
    user(connection, "fajar", deleted="2026-06-01")
    group(connection, "g1")
    facilitator(connection, "g1", "fajar")
    assert rows(connection, FOUND) == [("g1", "NO_FACILITATOR")]


def test_an_attended_episode_above_the_last_one_is_found(connection: Connection) -> None:
    for group_id, episode, day in [("a", 9, "2026-06-01"), ("b", 10, "2026-06-01"), ("c", 10, "2026-06-16")]:
        circle(connection, group_id, AQIDAH)
        met(connection, group_id, day, episode=episode)
    assert rows(connection, FOUND) == [("b", "EPISODE_OUT_OF_RANGE")]


def test_an_episode_of_another_hangout_is_not_out_of_range(connection: Connection) -> None:
    group(connection, "sejarah", SEJARAH)
    circle(connection, "a", AQIDAH)
    met(connection, "a", "2026-06-01", episode=11, hangout_id=SEJARAH)
    assert rows(connection, FOUND) == [("sejarah", "NO_FACILITATOR")]


def told(connection: Connection, kind: str) -> list[tuple[str, dict[str, Any]]]:
    found = "select group_id, detail, detail_code, detail_values from ngeshare.pipeline_findings where kind = %s"
    listed = connection.execute(found.encode(), [kind]).fetchall()
    assert all(detail.strip() and code == kind.lower() for _, detail, code, _ in listed)
    return [(group_id, values) for group_id, _, _, values in listed]


def test_who_led_a_group_and_since_when_is_told(connection: Connection) -> None:
    group(connection, "none", created="2026-01-02 16:59:59")
    group(connection, "three")
    facilitator(connection, "three", "gilang", joined="2026-02-02 17:00:00")
    facilitator(connection, "three", "fajar", joined="2026-02-02 16:59:59")
    facilitator(connection, "three", "hana", joined="2026-03-01")
    assert told(connection, "NO_FACILITATOR") == [("none", {"created_on": "2026-01-02"})]
    assert told(connection, "EXTRA_FACILITATORS") == [
        ("three", {"facilitators": 3, "facilitator_name": "fajar", "joined_on": "2026-02-02"})
    ]


def test_the_highest_of_the_episodes_above_the_last_one_is_told_and_since_when_there_were_any(
    connection: Connection,
) -> None:
    circle(connection, "a", AQIDAH)
    for day, episode in (("2026-05-01", 9), ("2026-05-02", 12), ("2026-05-03", 14), ("2026-05-04", 13)):
        met(connection, "a", day, episode=episode)
    assert told(connection, "EPISODE_OUT_OF_RANGE") == [
        ("a", {"episode": 14, "episodes": 9, "meetings": 3, "first_met_on": "2026-05-02"})
    ]


def test_every_earlier_group_that_points_to_a_finding_is_told(connection: Connection) -> None:
    for group_id, on in (("a2", "2026-03-01"), ("a1", "2026-03-02")):
        circle(connection, group_id, AQIDAH)
        graduated(connection, group_id, started="2026-01-05", on=on)
    circle(connection, "b", SEJARAH, members="ana budi citra")
    circle(connection, "c", HIJRAH)
    met(connection, "b", "2026-03-11")
    met(connection, "c", "2026-03-01")

    def earlier(group_id: str, on: str) -> dict[str, Any]:
        values = {"group_id": group_id, "course": AQIDAH, "graduated_on": on, "shared_members": 2, "overlap_pct": 100}
        return {"code": "earlier_group", "values": values}

    both = [earlier("a1", "2026-03-02"), earlier("a2", "2026-03-01")]
    skipped = {"course": SEJARAH, "started_on": "2026-03-11", "least_shared_members": 2, "evidence": both}
    assert told(connection, "SKIPPED_COURSE") == [("b", skipped | {"least_overlap_pct": 50, "most_days": 90})]
    early = {"course": HIJRAH, "started_on": "2026-03-01", "least_shared_members": 2, "evidence": both[:1]}
    assert told(connection, "STARTED_BEFORE_GRADUATION") == [("c", early)]


def test_a_finding_stands_beside_what_one_needs_to_find_its_group(connection: Connection) -> None:
    group(connection, "none", city="Bandung", province="Jawa Barat")
    group(connection, "two")
    facilitator(connection, "two", "fajar")
    facilitator(connection, "two", "gilang", joined="2026-02-01")
    columns = "group_id, group_name, kind, course_name, facilitator_name, city, province"
    assert rows(connection, f"select {columns} from ngeshare.anomaly_groups order by group_id") == [
        ("none", "Group none", "NO_FACILITATOR", AQIDAH, None, "Bandung", "Jawa Barat"),
        ("two", "Group two", "EXTRA_FACILITATORS", AQIDAH, "fajar", None, None),
    ]
