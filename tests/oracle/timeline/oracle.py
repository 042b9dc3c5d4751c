"""What students did, told from raw rows by the contract alone, write after write."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

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
