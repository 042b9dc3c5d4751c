"""Random study centres and what happens to them: all that the contract calls bad input, and then some."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from tests.oracle.engagement.academy import (
    Academy,
    CheckIn,
    Connection,
    Student,
    delete,
    write_check_ins,
    write_students,
)

LEVELS = ("A1", "A2", "B1", None)
DAYS_AGO = (0, 0, 1, 2, 5, 6, 7, 8, 12, 13, 14, 15, 28, 29, 30, 31, 60, 88, 89, 90, 91, 120, 179, 180, 181, 400, -1, -3)
TIMES = (
    time(0),
    time(0, 0, 0, 1),
    time(1, 30),
    time(2, 15),
    time(7, 59, 59),
    time(8),
    time(11, 30),
    time(16, 59, 59, 999999),
    time(19, 45),
    time(23, 50),
)
STAYS: tuple[timedelta | None, ...] = (
    *(timedelta(minutes=30), timedelta(minutes=95, microseconds=7), timedelta(hours=5, seconds=29)),
    *(timedelta(seconds=29, microseconds=999999), timedelta(hours=9), timedelta(hours=16)),
    *(timedelta(hours=16, microseconds=1), timedelta(days=3), timedelta(0), timedelta(minutes=-5), None),
    *(timedelta(hours=1), timedelta(hours=3, minutes=40), timedelta(hours=24), timedelta(hours=48)),
)


@dataclass
class RandomAcademy:
    """A study centre around a day, in Python and in the warehouse."""

    chance: Random
    today: date
    connection: Connection
    zone: str = "America/Guayaquil"
    days_ago: tuple[int, ...] = DAYS_AGO
    academy: Academy = field(default_factory=Academy)
    _made: int = 0

    def found(self, students: int, visits: int) -> None:
        """Writes the first rows."""
        self._write([self._student() for _ in range(students)], [])
        self._write([], [row for row in (self._check_in() for _ in range(visits)) if row])

    def happen(self) -> None:
        """What one sync may bring: statements in any order, each with rows of any age."""
        for happening in self.chance.sample(
            [self._arrive, self._edit, self._vanish, self._place, self._leave, self._register_otherwise, self._go], 3
        ):
            happening()

    def _arrive(self) -> None:
        """New check-ins and changed ones in one upsert; a new student too."""
        self._write([self._student()], [])
        news = [row for row in (self._check_in() for _ in range(4)) if row]
        self._write([], news + [self._changed(row) for row in self._some_check_ins(2)])

    def _edit(self) -> None:
        self._write([], [self._changed(row) for row in self._some_check_ins(4)])

    def _vanish(self) -> None:
        gone = [row.id for row in self._some_check_ins(3)]
        delete(self.connection, "check_ins", gone)
        for key in gone:
            del self.academy.check_ins[key]

    def _place(self) -> None:
        self._write([replace(row, level=self.chance.choice(LEVELS)) for row in self._some_students(2)], [])

    def _leave(self) -> None:
        """Soft deletes, and some undone."""
        left = [
            replace(row, deleted_at=None if row.deleted_at else datetime(2026, 1, 1, tzinfo=UTC))
            for row in self._some_students(2)
        ]
        self._write(left, [])

    def _register_otherwise(self) -> None:
        self._write([replace(row, created_at=self._moment(), full_name="Otra") for row in self._some_students(2)], [])

    def _go(self) -> None:
        """A student leaves for good, with all check-ins, which leave first."""
        for student in self._some_students(1):
            rows = [row.id for row in self.academy.check_ins.values() if row.student_id == student.id]
            delete(self.connection, "check_ins", rows)
            delete(self.connection, "students", [student.id])
            for key in rows:
                del self.academy.check_ins[key]
            del self.academy.students[student.id]

    def _write(self, students: list[Student], check_ins: list[CheckIn]) -> None:
        write_students(self.connection, students)
        write_check_ins(self.connection, check_ins)
        self.academy.students |= {row.id: row for row in students}
        self.academy.check_ins |= {row.id: row for row in check_ins}

    def _student(self) -> Student:
        key = self._key("s")
        deleted_at = datetime(2026, 1, 1, tzinfo=UTC) if self.chance.random() < 0.1 else None
        return Student(key, f"Student {key}", self.chance.choice(LEVELS), self._moment(), deleted_at)

    def _check_in(self) -> CheckIn | None:
        if not self.academy.students:
            return None
        student = self.chance.choice(list(self.academy.students))
        return self._changed(CheckIn(self._key("c"), student, self._moment(), None))

    def _changed(self, row: CheckIn) -> CheckIn:
        came = self._moment() if row.checked_out_at is None or self.chance.random() < 0.4 else row.checked_in_at
        student = self.chance.choice(list(self.academy.students)) if self.chance.random() < 0.1 else row.student_id
        stay = self.chance.choice(STAYS)
        return replace(
            row, student_id=student, checked_in_at=came, checked_out_at=stay if stay is None else came + stay
        )

    def _moment(self) -> datetime:
        day = self.today - timedelta(days=self.chance.choice(self.days_ago))
        return datetime.combine(
            day, self.chance.choice(TIMES).replace(fold=self.chance.choice((0, 1))), ZoneInfo(self.zone)
        ).astimezone(UTC)

    def _some_students(self, count: int) -> list[Student]:
        return self._some(self.academy.students, count)

    def _some_check_ins(self, count: int) -> list[CheckIn]:
        return self._some(self.academy.check_ins, count)

    def _some(self, rows: dict[str, Any], count: int) -> list[Any]:
        return self.chance.sample(list(rows.values()), min(count, len(rows)))

    def _key(self, kind: str) -> str:
        self._made += 1
        return f"{kind}{self._made}"
