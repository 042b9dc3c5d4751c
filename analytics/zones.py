"""On whose clock a schema's days are counted."""

from analytics import rules
from db.domains import DOMAINS

_SOURCES = {domain.derived_schema: domain.source for domain in DOMAINS if domain.source != "classwaves"}
"""Hours of live classrooms are rolled up in UTC, whatever zone people see them in."""


def zone_of(schema: str) -> str:
    """The zone in which a schema's views count days: the rule of its source, UTC where none decides."""
    source = _SOURCES.get(schema)
    return str(rules.value(f"{source}.time_zone")) if source else "UTC"
