"""The courses of the study groups that were imported: a new organisation has others than the rules say at first."""

from collections.abc import Mapping
from typing import Any

import psycopg

from db.statements import statements_beside

_SQL = statements_beside(__file__)


def courses(connection: psycopg.Connection, source: str) -> tuple[Mapping[str, Any], ...]:
    """Courses with their episodes, in the order in which their groups begin to meet; none for other sources."""
    rows = connection.execute(_SQL["courses"]).fetchall() if source == "ngeshare" else []
    return tuple({"name": name, "episodes": episodes} for name, episodes in rows)
