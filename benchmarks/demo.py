"""The demo at some scale behind Atalaya's pages: filled and copied once, kept for the next run, brought to the present.

It lies outside the repository, in the folder for temporary files (`TMPDIR`), beside whatever else a benchmark keeps.
"""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import fasteners

from db import migrations
from db.domains import DOMAINS
from db.embedded import start
from db.settings import PROJECT, setting_name

FILLED = ".filled"
"""What says that the first sync succeeded."""


def kept() -> Path:
    """The folder of what benchmarks keep."""
    folder = Path(tempfile.gettempdir()) / f"atalaya-benchmarks-{os.geteuid()}"
    # As root the embedded server runs as another user.
    folder.mkdir(mode=0o755, exist_ok=True)
    return folder


@dataclass(frozen=True)
class Demo:
    """A warehouse that holds the demo, by the data directory of its embedded server."""

    directory: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process needs to know that works on it."""
        others = ("warehouse_url", "read_url", "basic_auth", "hosts", *(domain.url_setting for domain in DOMAINS))
        return os.environ | dict.fromkeys(map(setting_name, others), "") | {"ATALAYA_DATA_DIR": str(self.directory)}

    def url(self) -> str:
        """Where the warehouse is; its server runs from now on until this process ends."""
        return start(self.directory / "postgres").url("atalaya")

    def command(self, *arguments: str, **settings: str) -> None:
        """A command of Atalaya, with other settings where any are named; what it says is shown where it fails."""
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-m", "cli", *arguments],
            cwd=PROJECT,
            env=self.environment | settings,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            sys.exit(f"atalaya {' '.join(arguments)} failed:\n{done.stdout}{done.stderr}")


def filled(scale: float) -> Demo:
    """The demo at this scale, whose organisations live to this minute; takes a minute for each scale once."""
    # A warehouse of a later version would be refused by an earlier one that is measured again.
    demo = Demo(kept() / f"demo-{scale:g}-{migrations.known()[-1].number:04}")
    demo.directory.mkdir(mode=0o755, exist_ok=True)
    filled_before = demo.directory / FILLED
    with fasteners.InterProcessLock(demo.directory / ".filling"):
        demo.url()
        if not filled_before.exists():
            demo.command("demo", "--scale", f"{scale:g}")
        demo.command("sync")
        filled_before.touch()
    return demo
