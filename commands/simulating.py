"""`atalaya demo`: fills the demo source."""

from datetime import UTC, datetime

from commands.terminal import notes
from db.migrate import migrated
from sources import demo as demo_source
from sync.endpoints.connected import demo_url


def demo(scale: float, seed: int, as_of: datetime | None) -> None:
    """Simulates an organisation."""
    migrated()
    until = as_of.replace(tzinfo=UTC) if as_of else None
    summary = demo_source.fill(demo_url(), scale=scale, seed=seed, as_of=until)
    notes.print(f"The demo source lives until {summary.lived_until:%Y-%m-%d %H:%M} UTC; run `atalaya sync` next.")
