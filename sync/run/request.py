"""What a run shall do, as pages, command line and clock ask for it."""

from dataclasses import dataclass

from sync.endpoints.connected import ConnectedSource
from sync.merge.load import CopyOptions


@dataclass(frozen=True)
class Request:
    """Which sources, on whose behalf, and how every table is treated."""

    sources: tuple[ConnectedSource, ...]
    origin: str = "command line"
    full: bool = False
    forced: bool = False
    repaired_days: int | None = None

    @property
    def options(self) -> CopyOptions:
        return CopyOptions(self.full, self.forced, self.repaired_days)

    @property
    def names(self) -> list[str]:
        """The sources' names."""
        return [source.specification.name for source in self.sources]
