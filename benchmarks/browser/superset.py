"""Superset in an environment of its own: installed and set up once by command, then served beside Atalaya."""

import os
import secrets
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.browser.superset_dashboard import Superset, make
from benchmarks.demo import kept
from benchmarks.pages.serving import wait_for
from tests.ports import free_port

HERE = Path(__file__).parent
REQUIREMENTS = HERE / "requirements-superset.txt"
WORKERS = 2
USER = "benchmark"


@dataclass(frozen=True)
class Environment:
    """Where Superset is installed: its Python environment, and its metadata without a dashboard."""

    directory: Path

    @property
    def programs(self) -> Path:
        """Its commands."""
        return self.directory / "venv" / "bin"

    @property
    def metadata(self) -> Path:
        """Its own database as it is after the installation."""
        return self.directory / "metadata.db"

    @property
    def is_installed(self) -> bool:
        """Whether the installation came to its end."""
        return self.metadata.exists()

    def variables(self, metadata: Path, cache: Path | None = None) -> dict[str, str]:
        """What its processes need to know."""
        secret = (self.directory / "secret").read_text(encoding="utf-8")
        return os.environ | {
            "SUPERSET_CONFIG_PATH": str(HERE / "superset_config.py"),
            "FLASK_APP": "superset.app:create_app()",
            "PYTHONPATH": "",
            "BENCHMARK_SECRET": secret,
            "BENCHMARK_METADATA": str(metadata),
            "BENCHMARK_CACHE": str(cache or ""),
        }


def environment() -> Environment:
    """Where it is, or would be."""
    return Environment(kept() / "superset")


def install() -> None:
    """Installs Superset and sets its metadata up; takes some minutes."""
    found = environment()
    shutil.rmtree(found.directory, ignore_errors=True)
    found.directory.mkdir()
    (found.directory / "secret").write_text(secrets.token_urlsafe(48), encoding="utf-8")
    venv.create(found.directory / "venv", with_pip=True)
    _say(f"Installing Superset into {found.directory} …")
    _run([found.programs / "python", "-m", "pip", "install", "--quiet", "--requirement", REQUIREMENTS], os.environ)
    unfinished = found.directory / "unfinished.db"
    variables, superset = found.variables(unfinished), found.programs / "superset"
    _say("Setting its metadata up …")
    _run([superset, "db", "upgrade"], variables)
    who = ["--username", USER, "--password", USER, "--firstname", USER, "--lastname", USER, "--email", "a@example.org"]
    _run([superset, "fab", "create-admin", *who], variables)
    _run([superset, "init"], variables)
    unfinished.rename(found.metadata)


@contextmanager
def serving(database_url: str) -> Iterator[dict[str, str]]:
    """Two servers, by whether they cache, with the dashboard; says where each shows it."""
    found = environment()
    run = found.directory / "run"
    shutil.rmtree(run, ignore_errors=True)
    run.mkdir()
    shutil.copy(found.metadata, run / "metadata.db")
    with ExitStack() as stack:
        bare = stack.enter_context(_server(found, run / "metadata.db", None))
        address = make(Superset(bare, USER, USER), database_url)
        caching = stack.enter_context(_server(found, run / "metadata.db", run / "cache"))
        yield {"off": address, "on": address.replace(bare, caching)}


@contextmanager
def _server(found: Environment, metadata: Path, cache: Path | None) -> Iterator[str]:
    url = f"http://127.0.0.1:{free_port()}"
    command = [
        str(found.programs / "gunicorn"),
        *("--workers", str(WORKERS), "--worker-class", "gthread", "--threads", "4", "--timeout", "300"),
        *("--bind", url.removeprefix("http://"), "--log-level", "error", "superset.app:create_app()"),
    ]
    log = metadata.with_name(f"{'caching' if cache else 'bare'}.log")
    with (
        log.open("w") as written,
        subprocess.Popen(  # noqa: S603
            command, cwd=found.directory, env=found.variables(metadata, cache), stdout=written, stderr=written
        ) as process,
    ):
        try:
            wait_for(f"{url}/health", process)
            yield url
        finally:
            process.terminate()


def _run(command: list[str | Path], variables: "dict[str, str] | os._Environ[str]") -> None:
    done = subprocess.run(command, env=variables, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
