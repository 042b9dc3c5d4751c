"""What the pages of the study groups rest on: rows that were copied, what of them counts, by which names."""

from tests.factories import AQIDAH, Connection, facilitator, group, hangout, met, rows

COUNTS = (
    'select subject, copied, counted, last_day::text from ngeshare.what_counts order by position, subject collate "C"'
)


def test_groups_of_other_hangouts_are_copied_and_do_not_count(connection: Connection) -> None:
    hangout(connection, "other", AQIDAH.upper())
    group(connection, "a", hangout_id="other")
    met(connection, "a", "2026-06-01")
    facilitator(connection, "a", "fajar")
    assert rows(connection, COUNTS) == [
        ("groups", 1, 0, None),
        ("facilitators", 1, 0, None),
        ("meetings", 1, 0, None),
    ]
    [(named,)] = rows(connection, "select named from ngeshare.what_counts where subject = 'groups'")
    assert named == [
        name for (name,) in rows(connection, "select course_name from ngeshare.course_config order by sequence_order")
    ]


def test_what_counts_is_dated(connection: Connection) -> None:
    group(connection, "a", created="2026-01-01")
    group(connection, "b", created="2026-02-02")
    met(connection, "a", "2026-06-01")
    met(connection, "a", "2026-06-08")
    facilitator(connection, "a", "fajar")
    assert rows(connection, COUNTS) == [
        ("groups", 2, 2, "2026-02-02"),
        ("facilitators", 1, 1, None),
        ("meetings", 2, 2, "2026-06-08"),
    ]
    connection.execute("update ngeshare.course_config set course_name = 'Another' where course_name = %s", [AQIDAH])
    assert rows(connection, COUNTS)[0][:3] == ("groups", 2, 0)
