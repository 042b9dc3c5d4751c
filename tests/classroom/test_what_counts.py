"""What Classroom Sessions rests on: rows that were copied, what of them counts, and until when."""

from tests.classroom.classroom import LAST_MOMENT, TOMORROW, add
from tests.factories import Connection, rows

COUNTS = "select subject, copied, counted, left_out, last_day::text from analytics.what_counts order by position"


def test_lessons_count_once_they_started_and_readings_once_they_were_measured(empty: Connection) -> None:
    add(empty, "schools", "school")
    add(empty, "sessions", "session")
    assert rows(empty, COUNTS)[1:] == [("sessions", 1, 1, 0, "2026-06-01"), ("readings", 0, 0, 0, None)]
    add(empty, "sessions", "waits", started_at=None, ended_at=None)
    add(empty, "sessions", "tomorrow", started_at=TOMORROW, ended_at=None)
    add(empty, "sessions", "late", started_at=LAST_MOMENT, ended_at=None)
    add(empty, "session_metrics", "one", measured_at=None)
    assert rows(empty, COUNTS) == [
        ("schools", 1, 1, None, None),
        ("sessions", 4, 2, 1, "2026-06-15"),
        ("readings", 1, 0, 1, None),
    ]
