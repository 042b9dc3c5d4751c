"""The sources as a reader meets them: which are connected, and how fresh each is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from analytics import operations
from analytics.rows import Row, rows
from analytics.ui import loaders
from db.settings import settings
from sources import demo
from sync.endpoints.connected import is_demo
from sync.specifications import SOURCES

SOURCE_OF: Mapping[str, str] = MappingProxyType({source.derived_schema: source.name for source in SOURCES})
"""The source that a domain's pages draw from."""


@dataclass(frozen=True)
class SourceState:
    """How fresh a source is: `state` is fresh, late, stale, never or not_connected."""

    source: str
    state: str
    fresh_at: datetime | None = None
    late_after: int | None = None
    stale_after: int | None = None
    failed: bool = False
    message: str | None = None

    @property
    def worries(self) -> bool:
        """Whether somebody should look."""
        return self.failed or self.state in {"late", "stale"}


def states() -> list[SourceState]:
    """Every source that was ever synced, is connected, or could be."""
    asked = {row["source"]: row for row in rows(loaders.recent(operations.freshness))}
    shown = [source.name for source in SOURCES if source.name in asked or source.name in _expected()]
    return [_state(name, asked.get(name)) for name in shown]


def state_of(domain: str) -> SourceState:
    """The state of the source that a domain's pages draw from."""
    name = SOURCE_OF[domain]
    return next((found for found in states() if found.source == name), _state(name, None))


def is_connected(source: str) -> bool:
    """Whether a sync reads this source: it has a URL, or nothing has one and it is simulated."""
    return source in demo.EVERY_SOURCE if is_demo() else bool(settings().source_url(source))


def _expected() -> set[str]:
    """Sources that a reader looks for: where one is connected for real, the others stand there as not connected."""
    return {source.name for source in SOURCES if not is_demo() or is_connected(source.name)}


def _state(name: str, freshness: Row | None) -> SourceState:
    if freshness is None:
        return SourceState(name, "never" if is_connected(name) else "not_connected")
    return SourceState(
        name,
        freshness["state"],
        freshness["fresh_at"],
        freshness["warn_after_seconds"],
        freshness["error_after_seconds"],
        not freshness["validated"],
        freshness["message"],
    )
