"""Atalaya's own runs: a fresh warehouse, and each action in a process of its own."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.sync.production import NAMES, Production
from benchmarks.sync.servers import Server
from db.migrate import migrate
from db.settings import PROJECT
from db.warehouse import Warehouse
from sync.specifications import source_named

DATABASE = "warehouse"


@dataclass(frozen=True)
class Run:
    """What one run took and did."""

    seconds: float
    until_ended: float
    """Until its rows and facts were there and the run said so; the quality report follows."""
    parts: dict[str, float]
    peak_mb: float
    changed: int = 0


@dataclass(frozen=True)
class Atalaya:
    """A warehouse on its server, fed by a production."""

    production: Production
    server: Server

    def migrate(self) -> None:
        """Makes the warehouse anew, empty."""
        migrate(Warehouse(self.server.fresh(DATABASE)))
        self.server.settle()

    def sync(self) -> Run:
        """One sync of both sources."""
        return self._run("sync")

    def verify(self) -> Run:
        """One comparison of every row."""
        return self._run("verify")

    def command(self, name: str) -> float:
        """Seconds that `atalaya NAME` takes as a process, from its start to its end."""
        urls = {source_named(source).setting: url for source, url in self.production.urls.items()}
        with tempfile.TemporaryDirectory(prefix="atalaya-benchmark-") as data:
            environment = {
                **os.environ,
                **urls,
                "ATALAYA_WAREHOUSE_URL": self.server.url(DATABASE),
                "ATALAYA_DATA_DIR": data,
            }
            began = time.monotonic()
            subprocess.run(  # noqa: S603  the program is this project's own
                [sys.executable, "-m", "cli", name], cwd=PROJECT, env=environment, check=True, capture_output=True
            )
            return time.monotonic() - began

    def writings(self) -> tuple[int, int]:
        """Changes when anything is written to a replicated table: where every row lies, and rows ever written."""
        total = 0
        with self.server.connect(DATABASE) as connection:
            for name in NAMES:
                source = source_named(name)
                for table in source.tables:
                    row = connection.execute(
                        "select coalesce(sum(hashtextextended(concat(ctid, ' ', xmin, ' ', xmax), 0)), 0) "
                        f'from {source.schema}."{table.name}"'.encode()
                    ).fetchone()
                    total += int(row[0]) if row else 0
            written = connection.execute(
                "select sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint from pg_stat_user_tables "
                "where schemaname in ('public', 'academy', 'ngeshare', 'mgmt')"
            ).fetchone()
        return total, int(written[0]) if written else 0

    def _run(self, action: str) -> Run:
        called = subprocess.run(  # noqa: S603  the program is this project's own
            [
                sys.executable,
                "-m",
                "benchmarks.sync.child",
                action,
                self.server.url(DATABASE),
                json.dumps(self.production.urls),
            ],
            cwd=PROJECT,
            check=True,
            stdout=subprocess.PIPE,
        )
        found: dict[str, Any] = json.loads(called.stdout)
        if found["status"] != "succeeded":
            raise RuntimeError(f"The {action} was to succeed: {found['message']}")
        return Run(found["seconds"], found["until_ended"], found["parts"], found["peak_mb"], found.get("changed", 0))
