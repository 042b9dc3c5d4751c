"""One student's life while it is being lived: what is open, and the rows that it leaves behind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from sources.demo.chance import between, draws, uuid
from sources.demo.history import History, Values, Version, edited
from sources.demo.production import World
from sources.demo.timeline import traps
from sources.demo.timeline.catalogue import Course
from sources.demo.timeline.people import Instructor, Student, teaching
from sources.demo.timeline.traps import Edit


@dataclass
class Record:
    """A row that changes while the life goes on; it is written at the end."""

    table: str
    began: str
    began_at: datetime
    values: Values
    edits: list[Edit] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.values["id"])

    def history(self) -> History:
        """Every version."""
        return edited(self.began_at, self.values, self.edits, created=self.began, updated="updated_at")


@dataclass
class Goal:
    """A goal while it is open."""

    record: Record
    proofs_wanted: int
    proofs: int = 0


@dataclass
class Life:
    """Where a student stands; `rows` is what is written already."""

    of: World
    student: Student
    random: Random
    coach: Instructor
    course: Course | None = None
    enrollment: Record | None = None
    taken: set[str] = field(default_factory=set)
    percents: dict[str, int] = field(default_factory=dict)
    skipped: set[str] = field(default_factory=set)
    progress: dict[str, list[Version]] = field(default_factory=dict)
    goal: Goal | None = None
    goals_set: int = 0
    current_goal: list[Edit] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    rows: list[tuple[str, History]] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    @classmethod
    def begin(cls, of: World, student: Student) -> "Life":
        random = draws(of.seed, "life", student.key)
        return cls(of, student, random, random.choice(teaching(of, student.registered_at)))

    def key(self, table: str) -> str:
        """The key of the student's next row of a table."""
        number = self.numbers[table] = self.numbers.get(table, 0) + 1
        return uuid(self.of.seed, table, self.student.key, number)

    def record(self, table: str, began: str, moment: datetime, values: Values) -> Record:
        """Begins a row that will change."""
        found = Record(table, began, moment, {"id": self.key(table), "student_id": self.student.id, **values})
        self.records.append(found)
        return found

    def write(self, table: str, dated: str, moment: datetime, values: Values, edits: Iterable[Edit] = ()) -> None:
        """Leaves a row; now and then it reaches production hours or days after its own date."""
        row: Values = {"id": self.key(table), "student_id": self.student.id, **values, dated: moment}
        later = sorted(edits, key=lambda edit: edit[0])
        arrives_at = moment
        if traps.happens(self.random, "recorded late"):
            arrives_at += between(self.random, 0.1, 4)
        for edited_at, changes in later:
            if edited_at > arrives_at:
                break
            if changes is None:
                return
            row |= changes
        self.rows.append((table, edited(arrives_at, row, later, created="arrived_at", updated="updated_at")))
