"""Random classrooms around a few hours, with every boundary of the rules: full hours, no end, no start, two schools."""

from datetime import UTC, datetime, timedelta
from math import inf, nan
from random import Random
from typing import Any

from psycopg import sql

from tests.factories import Connection
from tests.oracle.classroom.oracle import Classrooms, Row

FIRST = datetime(2026, 6, 1, 8, tzinfo=UTC)
SPAN_HOURS = 12
SCHOOLS = ("s1", "s2", "s3")
ZONES = (
    *("UTC", "America/Chicago", "Asia/Kathmandu"),
    *("america/chicago", "posix/America/Chicago", "Etc/Nowhere", "CST6", "+05:00", "localtime", " UTC", ""),
)
TEACHERS = ("t1", "t2", "t3")
STUDENTS = ("a", "b", "c", "d")
PARENTS_FIRST = (
    "schools",
    "sessions",
    "session_groups",
    "participants",
    "session_metrics",
    "guidance_events",
    "ai_analyses",
    "resource_usage",
)
MAKES_UP = {"sessions": 5, "session_groups": 6, "participants": 12, "session_metrics": 14, "guidance_events": 8,
            "ai_analyses": 6, "resource_usage": 6}  # fmt: skip


class Chance:
    """Draws rows; half of all moments are full hours or their last microsecond."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.drawn = 0

    def key(self) -> str:
        self.drawn += 1
        return f"{self.random.randrange(100):02}-{self.drawn}"

    def moment(self) -> datetime:
        hour = FIRST + timedelta(hours=self.random.randrange(-2, SPAN_HOURS + 2))
        offsets = (timedelta(), timedelta(microseconds=-1), timedelta(minutes=self.random.randrange(60)))
        return hour + self.random.choice((*offsets, offsets[2]))

    def maybe(self, value: Any, missing: float = 0.25) -> Any:
        return None if self.random.random() < missing else value

    def score(self) -> float | None:
        """A reading: on the scale of a rate or of a score, at the ends of both, or on none."""
        drawn = (self.random.uniform(0, 1), self.random.uniform(0, 1), self.random.uniform(0, 100))
        ends = (0.0, 1.0, 100.0, -0.001, 1.001, 100.001, nan, inf, -inf)
        number = self.maybe(self.random.choice((*(round(each, 3) for each in drawn * 4), *ends)), 0.2)
        return None if number is None else float(number)

    def row(self, table: str, rooms: Classrooms) -> Row:
        sessions = rooms.of("sessions")
        of_session = {"session_id": self.random.choice(sessions)["id"]} if sessions else {}
        return {"id": self.key(), **_DRAW[table](self, rooms, of_session)}


def _session(chance: Chance, _: Classrooms, __: Row) -> Row:
    started = chance.moment()
    ended = chance.random.choice((started + timedelta(minutes=chance.random.randrange(200)), chance.moment(), None))
    return {
        "school_id": chance.random.choice(SCHOOLS[:2]),
        "teacher_id": chance.random.choice(TEACHERS),
        "title": "Fractions",
        "configured_at": started,
        "started_at": chance.maybe(started, 0.15),
        "ended_at": ended,
        "updated_at": started,
    }


def _participant(chance: Chance, rooms: Classrooms, of_session: Row) -> Row:
    groups = [group["id"] for group in rooms.of("session_groups")]
    joined = chance.moment()
    left = chance.random.choice((joined + timedelta(minutes=chance.random.randrange(90)), chance.moment(), None))
    return {
        **of_session,
        "group_id": chance.maybe(chance.random.choice(groups)) if groups else None,
        "student_id": chance.random.choice(STUDENTS),
        "joined_at": joined,
        "left_at": left,
    }


_DRAW = {
    "sessions": _session,
    "participants": _participant,
    "session_groups": lambda chance, _, of_session: {
        **of_session,
        "created_at": chance.moment(),
        "ready_at": chance.maybe(chance.moment()),
    },
    "session_metrics": lambda chance, _, of_session: {
        **of_session,
        "measured_at": chance.maybe(chance.moment(), 0.05),
        **{
            column: chance.score()
            for column in (
                *("session_quality", "engagement_score", "participation_rate", "collaboration_score"),
                *("audio_quality", "connection_stability", "response_time_ms", "latency_ms"),
            )
        },
        "requests": chance.random.choice((0, 0, 10, 250)),
        "errors": chance.random.randrange(4),
        "websocket_connections": chance.random.randrange(30),
    },
    "guidance_events": lambda chance, _, of_session: {
        **of_session,
        "kind": chance.random.choice(("prompt_generated", "prompt_used", "intervention", "alert", "nudge")),
        "occurred_at": chance.maybe(chance.moment(), 0.05),
    },
    "ai_analyses": lambda chance, _, of_session: {
        **of_session,
        "finished_at": chance.maybe(chance.moment(), 0.05),
        "processing_seconds": round(chance.random.uniform(0, 30), 3),
        "succeeded": chance.random.random() < 0.7,
    },
    "resource_usage": lambda chance, _, __: {
        "school_id": chance.random.choice(SCHOOLS[:2]),
        "recorded_at": chance.maybe(chance.moment(), 0.05),
        "transcription_minutes": round(chance.random.uniform(0, 60), 3),
        "storage_gb": round(chance.random.uniform(0, 9), 3),
        "compute_cost": round(chance.random.uniform(0, 5), 3),
    },
}


def random_classrooms(seed: int) -> Classrooms:
    """Two schools that teach and one that does nothing."""
    chance, rooms = Chance(seed), Classrooms()
    for school in SCHOOLS:
        rooms.of("schools").append({"id": school, "name": school, "time_zone": chance.random.choice(ZONES)})
    for table, most in MAKES_UP.items():
        for _ in range(chance.random.randrange(most + 1)):
            if table in {"sessions", "resource_usage"} or rooms.of("sessions"):
                rooms.of(table).append(chance.row(table, rooms))
    return rooms


def load(connection: Connection, rooms: Classrooms) -> None:
    for table in PARENTS_FIRST:
        insert(connection, table, rooms.of(table))


def insert(connection: Connection, table: str, rows: list[Row]) -> None:
    for row in rows:
        statement = sql.SQL("insert into {} ({}) values ({})").format(
            sql.Identifier("classwaves", table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join([sql.Placeholder()] * len(row)),
        )
        connection.execute(statement, list(row.values()))


def change(connection: Connection, rooms: Classrooms, seed: int, place: int) -> None:
    """Rows that come late, that become others, that leave: in the warehouse and in the oracle's rows alike."""
    chance = Chance(seed)
    chance.drawn = 1000 + 1000 * place
    tables = PARENTS_FIRST[1:]
    for table in chance.random.sample(tables, 3):
        if not rooms.of("sessions") and table not in {"sessions", "resource_usage"}:
            continue
        match chance.random.choice(("late", "changed", "changed", "deleted")):
            case "late":
                new = [chance.row(table, rooms)]
                insert(connection, table, new)
                rooms.of(table).extend(new)
            case "changed":
                _redraw(connection, rooms, table, chance)
            case _:
                _delete(connection, rooms, table, chance)


def _redraw(connection: Connection, rooms: Classrooms, table: str, chance: Chance) -> None:
    for row in chance.random.sample(rooms.of(table), min(2, len(rooms.of(table)))):
        fresh = {column: value for column, value in chance.row(table, rooms).items() if column != "id"}
        column = chance.random.choice(list(fresh))
        changed = fresh if chance.random.random() < 0.3 else {column: fresh[column]}
        connection.execute(
            sql.SQL("update {} set {} where id = {}").format(
                sql.Identifier("classwaves", table),
                sql.SQL(", ").join(
                    sql.SQL("{} = {}").format(sql.Identifier(name), sql.Placeholder()) for name in changed
                ),
                sql.Placeholder(),
            ),
            [*changed.values(), row["id"]],
        )
        row.update(changed)


def _delete(connection: Connection, rooms: Classrooms, table: str, chance: Chance) -> None:
    """Children leave before their parents, as a sync removes them."""
    if not rooms.of(table):
        return
    gone = chance.random.choice(rooms.of(table))["id"]
    for child in reversed(PARENTS_FIRST):
        lost = [
            row["id"]
            for row in rooms.of(child)
            if (child == table and row["id"] == gone)
            or (table == "sessions" and row.get("session_id") == gone)
            or (table == "session_groups" and row.get("group_id") == gone)
        ]
        if lost and child != table and table == "session_groups":
            for row in rooms.of(child):
                row["group_id"] = None if row["id"] in lost else row["group_id"]
            connection.execute("update classwaves.participants set group_id = null where id = any(%s)", [lost])
            continue
        # A group that goes with its session may still be named by a stay in another session.
        if child == "session_groups" and lost:
            for row in rooms.of("participants"):
                row["group_id"] = None if row["group_id"] in lost else row["group_id"]
            connection.execute("update classwaves.participants set group_id = null where group_id = any(%s)", [lost])
        if lost:
            connection.execute(
                sql.SQL("delete from {} where id = any(%s)").format(sql.Identifier("classwaves", child)), [lost]
            )
        rooms.tables[child] = [row for row in rooms.of(child) if row["id"] not in lost]
