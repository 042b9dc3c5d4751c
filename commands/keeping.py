"""`atalaya migrate`, `backup` and `restore`: the warehouse as a whole."""

import signal
from pathlib import Path

from commands.terminal import notes
from db.backup import write_backup
from db.migrate import Rules, migrated
from db.restore import restored


def migrate() -> None:
    """Brings the warehouse up to date."""
    migrated(Rules.OF_FILE)
    notes.print("The warehouse is up to date.")


def backup(file: Path) -> None:
    """Writes the warehouse into a file."""
    here = migrated()
    # Whoever ends the process means what Ctrl-C means: the unfinished file goes with it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    size = write_backup(here, file)
    notes.print(f"{file} holds the warehouse, in {size:,} bytes; keep it as safe as the warehouse.", soft_wrap=True)


def restore(file: Path, *, replace: bool) -> None:
    """Brings a backup back."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    restored(file, replace=replace)
    notes.print("The warehouse is as it was; the next sync brings what has changed since.")
