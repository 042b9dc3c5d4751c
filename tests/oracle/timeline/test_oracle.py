"""Whatever raw rows suffer, by any rules, the timeline is what the contract tells, and made anew it is the same."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import psycopg
from hypothesis import given
from hypothesis import strategies as st
from psycopg import sql

from tests.oracle.rules import CHANGES, Rules, facts_add_up, put_in_force
from tests.oracle.strategies import SEEDS, thoroughly
from tests.oracle.timeline.oracle import HOUR, Row, School, compute
from tests.oracle.timeline.rules import DEFAULTS, rules
from tests.thoroughness import part

Connection = psycopg.Connection[Any]

STUDENTS, COURSES, CHAPTERS, VIDEOS = 2, 2, 3, 3
# Around the ends and beginnings of New York's summer time.
STARTS = [
    datetime(2026, 3, 8, 4, tzinfo=UTC),
    datetime(2026, 11, 1, 3, 30, tzinfo=UTC),
    datetime(2026, 6, 1, tzinfo=UTC),
]
SOFT = ("reflections", "daily_notes", "success_proofs", "goal_messages")
TABLES = (*SOFT, "goals", "video_progress", "quiz_attempts", "milestones", "enrollments", "lesson_completions")
READ = """
    select source_table, source_id, source_event, student_id, activity_type, created_at, activity_date, goal_id,
        content, video_timestamp_seconds, response_status, removed_at is not null, course_id, lesson_id
    from timeline.student_activity_timeline
"""


def key(kind: int, number: int) -> UUID:
    return UUID(int=(kind << 64) + number)


class Writer:
    """Writes at random, into the warehouse and into the oracle's school alike."""

    def __init__(self, connection: Connection, seed: int, starts: Sequence[datetime] = STARTS) -> None:
        self.connection, self.random, self.school, self.starts = connection, Random(seed), School(), starts

    def moment(self) -> datetime:
        return self.random.choice(self.starts) + timedelta(minutes=30 * self.random.randrange(8))

    def maybe(self, value: Any, share: float = 0.5) -> Any:
        return value if self.random.random() < share else None

    def found(self) -> None:
        now = self.starts[0]
        people = [{"id": key(0, n), "full_name": "x", "role": "student", "created_at": now} for n in range(STUDENTS)]
        self.put("profiles", people)
        self.put("courses", [{"id": key(1, n), "title": "x"} for n in range(COURSES)])
        self.put("course_chapters", [self.chapter(n) for n in range(CHAPTERS)])
        self.put("media_files", [self.video(n) for n in range(VIDEOS)])

    def chapter(self, number: int) -> Row:
        course = key(1, self.random.randrange(COURSES))
        return {"id": key(2, number), "course_id": course, "title": "x", "position": 1}

    def video(self, number: int) -> Row:
        chapter = self.maybe(key(2, self.random.randrange(CHAPTERS)), 0.8)
        return {"id": key(3, number), "chapter_id": chapter, "title": "x", "duration_seconds": 60}

    def row(self, table: str, row_id: Any) -> Row:
        pick, student = self.random, key(0, self.random.randrange(STUDENTS))
        video, goals = key(3, pick.randrange(VIDEOS)), list(self.school.rows.get("goals", {}))
        goal = pick.choice(goals) if goals else None
        moment, second, text = self.moment(), pick.randrange(60), str(pick.random())
        row: Row = {"id": row_id, "student_id": student, "updated_at": moment}
        deleted = {"deleted_at": self.maybe(moment, 0.3)}
        return row | {
            "goals": lambda: {
                "title": "x", "started_at": moment, "completed_at": self.maybe(self.moment(), 0.3),
                "abandoned_at": self.maybe(self.moment(), 0.2),
            },
            "video_progress": lambda: {
                "video_id": video, "percent": pick.choice((1, 20, 25, 60, 75, 99, 100)), "position_seconds": second,
            },
            "reflections": lambda: {
                "video_id": video, "video_timestamp_seconds": self.maybe(second), "content": text,
                "media_type": pick.choice((None, "audio", "image", "video")), "created_at": moment,
                "instructor_response": self.maybe("y"), **deleted,
            },
            "quiz_attempts": lambda: {
                "quiz_id": key(9, 1), "video_id": self.maybe(video), "course_id": self.maybe(key(1, 0)),
                "started_at": moment, "completed_at": self.maybe(self.moment()),
            },
            "milestones": lambda: {
                "kind": pick.choice(("checkpoint", "goal_milestone", "goal_completion", "badge")),
                "goal_id": self.maybe(goal), "video_id": self.maybe(video),
                "video_timestamp_seconds": self.maybe(second), "note": text, "reached_at": moment,
            },
            "enrollments": lambda: {
                "course_id": key(1, 1), "enrolled_at": moment, "completed_at": self.maybe(self.moment()),
            },
            "lesson_completions": lambda: {"lesson_id": key(2, pick.randrange(CHAPTERS)), "completed_at": moment},
            "daily_notes": lambda: {"content": text, "created_at": moment, **deleted},
            "success_proofs": lambda: {"goal_id": self.maybe(goal), "content": text, "created_at": moment, **deleted},
            "goal_messages": lambda: {
                "goal_id": goal, "instructor_id": student, "content": text, "created_at": moment, **deleted,
            },
        }[table]()  # fmt: skip

    def step(self) -> None:
        """One statement."""
        table = self.random.choice((*TABLES, "course_chapters", "media_files"))
        present = self.school.rows.get(table, {})
        if table in {"course_chapters", "media_files"}:
            make = self.chapter if table == "course_chapters" else self.video
            self.put(table, [make(self.random.randrange(3))])
        elif present and table != "goals" and self.random.random() < 0.25:
            self.drop(table, self.random.sample(list(present), self.random.randrange(1, len(present) + 1)))
        else:
            self.put(table, list(self.fresh(table)))

    def fresh(self, table: str) -> Iterator[Row]:
        """Rows to insert or to change; some ids were deleted before."""
        taken = {(row["student_id"], row["video_id"]): row["id"] for row in self._rows("video_progress")}
        for number in self.random.sample(range(6), self.random.randrange(1, 4)):
            row = self.row(table, key(10 + TABLES.index(table), number))
            if table == "goal_messages" and row["goal_id"] is None:
                continue
            if table == "video_progress":
                known = self.school.rows.get(table, {}).get(row["id"])
                # Percent only grows, and whose row it is stays.
                if known:
                    row |= {"student_id": known["student_id"], "video_id": known["video_id"]}
                    row["percent"] = max(row["percent"], known["percent"])
                if taken.setdefault((row["student_id"], row["video_id"]), row["id"]) != row["id"]:
                    continue
            yield row

    def put(self, table: str, rows: list[Row]) -> None:
        """One statement that inserts the rows or changes them, like a sync's merge."""
        if not rows:
            return
        names = list(rows[0])
        columns = sql.SQL(", ").join(map(sql.Identifier, names))
        line = sql.SQL("({})").format(sql.SQL(", ").join([sql.Placeholder()] * len(names)))
        self.connection.execute(
            sql.SQL("insert into {} ({}) values {} on conflict (id) do update set {}").format(
                sql.Identifier("learning", table),
                columns,
                sql.SQL(", ").join([line] * len(rows)),
                sql.SQL(", ").join(sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in names),
            ),
            [row[name] for row in rows for name in names],
        )
        for row in rows:
            self.school.write(table, row)

    def drop(self, table: str, ids: list[Any]) -> None:
        delete = sql.SQL("delete from {} where id = any(%s)").format(sql.Identifier("learning", table))
        self.connection.execute(delete, [ids])
        for row_id in ids:
            self.school.delete(table, row_id)

    def _rows(self, table: str) -> list[Row]:
        return list(self.school.rows.get(table, {}).values())


def expected(school: School, in_force: Rules) -> dict[Any, Any]:
    told = {}
    for where, known in school.activities.items():
        day = known["created_at"].astimezone(ZoneInfo(in_force["time_zone"])).date()
        told[where] = (
            known["student_id"], known["activity_type"], known["created_at"], day, known["goal_id"], known["content"],
            known["second"], known["status"], known["removed"], None if known["removed"] else school.place(where),
        )  # fmt: skip
    return told


# Where a hidden activity happened is nobody's business any more.
def actual(connection: Connection) -> dict[Any, Any]:
    return {
        (table, row_id, event): (*rest, None if rest[-1] else (course, lesson))
        for table, row_id, event, *rest, course, lesson in connection.execute(READ)
    }


@thoroughly(examples=30)
@given(seed=SEEDS)
def test_the_timeline_is_what_the_raw_rows_tell(connection: Connection, seed: int) -> None:
    with connection.transaction(force_rollback=True):
        writer = Writer(connection, seed)
        writer.found()
        for _ in range(12):
            writer.step()
        assert actual(connection) == expected(writer.school, DEFAULTS)
        assert connection.execute("select timeline.backfill()").fetchone() == (0,)


@thoroughly(examples=part(100, share=0.2))
@given(
    data=st.data(), seed=SEEDS, zone=st.sampled_from(sorted(CHANGES)), before=st.none() | rules(), after=rules(),
)  # fmt: skip
def test_every_view_agrees_before_and_after_a_change_of_rules(
    connection: Connection, data: st.DataObject, seed: int, zone: str, before: Rules | None, after: Rules
) -> None:
    """Rows around days on which clocks are changed, seen when their answers are nearly due."""
    wanted = {**after, "time_zone": zone}
    midnights = [datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for day in CHANGES[zone]]
    starts = [midnight + ago * HOUR for midnight in midnights for ago in (-1, 22)] or STARTS
    moment = data.draw(st.sampled_from(starts)) + data.draw(st.integers(0, 8)) * HOUR / 2
    seen_at = moment + data.draw(st.sampled_from((0, wanted["response_hours"]))) * HOUR
    local_days = [seen_at.astimezone(ZoneInfo(zone)).date(), *(day - timedelta(days=1) for day in CHANGES[zone])]
    as_of = data.draw(st.sampled_from((seen_at, *local_days)))
    with connection.transaction(force_rollback=True):
        if before is not None:
            put_in_force(connection, "learning", before)
        writer = Writer(connection, seed, starts)
        writer.found()
        for _ in range(10):
            writer.step()
        all_agree(writer, as_of, before or DEFAULTS)
        put_in_force(connection, "learning", wanted)
        all_agree(writer, as_of, wanted)
        for _ in range(4):
            writer.step()
        all_agree(writer, as_of, wanted)


def all_agree(writer: Writer, as_of: datetime | date, in_force: Rules) -> None:
    """The timeline, which is that made anew and adds up, and every view that follows a rule."""
    writer.connection.execute("select set_config('atalaya.as_of', %s, true)", [as_of.isoformat()])
    assert actual(writer.connection) == expected(writer.school, in_force)
    found = {view: read(writer.connection, view) for view in QUERIES}
    assert found == compute(writer.school, as_of, in_force)
    facts_add_up(writer.connection, "learning")
    assert writer.connection.execute("select timeline.backfill()").fetchone() == (0,)


QUERIES = {
    "dates": ("select source_table, source_id, source_event, activity_date from timeline.student_activity_timeline", 3),
    "v_daily_activity": ("select student_id, activity_date, activity_count from timeline.v_daily_activity", 2),
    "student_figures": (
        "select student_id, activities, active_days, last_active_on, waiting from timeline.student_figures", 1,
    ),
    "waits": (
        "select source_table, source_id, source_event, age_hours, left_out_because, is_overdue "
        "from timeline.waits inner join timeline.student_activity_timeline using (id)", 3,
    ),
    "waiting_figures": ("select waiting, longest_wait_hours, left_out, overdue from timeline.waiting_figures", 0),
}  # fmt: skip
"""How each view is read, and how many columns are its key."""


def read(connection: Connection, view: str) -> Any:
    query, key_columns = QUERIES[view]
    found = connection.execute(query.encode()).fetchall()
    if key_columns == 0:
        return found[0]
    keyed = [(row[:key_columns], row[key_columns:]) for row in found]
    return {(at[0] if len(at) == 1 else at): told[0] if len(told) == 1 else told for at, told in keyed}
