"""The two productions: how they are made, and what happens in them between two syncs."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.sync.servers import Server
from sources.demo.curriculum.production import NGESHARE as DEMO_NGESHARE
from sync.endpoints.connected import ConnectedSource
from sync.specifications import source_named

HERE = Path(__file__).parent
NAMES = ("ngeshare", "academy")


@dataclass(frozen=True)
class Production:
    """Both production databases on one server."""

    server: Server

    @property
    def urls(self) -> dict[str, str]:
        """Where each source is, by its name."""
        return {name: self.server.url(name) for name in NAMES}

    def fill(self) -> None:
        """Makes both databases, and keeps them for `restore`."""
        for name in NAMES:
            self.server.fresh(_kept(name))
            with self.server.connect(_kept(name)) as connection:
                connection.execute("set client_min_messages = warning")
                if name == "ngeshare":
                    DEMO_NGESHARE.create_tables(connection)
                connection.execute(_script(f"{name}.sql"))
            with self.server.connect(_kept(name)) as connection:
                connection.execute("vacuum analyze")

    def restore(self) -> None:
        """Brings both back to where they were, so that every repetition meets the same rows."""
        for name in NAMES:
            self.server.copy(_kept(name), name)
        self.server.settle()

    def live_on(self, times: int = 1) -> int:
        """Lets 1,500 rows change, or a multiple; returns how many did."""
        changed = 0
        for name in NAMES:
            with self.server.connect(name) as connection:
                row = connection.execute(_script(f"{name}_changes.sql").replace(b":times", b"%d" % times)).fetchone()
                changed += int(row[0]) if row else 0
        return changed

    def rows(self) -> dict[str, int]:
        """Rows per copied table."""
        found = {}
        for name in NAMES:
            source = source_named(name)
            with self.server.connect(name) as connection:
                for table in source.tables:
                    row = connection.execute(f'select count(*) from {source.schema}."{table.name}"'.encode()).fetchone()
                    found[f"{name} {table.name}"] = int(row[0]) if row else 0
        return found


def connected(urls: dict[str, str]) -> tuple[ConnectedSource, ...]:
    """The sources as a sync wants them."""
    return tuple(ConnectedSource(source_named(name), url) for name, url in urls.items())


def _kept(name: str) -> str:
    return f"{name}_kept"


def _script(name: str) -> bytes:
    return (HERE / name).read_bytes()
