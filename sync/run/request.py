"""What a run shall do, as pages, command line and clock ask for it."""

from dataclasses import dataclass, field

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

    @property
    def tables(self) -> dict[str, list[str]]:
        """The names of each source's tables."""
        specifications = [source.specification for source in self.sources]
        return {source.name: [table.name for table in source.tables] for source in specifications}


@dataclass(frozen=True)
class Task:
    """What a verification shall do."""

    options: CopyOptions = field(default_factory=CopyOptions)
    repair: bool = False
    keep_archived: bool = False
    """Nothing is judged that production may have archived."""
