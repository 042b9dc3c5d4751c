"""The few rows of the very rarest kinds, at every scale: accounts and check-ins that a test left behind.

The accounts are soft-deleted or not created yet, so that none of them counts anywhere.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sources.demo.chance import identifier
from sources.demo.history import History, Values
from sources.demo.production import World

FAR_AHEAD = datetime(2099, 1, 1, 15, 0, tzinfo=UTC)
LONG_AGO = datetime(1970, 1, 1, 13, 0, tzinfo=UTC)
BEFORE_COMPUTERS = datetime(1999, 12, 31, 14, 0, tzinfo=UTC)
TWO_HOURS = timedelta(hours=2)


def rows(of: World) -> Iterator[tuple[str, History]]:
    """Each row with its table; it is there from the beginning."""
    tested_at = of.founded_at + timedelta(days=1, hours=15)
    for key, changes in {
        "tomorrow": {"created_at": FAR_AHEAD},
        "clock": {"updated_at": FAR_AHEAD, "deleted_at": tested_at},
        "import": {"created_at": BEFORE_COMPUTERS, "deleted_at": tested_at},
    }.items():
        values: Values = {"id": _id(of, key), "full_name": f"Prueba {key}", "level": "A1"}
        yield "students", [(tested_at, values | {"created_at": tested_at, "updated_at": tested_at} | changes)]
    for student, starts_at in (("tomorrow", tested_at), ("clock", FAR_AHEAD), ("clock", LONG_AGO)):
        check_in: Values = {
            "id": _id(of, f"{student}/{starts_at:%Y}"),
            "student_id": _id(of, student),
            "checked_in_at": starts_at,
            "checked_out_at": starts_at + TWO_HOURS,
            "method": "DESK",
            "created_at": tested_at,
            "updated_at": tested_at,
        }
        yield "check_ins", [(tested_at, check_in)]


def _id(of: World, key: str) -> str:
    return identifier(of.seed, "planted", key)
