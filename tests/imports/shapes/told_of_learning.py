"""What files tell of learning, read in plain Python from their text."""

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from tests.imports.shapes.written import Files

Activity = tuple[str, str, datetime]
"""Who, what, when."""

Seen = dict[tuple[str, str], tuple[int, datetime]]
"""By person and video how far he or she got, and when first so far."""


def xapi_learning(files: Files) -> Counter[Activity]:
    seen: Seen = {}
    lessons: dict[tuple[str, str], datetime] = {}
    answered: set[tuple[str, str, Any, datetime]] = set()
    for line in files["lrs.jsonl"].decode().splitlines():
        said = json.loads(line, parse_float=Decimal)
        who, what, moment = (
            said["actor"]["name"],
            said["object"]["id"],
            datetime.fromisoformat(said["timestamp"].replace("Z", "+00:00")),
        )
        result = said.get("result", {})
        for name, value in result.get("extensions", {}).items():
            if name.endswith("/progress"):
                _note(seen, who, what, int(100 * value), moment)
        if result.get("completion"):
            lessons[who, what] = min(moment, lessons.get((who, what), moment))
        if "score" in result:
            answered.add((who, what, result["score"]["scaled"], moment))
    found = [*_videos(seen)]
    found += [(who, "lesson_completion", moment) for (who, _), moment in lessons.items()]
    found += [(who, kind, moment) for who, _, _, moment in answered for kind in ("quiz_attempt", "quiz_completion")]
    return Counter(found)


def edx_learning(files: Files) -> Counter[Activity]:
    seen: Seen = {}
    found: list[Activity] = []
    visits: dict[str, list[datetime]] = {}
    enrolled: dict[str, list[datetime]] = {}
    passed: dict[str, list[datetime]] = {}
    for event in _events(files["tracking.log"].decode()):
        who, kind, moment = event["username"], event["event_type"], datetime.fromisoformat(event["time"])
        visits.setdefault(who, []).append(moment)
        if kind.endswith("_video"):
            told = json.loads(event["event"])
            percent = 100 * told["currentTime"] // told["duration"] if told["duration"] else 0
            _note(seen, who, told["id"], 100 if kind == "stop_video" else min(100, percent), moment)
        if kind == "problem_check":
            found += [(who, "quiz_attempt", moment), (who, "quiz_completion", moment)]
        if kind.endswith("activated"):
            enrolled.setdefault(who, []).append(moment)
        if "passed" in kind:
            passed.setdefault(who, []).append(moment)
    found += [
        (who, "course_enrollment", min(enrolled.get(who, visits[who]))) for who in enrolled.keys() | passed.keys()
    ]
    found += [(who, "course_completion", max(moments)) for who, moments in passed.items()]
    return Counter([*found, *_videos(seen)])


def course_enrollments(files: Files) -> Counter[Activity]:
    """Whoever was enrolled twice counts from the first time; so does what became of it."""
    first: dict[tuple[str, str], tuple[datetime, datetime | None]] = {}
    for row in csv.DictReader(io.StringIO(files["enrolments.csv"].decode(), newline="")):
        since, done = (_day(row[name]) for name in ("Enrolled on", "Completion date"))
        known = first.get((row["Full name"], row["Course title"]))
        assert since is not None
        if known is None or since <= known[0]:
            first[row["Full name"], row["Course title"]] = since, done
    found = [(who, "course_enrollment", since) for (who, _), (since, _) in first.items()]
    found += [(who, "course_completion", done) for (who, _), (_, done) in first.items() if done]
    return Counter(found)


def enrollments_and_completions(files: Files) -> Counter[Activity]:
    """The first enrolment counts; whoever has none, and completed the course, was enrolled by then."""
    first: dict[tuple[str, str], datetime] = {}
    done: dict[tuple[str, str], datetime] = {}
    for name, column, days in (
        ("enrollments.csv", "enrollment_date", first),
        ("completions.csv", "completion_date", done),
    ):
        for row in csv.DictReader(io.StringIO(files[name].decode(), newline="")):
            pair = row["user_id"], row["course_id"]
            moment = datetime.fromisoformat(row[column]).replace(tzinfo=ZoneInfo("Europe/Madrid"))
            days[pair] = min(moment, days.get(pair, moment))
    found = [(who, "course_enrollment", since) for (who, _), since in {**done, **first}.items()]
    return Counter(found + [(who, "course_completion", moment) for (who, _), moment in done.items()])


def _day(text: str) -> datetime | None:
    return datetime.strptime(text, "%d %b %Y").replace(tzinfo=ZoneInfo("Europe/Madrid")) if text else None


def lesson_completions(files: Files) -> Counter[Activity]:
    first: dict[tuple[str, str], datetime] = {}
    for row in csv.DictReader(io.StringIO(files["step-activity.csv"].decode(), newline="")):
        if row["last_completed_at"]:
            done = datetime.fromisoformat(row["last_completed_at"].replace(" UTC", "+00:00"))
            first[row["learner_id"], row["step"]] = min(done, first.get((row["learner_id"], row["step"]), done))
    return Counter((who, "lesson_completion", done) for (who, _), done in first.items())


def task_completions(files: Files) -> Counter[Activity]:
    first: dict[tuple[str, str], datetime] = {}
    for row in csv.DictReader(io.StringIO(files["student_progress.csv"].decode(), newline="")):
        if row["status"].lower() == "completed":
            done = datetime.fromisoformat(row["completed_at"] + ":00")
            first[row["user_id"], row["task_id"]] = min(done, first.get((row["user_id"], row["task_id"]), done))
    return Counter((who, "lesson_completion", done) for (who, _), done in first.items())


def _events(text: str) -> Iterator[dict[str, Any]]:
    for line in text.splitlines():
        try:
            yield json.loads(line)
        except ValueError:
            continue


def _note(seen: Seen, who: str, video: str, percent: int, moment: datetime) -> None:
    most, since = seen.get((who, video), (-1, moment))
    if percent > most or (percent == most and moment < since):
        seen[who, video] = percent, moment


def _videos(seen: Seen) -> Iterator[Activity]:
    for (who, _), (percent, moment) in seen.items():
        yield from [(who, "video_progress", moment)] * sum(percent >= quarter for quarter in (25, 50, 75))
        if percent == 100:
            yield who, "video_completion", moment


LEARNING: Mapping[str, Callable[[Files], Counter[Activity]]] = {
    "course_enrollments": course_enrollments,
    "course_enrollments, in two files": enrollments_and_completions,
    "edx_learning": edx_learning,
    "lesson_completions": lesson_completions,
    "lesson_completions, tasks with a status": task_completions,
    "xapi_learning": xapi_learning,
}
"""By shape: how its file is read here."""
