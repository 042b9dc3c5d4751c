"""The process of the embedded server: found, launched, ended. Knows processes and files, and no SQL.

Its keeper imports this and nothing else of ours, so that it stays small.
"""

import hashlib
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import psutil

PATIENCE_SECONDS = 60.0
"""How long a server that is told to end may take to write down what it holds."""

_FIRST_SECONDS = 1


def find(directory: Path) -> psutil.Process | None:
    """The process that serves a data directory; None where there is none, or only what is left of one."""
    process = _noted(directory)
    try:
        return process if process and str(directory) in process.cmdline() else None
    except psutil.Error:
        return None


def socket_directory(directory: Path) -> str | None:
    """Where the server listens; None until it does."""
    lines = _lines(directory)
    return lines[4] if len(lines) > 4 else None


def launch(directory: Path, sockets: Path, programs: Path, user: str | None) -> None:
    """Starts a server, and waits a moment until it is ready or has failed; a recovery may take longer.

    What a killed one has left working is ended before: the new one would find its memory in use.
    """
    for left in _left_over(directory):
        with suppress(psutil.Error):
            left.send_signal(signal.SIGQUIT)
    psutil.wait_procs(_left_over(directory), PATIENCE_SECONDS)
    _remove_stale_locks(directory, sockets)
    options = f"-h '' -k '{sockets}' -c cluster_name={_cluster_name(directory)}"
    command = [str(programs / "pg_ctl"), "start", "--wait", f"--timeout={_FIRST_SECONDS}", f"--pgdata={directory}"]
    command += [f"--log={directory / 'log'}", f"--options={options}"]
    quiet = subprocess.DEVNULL
    subprocess.run(command, check=False, stdin=quiet, stdout=quiet, stderr=quiet, cwd="/", user=user)  # noqa: S603


def stop(directory: Path) -> None:
    """Ends the server: sessions are cut, what is committed is written down. No server is no failure."""
    process = find(directory)
    if process is None:
        return
    for how in (signal.SIGINT, signal.SIGQUIT):
        with suppress(psutil.NoSuchProcess):
            process.send_signal(how)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while find(directory) == process and time.monotonic() < deadline:
            time.sleep(0.02)


def _noted(directory: Path) -> psutil.Process | None:
    """The process whose number a server left, whatever it is by now."""
    try:
        return psutil.Process(int(_lines(directory)[0]))
    except (IndexError, ValueError, psutil.Error):
        return None


def _remove_stale_locks(directory: Path, sockets: Path) -> None:
    """Postgres takes whatever process has the number of the dead one for a server, even one that nobody has buried.

    That is how it stays in a container whose first process buries nobody.
    """
    process = _noted(directory)
    with suppress(psutil.Error):
        if process and (process.status() == psutil.STATUS_ZOMBIE or process.name() != "postgres"):
            (directory / "postmaster.pid").unlink(missing_ok=True)
            (sockets / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def _lines(directory: Path) -> list[str]:
    try:
        return (directory / "postmaster.pid").read_text().splitlines()
    except OSError:
        return []


def _cluster_name(directory: Path) -> str:
    """What its processes bear in their titles."""
    return "atalaya_" + hashlib.sha256(str(directory).encode()).hexdigest()[:12]


def _left_over(directory: Path) -> list[psutil.Process]:
    title = f"postgres: {_cluster_name(directory)}:"
    processes = psutil.process_iter(["cmdline"])
    return [process for process in processes if " ".join(process.info["cmdline"] or ()).startswith(title)]
