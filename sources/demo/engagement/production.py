"""The academy production as a database: its tables, parents before children."""

from pathlib import Path

from sources.demo.engagement import simulation
from sources.demo.engagement.seasons import GUAYAQUIL
from sources.demo.production import Production
from sources.demo.writer import Table

SCHEMA = "academy"
BRANCHES = Table("branches", ("id", "name", "city", "created_at", "updated_at"), schema=SCHEMA)
KIOSKS = Table("kiosks", ("id", "branch_id", "label", "created_at"), schema=SCHEMA)
STUDENTS = Table(
    "students",
    (
        "id", "full_name", "email", "phone", "level", "branch_id", "last_seen_at", "created_at", "updated_at",
        "deleted_at",
    ),
    schema=SCHEMA,
)  # fmt: skip
LEVEL_EXAMS = Table("level_exams", ("id", "student_id", "level", "score", "created_at"), schema=SCHEMA)
CHECK_INS = Table(
    "check_ins",
    ("id", "student_id", "kiosk_id", "method", "created_at", "updated_at", "checked_in_at", "checked_out_at"),
    schema=SCHEMA,
)

ACADEMY = Production(
    name="academy",
    zone=GUAYAQUIL,
    directory=Path(__file__).parent,
    extra_tables=(BRANCHES, KIOSKS, LEVEL_EXAMS),
    copied_tables=(STUDENTS, CHECK_INS),
    changes=simulation.changes,
    write_order=(BRANCHES, KIOSKS, STUDENTS, LEVEL_EXAMS, CHECK_INS),
)
