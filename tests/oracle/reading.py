"""Reads a view the way its users do, and insists on the contract's columns in the contract's order."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

import psycopg
from psycopg import sql

from tests.oracle.curriculum.organisation import Organisation, load

COLUMNS = {
    view: tuple(columns.split())
    for view, columns in {
        "v_group_summary": """group_id group_name course_name max_episodes facilitator_id facilitator_name
            member_count created_at needs_facilitator has_extra_facilitators city province""",
        "v_group_progress": """group_id max_episode_reached first_meeting_date last_meeting_date
            total_meetings days_since_last_meeting graduated_on""",
        "v_member_roster": "group_id user_id user_name role joined_at is_active",
        "v_group_status": "group_id course_name status progress_pct days_inactive",
        "v_facilitator_alumni": "facilitator_id facilitator_name is_alumni member_since facilitator_since",
        "v_curriculum_pipeline": """group_a_id course_a group_b_id course_b shared_facilitator_id
            shared_member_count overlap_pct days_between skipped_courses is_anomaly""",
        "v_member_journey": """user_id user_name groups_joined courses_completed current_course
            is_facilitator_now became_facilitator_at""",
        "v_facilitator_growth": "total_facilitators active_facilitators alumni_facilitators alumni_pct",
        "v_facilitator_growth_monthly": "month new_facilitators cumulative_facilitators",
        "v_curriculum_funnel": """course_name sequence_order groups_total groups_started groups_graduated
            groups_active groups_stalled groups_not_started graduation_rate_pct groups_continued
            continuation_rate_pct""",
        "v_curriculum_flow": "source target groups",
        "v_episode_dropoff": "course_name episode stalled_groups share_pct is_peak",
        "v_rescue_list": """group_id group_name course_name facilitator_id facilitator_name
            facilitator_contact last_meeting_date days_inactive max_episode_reached episodes_remaining
            progress_pct member_count city province reason""",
        "v_time_to_graduate": "course_name graduated_groups avg_days median_days fastest_days slowest_days",
        "v_time_to_graduate_outliers": "group_id course_name days_to_graduate verdict",
        "v_pipeline_anomalies": "group_id kind detail",
    }.items()
}
FREE_TEXT = ("reason", "detail")


def read(connection: psycopg.Connection[Any], view: str) -> list[tuple[Any, ...]]:
    """The view's rows in the view's own order."""
    cursor = connection.execute(sql.SQL("select * from {}").format(sql.Identifier("ngeshare", view)))
    assert cursor.description is not None
    assert tuple(column.name for column in cursor.description) == COLUMNS[view]
    return cursor.fetchall()


def read_records(connection: psycopg.Connection[Any], view: str) -> list[dict[str, Any]]:
    return [dict(zip(COLUMNS[view], row, strict=True)) for row in read(connection, view)]


def without_free_text(view: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return [row[:-1] for row in rows] if COLUMNS[view][-1] in FREE_TEXT else rows


@contextmanager
def seen_from(
    connection: psycopg.Connection[Any], organisation: Organisation, as_of: datetime | date
) -> Iterator[None]:
    """The warehouse holds the organisation and looks from that moment; afterwards it is empty again."""
    with connection.transaction(force_rollback=True):
        connection.execute("select set_config('atalaya.as_of', %s, true)", [as_of.isoformat()])
        connection.execute("set local jit = off")  # compiling takes longer than these few rows
        load(connection, organisation)
        yield
