"""What a period adds up to: the hours of the pictures beside it, and the share of requests that failed."""

from tests.classroom.classroom import add
from tests.factories import Connection, rows

HOURS = (
    "select sum(total_prompts_generated)::bigint, sum(total_prompts_used)::bigint, sum(total_interventions)::bigint, "
    "sum(total_alerts)::bigint, sum(ai_analyses_completed)::bigint, sum(total_transcription_minutes), "
    "sum(estimated_compute_cost) from analytics.hours_of_period(null, 24)"
)
TOTALS = (
    "select total_prompts_generated, total_prompts_used, total_interventions, total_alerts, ai_analyses_completed, "
    "total_transcription_minutes, estimated_compute_cost from analytics.totals_of_period(null, 24)"
)
ERRORS = "select requests, errors, errors_pct from analytics.totals_of_period(null, 24)"
MEASURED = "select sum(requests)::bigint, sum(errors)::bigint from analytics.measurements_of_period(null, 24)"


def busy(connection: Connection) -> None:
    for number, moment in enumerate(["2026-06-15 10:10+00", "2026-06-15 11:10+00", "2026-06-15 11:20+00"]):
        add(
            connection, "session_metrics", f"reading {number}", measured_at=moment, requests=100 * number, errors=number
        )
        add(connection, "guidance_events", f"alert {number}", occurred_at=moment)


def test_totals_are_the_hours_added_up(connection: Connection) -> None:
    busy(connection)
    assert rows(connection, TOTALS) == rows(connection, HOURS)
    assert rows(connection, TOTALS)[0][3] == 3
    assert rows(connection, ERRORS)[0][:2] == rows(connection, MEASURED)[0]


def test_the_share_of_failed_requests_is_of_all_requests_not_a_mean_of_rates(connection: Connection) -> None:
    busy(connection)
    assert rows(connection, ERRORS) == [(300, 3, 1.0)]


def test_without_requests_no_share_failed(connection: Connection) -> None:
    assert rows(connection, ERRORS) == [(0, 0, None)]
