"""What somebody has brought and not imported yet: files and how to read them, in a folder that only its id names.

So a reload in the middle finds everything again, and two people have two drafts. Nobody guesses an id.
"""

import json
import os
import re
import secrets
import shutil
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, BinaryIO

from db.phrase import phrase
from sources.imports import kept
from sources.imports.errors import ImportRefused

HOURS = 24
"""After so long whoever comes next throws a draft away."""

_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_NO_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\[\]]+')
_LONGEST_NAME = 120


class NoSuchDraft(ImportRefused):
    """The draft was imported, thrown away, or is a day old."""


@dataclass(frozen=True)
class Choices:
    """What somebody has said of the files; empty: what follows from them."""

    shape: str = ""
    columns: Mapping[str, str | None] = field(default_factory=dict)
    """By role of the shape: the header, None for no column."""
    time_zone: str = ""
    meant: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """By column that reads in several ways: the question, as a work asked it, and the `format` that was chosen."""
    name: str = ""
    again: str = ""
    """The import whose recipe is taken, instead of a shape's."""


@dataclass(frozen=True)
class Draft:
    """A folder of files and choices."""

    id: str
    folder: Path

    @property
    def base(self) -> Path:
        """Where its files are, from which the paths of its recipe begin."""
        return self.folder / "files"

    @property
    def files(self) -> list[Path]:
        """By name."""
        return sorted(path for path in self.base.glob("*") if path.is_file()) if self.base.is_dir() else []

    @property
    def choices(self) -> Choices:
        """What was said of them."""
        return Choices(**self.said("choices"))

    def choose(self, choices: Choices) -> None:
        """Keeps what is said of them."""
        self.say("choices", asdict(choices))

    def add(self, name: str, content: BinaryIO) -> None:
        """Takes a file in; one of the same name is replaced, and no name leads out of the folder."""
        plain = _NO_NAME.sub("_", name.replace("\\", "/").rpartition("/")[2]).strip(" .")[-_LONGEST_NAME:]
        self.base.mkdir(parents=True, exist_ok=True)
        arriving = self.folder / f"arriving {secrets.token_hex(4)}"
        with arriving.open("wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
        arriving.replace(self.base / (plain or "file"))
        self._touch()

    def remove(self, name: str) -> None:
        """Takes a file out again."""
        for path in self.files:
            if path.name == name:
                path.unlink(missing_ok=True)
        self._touch()

    def say(self, what: str, said: Mapping[str, Any]) -> None:
        """Keeps something under a name; readers see what was there, or all of it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        arriving = self.folder / f"arriving {secrets.token_hex(4)}"
        arriving.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        arriving.replace(self.folder / f"{what}.json")
        self._touch()

    def said(self, what: str) -> dict[str, Any]:
        """What was kept under a name; empty where nothing was."""
        try:
            found: dict[str, Any] = json.loads((self.folder / f"{what}.json").read_text(encoding="utf-8"))
        except (FileNotFoundError, NotADirectoryError, json.JSONDecodeError):
            return {}
        return found

    def unsay(self, what: str) -> None:
        """Forgets what was kept under a name."""
        (self.folder / f"{what}.json").unlink(missing_ok=True)

    def empty(self, *, but: str) -> None:
        """Deletes all but what was kept under a name."""
        for path in [*self.folder.iterdir()]:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name != f"{but}.json":
                path.unlink(missing_ok=True)

    def delete(self) -> None:
        """Throws it away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _touch(self) -> None:
        with suppress(OSError):
            os.utime(self.folder)


def begin(choices: Choices | None = None) -> Draft:
    """A new draft."""
    draft = _named(secrets.token_urlsafe(16))
    # Nobody but the server's user reads what people bring.
    draft.folder.mkdir(mode=0o700, parents=True)
    draft.choose(choices or Choices())
    return draft


def draft_of(identity: str) -> Draft:
    """The draft of an id. Raises NoSuchDraft."""
    if _ID.fullmatch(identity):
        found = _named(identity)
        if found.folder.is_dir():
            return found
    raise NoSuchDraft(phrase("There is no such draft any longer: drafts are kept for a day. Bring the files again."))


def chosen(draft: Draft, **changes: Any) -> Choices:
    """The choices of a draft with some of them changed, which are kept, too."""
    choices = replace(draft.choices, **changes)
    draft.choose(choices)
    return choices


def delete_old() -> None:
    """Throws drafts of yesterday away."""
    before = time.time() - HOURS * 3600
    for folder in _directory().glob("*"):
        with suppress(OSError):
            if folder.stat().st_mtime < before:
                shutil.rmtree(folder, ignore_errors=True)


def _named(identity: str) -> Draft:
    return Draft(identity, _directory() / identity)


def _directory() -> Path:
    return kept.directory() / "drafts"
