"""What students did, told from raw rows by the contract alone, write after write.

The rules of the organisation are arguments of what is told of it on a day.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.arithmetic import rounded
from tests.oracle.rules import Rules

HOUR = timedelta(hours=1)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
Row = dict[str, Any]
Key = tuple[str, Any, str]

MEDIA = {None: "text", "audio": "voice", "image": "screenshot", "video": "loom"}
KINDS = {"checkpoint": "checkpoint_reached", "goal_milestone": "goal_milestone", "goal_completion": "goal_completion"}
SINGLE = {"daily_notes": "daily_note", "success_proofs": "success_proof", "goal_messages": "instructor_message"}


@dataclass
class School:
    """Raw rows by table and id, and the activities that they left."""

    rows: dict[str, dict[Any, Row]] = field(default_factory=dict)
    activities: dict[Key, Row] = field(default_factory=dict)

    def write(self, table: str, row: Row) -> None:
        """One row inserted or changed; the goals of this moment are known."""
        self.rows.setdefault(table, {})[row["id"]] = row
        events = _events(table, row)
        if events is None:
            return
        for (source, source_id, event), known in self.activities.items():
            if (source, source_id) == (table, row["id"]) and event not in events and table != "video_progress":
                known["removed"] = True
        for event, (kind, moment, second) in events.items():
            known = self.activities.get((table, row["id"], event))
            goal = row.get("goal_id") or (known["goal_id"] if known else self._open_goal(row["student_id"], moment))
            if known and table == "video_progress":
                moment, second = known["created_at"], known["second"]
            self.activities[table, row["id"], event] = {
                "student_id": row["student_id"],
                "activity_type": kind,
                "created_at": moment,
                "second": second,
                "goal_id": goal,
                "content": row.get("note", row.get("content")),
                "status": _status(table, row),
                "removed": bool(row.get("deleted_at")),
            }

    def delete(self, table: str, key: Any) -> None:
        """One row gone for good."""
        del self.rows[table][key]
        for (source, source_id, _event), known in self.activities.items():
            if (source, source_id) == (table, key):
                known["removed"] = True

    def place(self, key: Key) -> tuple[Any, Any]:
        """Course and lesson of an activity."""
        row = self.rows[key[0]][key[1]]
        video = self.rows["media_files"].get(row.get("video_id"), {})
        lesson = row.get("lesson_id") or video.get("chapter_id")
        chapter = self.rows["course_chapters"].get(lesson, {})
        return row.get("course_id") or chapter.get("course_id"), lesson

    def _open_goal(self, student: Any, moment: datetime) -> Any:
        fits = [
            (goal["started_at"], goal["id"])
            for goal in self.rows.get("goals", {}).values()
            if goal["student_id"] == student
            and goal["started_at"] <= moment
            and all(goal[end] is None or moment < goal[end] for end in ("completed_at", "abandoned_at"))
        ]
        latest = max((start for start, _ in fits), default=None)
        return min((key for start, key in fits if start == latest), default=None)


def _events(table: str, row: Row) -> dict[str, tuple[str, datetime, int | None]] | None:
    if table == "video_progress":
        told, second = row["updated_at"], row["position_seconds"]
        reached = {f"progress:{q}": ("video_progress", told, second) for q in (25, 50, 75) if row["percent"] >= q}
        return reached | ({"completed": ("video_completion", told, second)} if row["percent"] == 100 else {})
    if table == "reflections":
        return {
            "created": (f"{MEDIA[row['media_type']]}_reflection", row["created_at"], row["video_timestamp_seconds"])
        }
    if table == "milestones":
        kind = KINDS.get(row["kind"])
        return {"reached": (kind, row["reached_at"], row["video_timestamp_seconds"])} if kind else {}
    if table == "lesson_completions":
        return {"completed": ("lesson_completion", row["completed_at"], None)}
    if table in SINGLE:
        return {"created": (SINGLE[table], row["created_at"], None)}
    if table == "quiz_attempts":
        pairs = ("started", "quiz_attempt", "started_at"), ("completed", "quiz_completion", "completed_at")
    elif table == "enrollments":
        pairs = ("enrolled", "course_enrollment", "enrolled_at"), ("completed", "course_completion", "completed_at")
    else:
        return None
    return {event: (kind, row[column], None) for event, kind, column in pairs if row[column]}


def _status(table: str, row: Row) -> str | None:
    if table != "reflections":
        return None
    return "pending" if row["instructor_response"] is None else "responded"


@dataclass
class Lookout:
    """What is seen of a school on a day."""

    school: School
    as_of: datetime | date
    """A moment, or a date that is the local one whatever the zone and is measured from its end."""
    rules: Rules

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.rules["time_zone"])

    @cached_property
    def today(self) -> date:
        return self.local_day(self.as_of) if isinstance(self.as_of, datetime) else self.as_of

    @cached_property
    def looked_at(self) -> datetime:
        if isinstance(self.as_of, datetime):
            return self.as_of
        return datetime.combine(self.as_of + timedelta(days=1), time(), self.zone).astimezone(UTC)

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()

    @cached_property
    def visible(self) -> dict[Key, Row]:
        return {
            key: activity
            for key, activity in self.school.activities.items()
            if not activity["removed"] and self.local_day(activity["created_at"]) <= self.today
        }

    def left_out_because(self, key: Key) -> str | None:
        since = self.school.activities[key]["created_at"]
        course, _ = self.school.place(key)
        enrolled = [row["enrolled_at"] for row in self.school.rows.get("enrollments", {}).values()
                    if row["course_id"] == course and row["enrolled_at"] >= EARLIEST]  # fmt: skip
        if since > self.looked_at:
            return "ahead"
        if since < EARLIEST:
            return "impossible_date"
        return "before_course" if enrolled and since < min(enrolled) else None


def dates(lookout: Lookout) -> dict[Key, date]:
    """The day of every activity, hidden ones too."""
    return {key: lookout.local_day(known["created_at"]) for key, known in lookout.school.activities.items()}


def daily_activity(lookout: Lookout) -> Counter[tuple[Any, date]]:
    """How much each student did on each day."""
    return Counter((row["student_id"], lookout.local_day(row["created_at"])) for row in lookout.visible.values())


def student_figures(lookout: Lookout) -> dict[Any, tuple[int, int, date, int]]:
    """Activities, days with any, the last of them, and what waits for an answer."""
    days = defaultdict(list)
    for row in lookout.visible.values():
        days[row["student_id"]].append(lookout.local_day(row["created_at"]))
    waiting = Counter(
        lookout.visible[key]["student_id"] for key, (_, reason, _) in waits(lookout).items() if not reason
    )
    return {student: (len(on), len(set(on)), max(on), waiting[student]) for student, on in days.items()}


def waits(lookout: Lookout) -> dict[Key, tuple[Any, str | None, bool]]:
    """Hours that each reflection without an answer has waited, why it is in no figure, and whether it is overdue."""
    found = {}
    for key, row in lookout.visible.items():
        if row["status"] == "pending":
            waited, reason = lookout.looked_at - row["created_at"], lookout.left_out_because(key)
            is_overdue = reason is None and waited > lookout.rules["response_hours"] * HOUR
            found[key] = (rounded(Fraction(waited // timedelta(microseconds=1), 3_600_000_000)), reason, is_overdue)
    return found


def waiting_figures(lookout: Lookout) -> tuple[int, Any, int, int]:
    """How many wait, the longest wait, how many are left out, and how many are overdue."""
    known = waits(lookout).values()
    counted = [hours for hours, reason, _ in known if reason is None]
    overdue = sum(is_overdue for *_, is_overdue in known)
    return len(counted), max(counted, default=None), len(known) - len(counted), overdue


VIEWS = {
    "dates": dates,
    "v_daily_activity": daily_activity,
    "student_figures": student_figures,
    "waits": waits,
    "waiting_figures": waiting_figures,
}


def compute(school: School, as_of: datetime | date, rules: Rules) -> dict[str, Any]:
    """What every view that follows a rule holds, by its key."""
    lookout = Lookout(school, as_of, rules)
    return {view: rows_of(lookout) for view, rows_of in VIEWS.items()}
