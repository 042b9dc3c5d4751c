"""From files on the desk to a recipe that nobody had to write."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from db.phrase import phrase
from sources.imports.errors import EmptyFile
from sources.imports.files import expand, tables
from sources.imports.recipe import Recipe, of_tree
from sources.imports.shapes.recognition import recognise
from sources.imports.shapes.sample import Sample, sample


def drafted(files: Sequence[str], base: Path, name: str, as_shape: str = "") -> Recipe:
    """The recipe that follows from the shape of files; a folder stands for the files in it.

    Raises ImportRefused where files are missing or cannot be read, where no shape, or more than one, fits them.
    """
    samples = samples_of(files, base)
    filled = [one for one in samples if one.rows]
    if samples and not filled:
        raise EmptyFile(phrase("{files} has a header and no rows.", files=", ".join(one.file for one in samples)))
    recognised = recognise(filled, as_shape or None)
    recipe = of_tree(dict(recognised.recipe), name)
    empty = [
        phrase("{file} is left out: it has a header and no rows.", file=one.file) for one in samples if not one.rows
    ]
    return replace(recipe, evidence=(*recognised.evidence, *empty))


def samples_of(files: Sequence[str], base: Path) -> list[Sample]:
    """The beginnings of all tables that files hold."""
    return [one for file in files for path in _files(file, base) for one in _samples(path)]


def _files(file: str, base: Path) -> list[Path]:
    folder = base / Path(file).expanduser()
    return expand(str(folder / "*"), base) if folder.is_dir() else expand(file, base)


def _samples(path: Path) -> list[Sample]:
    """The beginnings of a file's tables, named so that the recipe finds them from any folder."""
    whole = str(path.resolve())
    return [replace(one, file=whole + one.file.removeprefix(path.name)) for one in map(sample, tables(path))]
