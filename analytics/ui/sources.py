"""The sources as a reader meets them: which are connected, and how fresh each is."""

from dataclasses import dataclass
from datetime import datetime

from analytics import operations
from analytics.rows import Row
from analytics.ui import loaders
from db.domains import DOMAINS
from sync.endpoints.connected import connections


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
    asked = {row["source"]: row for row in loaders.ask(operations.freshness).rows}
    shown = [domain.source for domain in DOMAINS if domain.source in asked or domain.source in _expected()]
    return [_state(name, asked.get(name)) for name in shown]


def state_of(source: str) -> SourceState:
    """The state of one source."""
    return next((found for found in states() if found.source == source), _state(source, None))


def origins() -> dict[str, str]:
    """From where each connected source is read: demo, imports or url."""
    return dict(connections({row["source"]: row["origin"] for row in loaders.ask(operations.origins).rows}))


def is_connected(source: str) -> bool:
    """Whether a sync reads this source: it has a URL or imports, or nothing has either and it is simulated."""
    return source in origins()


def is_demo() -> bool:
    """Whether nothing but the demo is connected."""
    return set(origins().values()) == {"demo"}


def _expected() -> set[str]:
    """Sources that a reader looks for: where one is connected for real, the others stand there as not connected."""
    return {domain.source for domain in DOMAINS if not is_demo() or is_connected(domain.source)}


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
