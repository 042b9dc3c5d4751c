"""Video courses: what a student did, where a video is hard, what waits for an answer.

Every function answers one question from one view of schema timeline; `as_of` is the day to look from (None: now). Days
are New York's. Lists come a page at a time, by keyset: `after` is the (created_at, id) of the last row seen, and page
1,000 costs what page 1 costs. All raise QueryError when the warehouse cannot answer.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pandas as pd

from analytics import counted, query
from analytics.question import question

ACTIVITY_TYPES = (
    "video_progress",
    "video_completion",
    "text_reflection",
    "voice_reflection",
    "screenshot_reflection",
    "loom_reflection",
    "quiz_attempt",
    "quiz_completion",
    "course_enrollment",
    "course_completion",
    "lesson_completion",
    "checkpoint_reached",
    "daily_note",
    "success_proof",
    "goal_milestone",
    "goal_completion",
    "instructor_message",
)

PAGE_ROWS = 50

After = tuple[datetime, str]

_DETAILS = (
    "select id, student_id, full_name, email, activity_type, created_at, activity_date, video_title, "
    "video_timestamp_seconds, lesson_title, course_title, goal_title, content, metadata, media_url, media_type, "
    "response_status, instructor_response, responded_at from timeline.activity_details"
)

_FILTERS = {
    "student_id": "student_id = cast(:student_id as uuid)",
    "video_id": "video_id = cast(:video_id as uuid)",
    "goal_id": "goal_id = cast(:goal_id as uuid)",
    "search": "student_id in (select found.student_id from timeline.find_students(:search, 2147483647) as found)",
    "types": "activity_type = any(:types)",
    "first_day": "created_at >= timeline.midnight(cast(:first_day as date))",
    "last_day": "created_at < timeline.midnight(cast(:last_day as date) + 1)",
}


@question("timeline.activity_details", needs="activities")
def activities(
    *,
    student_id: str | None = None,
    search: str = "",
    video_id: str | None = None,
    goal_id: str | None = None,
    types: Sequence[str] = (),
    first_day: date | None = None,
    last_day: date | None = None,
    after: After | None = None,
    limit: int | None = PAGE_ROWS,
    as_of: date | None = None,
) -> pd.DataFrame:
    """What happened, newest first? One page; without a limit, everything.

    `search` is what its student has in the name or e-mail address, as in `students`.
    Columns: id, student_id, full_name, email, activity_type, created_at, activity_date, video_title,
    video_timestamp_seconds (of the video), lesson_title, course_title, goal_title, content, metadata, media_url (not
    checked), media_type, response_status, instructor_response, responded_at. Source: timeline.activity_details.
    """
    statement, given = page_of_activities(
        student_id=student_id,
        search=search.strip(),
        video_id=video_id,
        goal_id=goal_id,
        types=list(types),
        first_day=first_day,
        last_day=last_day,
        after=after,
        limit=limit,
    )
    return query.frame(statement, as_of=as_of, **given)


def page_of_activities(*, after: After | None, limit: int | None, **filters: Any) -> tuple[str, dict[str, Any]]:
    """The statement of one page and its parameters; only what is asked for is in it, so that an index answers."""
    given: dict[str, Any] = {name: value for name, value in filters.items() if value}
    if after is not None:
        # Where the last page ended lies before that day's end; two bounds would make the index begin at the wrong one.
        given.pop("last_day", None)
    conditions = [_FILTERS[name] for name in given]
    # One student's whole life is indexed by day, and the day follows from the moment: the order is the same.
    by_day = "student_id" in given and not {"video_id", "goal_id"} & set(given)
    day, day_key = ("activity_date desc, ", "activity_date, ") if by_day else ("", "")
    if after is None:
        conditions.append(
            "activity_date <= (select timeline.today())" if by_day else "created_at < (select timeline.horizon())"
        )
    else:
        given["moment"], given["last_id"] = after
        last_day_key = (
            "cast(cast(:moment as timestamptz) at time zone ops.rule_learning_time_zone() as date), " if by_day else ""
        )
        conditions.append(
            f"({day_key}created_at, id) < ({last_day_key}cast(:moment as timestamptz), cast(:last_id as uuid))"
        )
    where = f" where {' and '.join(conditions)}" if conditions else ""
    return f"{_DETAILS}{where} order by {day}created_at desc, id desc limit :limit", given | {"limit": limit}


@question("timeline.waits", explained_by="timeline.v_pending_responses")
def pending(
    *,
    student_id: str | None = None,
    search: str = "",
    left_out: bool = False,
    after: After | None = None,
    limit: int | None = PAGE_ROWS,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Which reflections wait for an answer, oldest first? One page; without a limit, all of them.

    With `left_out`, those that are in no figure because they cannot have waited. `search` is what their student has in
    the name or e-mail address, as in `students`. Columns: id, student_id, full_name,
    email, activity_type, created_at, age_hours, left_out_because, video_title, video_timestamp_seconds, course_title,
    content, media_url (not checked). Source: timeline.waits.
    """
    statement, given = page_of_pending(
        student_id=student_id, search=search.strip(), left_out=left_out, after=after, limit=limit
    )
    return query.frame(statement, as_of=as_of, **given)


def page_of_pending(
    *, student_id: str | None, search: str = "", left_out: bool = False, after: After | None, limit: int | None
) -> tuple[str, dict[str, Any]]:
    """The statement of one page and its parameters."""
    given: dict[str, Any] = {"limit": limit}
    conditions = f"left_out_because is {'not ' if left_out else ''}null"
    for name, wanted in (("student_id", student_id), ("search", search)):
        if wanted:
            given[name] = wanted
            conditions += f" and {_FILTERS[name]}"
    if after is not None:
        given["moment"], given["last_id"] = after
        conditions += " and (created_at, id) > (cast(:moment as timestamptz), cast(:last_id as uuid))"
    return (
        "select id, student_id, full_name, email, activity_type, created_at, age_hours, left_out_because, video_title, "
        "video_timestamp_seconds, course_title, content, media_url from timeline.waits "
        f"where {conditions} order by created_at, id limit :limit",
        given,
    )


@question("timeline.waiting_figures")
def pending_total(*, as_of: date | None = None) -> pd.DataFrame:
    """How many reflections wait, how long has the oldest, and how many are left out? One row.

    Columns: waiting, longest_wait_hours (missing when none waits), left_out, overdue. Source:
    timeline.waiting_figures.
    """
    return query.frame(
        "select waiting, longest_wait_hours, left_out, overdue from timeline.waiting_figures", as_of=as_of
    )


@question("timeline.student_figures")
def student_figures(*, student_id: str, as_of: date | None = None) -> pd.DataFrame:
    """How much did a student do, on how many days, when last, and what of it waits for an answer? One row.

    Columns: activities, active_days, last_active_on (missing: has done nothing), waiting. Source:
    timeline.student_figures.
    """
    return query.frame(
        # Who has done nothing has no row there.
        "select coalesce(max(activities), 0) as activities, coalesce(max(active_days), 0) as active_days, "
        "max(last_active_on) as last_active_on, coalesce(max(waiting), 0) as waiting from timeline.student_figures "
        "where student_id = cast(:student_id as uuid)",
        as_of=as_of,
        student_id=student_id,
    )


@question("timeline.find_students")
def students(*, search: str = "", limit: int = 50, as_of: date | None = None) -> pd.DataFrame:
    """Which students have all these words in their name or e-mail address? By name, in the reader's language.

    Without regard to case, accents and Unicode form; words may stand in any order.
    Columns: student_id, full_name, email. Source: timeline.find_students.
    """
    return query.frame(
        "select cast(student_id as text) as student_id, full_name, email "
        "from timeline.find_students(:search, :limit) order by place",
        as_of=as_of,
        search=search,
        limit=limit,
    )


@question("timeline.students")
def student(*, student_id: str, as_of: date | None = None) -> pd.DataFrame:
    """Who is this? One row or none: student_id, full_name, email. Source: timeline.students."""
    return query.frame(
        "select cast(student_id as text) as student_id, full_name, email from timeline.students "
        "where cast(student_id as text) = lower(:student_id)",
        as_of=as_of,
        student_id=student_id,
    )


@question("timeline.videos")
def videos(*, as_of: date | None = None) -> pd.DataFrame:
    """Which videos are there? By course, lesson and title.

    Columns: video_id, video_title, lesson_title, course_title (both missing outside the courses), duration_seconds.
    Source: timeline.videos.
    """
    return query.frame(
        "select cast(video_id as text) as video_id, video_title, lesson_title, course_title, duration_seconds "
        "from timeline.videos "
        "order by ops.sort_key(course_title) nulls last, lesson_position, ops.sort_key(video_title), videos.video_id",
        as_of=as_of,
    )


@question("timeline.video_moments", needs="activities")
def video_moments(*, video_id: str, as_of: date | None = None) -> pd.DataFrame:
    """Where along a video do activities pile up?

    Columns: from_second, activity_type, activities, students. Source: timeline.video_moments.
    """
    return query.frame(
        "select from_second, activity_type, activities, students from timeline.video_moments "
        "where video_id = cast(:video_id as uuid) order by from_second, ops.sort_key(activity_type)",
        as_of=as_of,
        video_id=video_id,
    )


@question("timeline.v_daily_activity", needs="activities")
def days(*, student_id: str, as_of: date | None = None) -> pd.DataFrame:
    """On which days did a student do something, and how much? Newest first.

    Columns: activity_date, activity_count. Source: timeline.v_daily_activity.
    """
    return query.frame(
        "select activity_date, activity_count from timeline.v_daily_activity "
        "where student_id = cast(:student_id as uuid) order by activity_date desc",
        as_of=as_of,
        student_id=student_id,
    )


@question("timeline.goal_spans", needs="activities")
def goals(*, student_id: str, as_of: date | None = None) -> pd.DataFrame:
    """For which goals did a student do something, from when to when? The one worked on last comes first.

    Columns: goal_id, goal_title (missing when the goal is gone), goal_state (open, completed, abandoned, unknown),
    goal_start, goal_end, total_activities. Source: timeline.goal_spans.
    """
    return query.frame(
        "select cast(goal_id as text) as goal_id, goal_title, goal_state, goal_start, goal_end, total_activities "
        "from timeline.goal_spans where student_id = cast(:student_id as uuid) "
        "order by goal_end desc, goal_spans.goal_id",
        as_of=as_of,
        student_id=student_id,
    )


@question("timeline.course_comparison")
def courses(*, student_id: str, as_of: date | None = None) -> pd.DataFrame:
    """How far is a student in each course, beside the median of all who take it? By title, in the reader's language.

    Columns: course_title, lessons_completed, median_lessons, videos_completed, median_videos, reflections,
    median_reflections, students. Source: timeline.course_comparison.
    """
    taken = query.known(
        "select distinct cast(course_id as text) as course_id from timeline.visible_activities "
        "where student_id = cast(:student_id as uuid) and activity_type = 'course_enrollment'",
        as_of=as_of,
        student_id=student_id,
    )
    # Course by course: joined, the medians of every course would be computed.
    named = {f"course_{place}": course_id for place, course_id in enumerate([*taken["course_id"]] or [None])}
    each = (
        "select course_title, lessons_completed, median_lessons, videos_completed, median_videos, reflections, "
        f"median_reflections, students from timeline.course_comparison where course_id = cast(:{name} as uuid) "
        "and student_id = cast(:student_id as uuid)"
        for name in named
    )
    return query.frame(
        f"select * from ({' union all '.join(each)}) as compared order by ops.sort_key(course_title)",
        as_of=as_of,
        student_id=student_id,
        **named,
    )


@question("timeline.what_counts")
def what_counts(*, days: int = 0, hours: int = 0, as_of: date | None = None) -> pd.DataFrame:
    """How many of the copied rows do the pages rest on, until which day, and is that before the last days?

    Columns: subject, position, copied, counted, left_out, last_day, named (list), is_over. What must count first comes
    first. Reads all of history: asked only where there is nothing to show. Source: timeline.what_counts.
    """
    return query.frame(counted.statement_of("timeline"), days=days, hours=hours, as_of=as_of)
