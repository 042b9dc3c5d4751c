"""Recipes that were imported are kept as files, so that they can be read, changed and imported again."""

import re
import unicodedata
from pathlib import Path

from db.settings import settings
from sources.imports.recipe import Recipe, written

LONGEST_NAME = 40


def directory() -> Path:
    """Where recipes are kept, below the data directory."""
    return settings().data_dir / "imports"


def path_of(name: str) -> Path:
    """The file of a recipe."""
    return directory() / f"{name}.toml"


def keep(recipe: Recipe) -> Path:
    """Writes a recipe down; answers with its file."""
    path = path_of(recipe.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(written(recipe), encoding="utf-8")
    return path


def forget(name: str) -> None:
    """Takes a recipe's file away, if it is there."""
    path_of(name).unlink(missing_ok=True)


def name_from(text: str) -> str:
    """A name that an import may have, made of a file's."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].strip("-") or "import"
