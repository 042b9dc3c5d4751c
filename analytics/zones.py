"""On whose clock a schema's days are counted, as its function `time_zone()` says."""

import re
from functools import cache

from db.derived import SQL

_ZONE = re.compile(r"return '(?P<zone>[\w/]+)'")


@cache
def zone_of(schema: str) -> str:
    """The zone in which a schema's views count days: what its function `time_zone()` returns, UTC where it has none."""
    file = SQL / schema / "time_zone.sql"
    found = _ZONE.search(file.read_text(encoding="utf-8")) if file.exists() else None
    return found["zone"] if found else "UTC"
