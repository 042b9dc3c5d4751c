"""dlt and sling with the same rows, where another interpreter has them (`requirements-others.txt`)."""

import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.sync.production import HERE, NAMES, Production
from benchmarks.sync.replicas import Replica, create_whole
from benchmarks.sync.servers import Server
from sync.specifications import source_named

DATABASE = "others"
_FIND_SLING = "import sling_linux_amd64; print(sling_linux_amd64.SLING_BIN)"


@dataclass(frozen=True)
class Tool:
    """Another tool in one of its modes; `load` brings what is new, the first time everything."""

    name: str
    load: Callable[[], float]
    repeats: bool
    """Whether a second load brings only what changed."""


@dataclass(frozen=True)
class Others:
    """The other tools, fed by the same production into a database on the warehouse's server."""

    production: Production
    server: Server
    python: Path
    tables: list[Replica]

    @contextmanager
    def tool(self, name: str) -> Iterator[Tool]:
        """A tool with an empty target."""
        product, mode = name.split(" ")
        self.server.fresh(DATABASE)
        with tempfile.TemporaryDirectory(prefix="atalaya-benchmark-") as directory:
            if product == "dlt":
                yield Tool(name, lambda: self._dlt(Path(directory), mode), mode == "merge")
            else:
                if mode == "incremental":
                    with self.server.connect(DATABASE) as connection:
                        create_whole(connection, self.tables)
                self.server.settle()
                yield Tool(name, lambda: self._sling(Path(directory), mode), mode == "incremental")

    def _dlt(self, directory: Path, mode: str) -> float:
        job = {
            "disposition": mode,
            "directory": str(directory / "pipelines"),
            "destination": _with_host(self.server.url(DATABASE)),
            "sources": {
                name: {
                    "url": _with_host(self.production.urls[name], "+psycopg2"),
                    "schema": source_named(name).schema,
                    "tables": self._tables(name),
                }
                for name in NAMES
            },
        }
        (directory / "job.json").write_text(json.dumps(job), encoding="utf-8")
        printed = self._run(directory, [self.python, HERE / "dlt_load.py", directory / "job.json"])
        return float(printed.split()[-1])

    def _sling(self, directory: Path, mode: str) -> float:
        sling = self._run(directory, [self.python, "-c", _FIND_SLING]).strip()
        took = 0.0
        for name in NAMES:
            schema = source_named(name).schema
            streams = {
                f'{schema}."{table["name"]}"': {
                    "object": f'{schema if mode == "incremental" else "own"}."{table["name"]}"',
                    "mode": mode,
                    "primary_key": ["id"],
                    "update_key": table["cursor"],
                    "select": table["columns"],
                }
                for table in self._tables(name)
            }
            options = {"column_casing": "source", "add_new_columns": False, "adjust_column_type": False}
            job = {"source": "FROM", "target": "TO", "defaults": {"target_options": options}, "streams": streams}
            (directory / f"{name}.json").write_text(json.dumps(job), encoding="utf-8")
            began = time.monotonic()
            self._run(
                directory,
                [sling, "run", "-r", directory / f"{name}.json"],
                FROM=self.production.urls[name].replace("postgres:@", "postgres:none@") + "&sslmode=disable",
                TO=self.server.url(DATABASE).replace("postgres:@", "postgres:none@") + "&sslmode=disable",
            )
            took += time.monotonic() - began
        return took

    def _tables(self, source: str) -> list[dict[str, Any]]:
        columns = {table.name: table.columns for table in self.tables}
        return [
            {
                "name": table.name,
                "cursor": table.cursor,
                "columns": columns[f'{source_named(source).schema}."{table.name}"'].replace('"', "").split(", "),
            }
            for table in source_named(source).tables
        ]

    def _run(self, directory: Path, command: list[Any], **environment: str) -> str:
        quiet = {"RUNTIME__DLTHUB_TELEMETRY": "false", "SLING_DISABLE_TELEMETRY": "true"}
        home = {"DLT_DATA_DIR": str(directory), "SLING_HOME_DIR": str(directory)}
        done = subprocess.run(  # noqa: S603  both are what the caller named
            command, cwd=directory, env={**os.environ, **quiet, **home, **environment}, capture_output=True, text=True
        )
        if done.returncode:
            raise RuntimeError(" ".join((done.stderr or done.stdout).split())[-300:])
        return done.stdout


def _with_host(url: str, driver: str = "") -> str:
    """dlt insists on a host and a password; the socket's directory, which follows, is what counts."""
    return url.replace("postgresql://postgres:@/", f"postgresql{driver}://postgres:none@localhost:5432/")
