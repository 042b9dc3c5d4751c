"""How a draft's files are read as things stand: which shape they have, which column tells what, and the recipe."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from db.phrase import phrase
from sources.imports import kept
from sources.imports.drafts import Choices, Draft
from sources.imports.errors import ImportRefused
from sources.imports.files import tables
from sources.imports.recipe import Recipe, Section, of_tree, written
from sources.imports.shapes.errors import ShapeDoesNotFit, ShapeNotRecognised
from sources.imports.shapes.matching import Match, match
from sources.imports.shapes.recognition import FALLBACK, ROSTER, Recognised, recognise
from sources.imports.shapes.sample import Sample, sample
from sources.imports.shapes.shape import Shape, shapes

OWN_COLUMNS = "own_columns"
"""What files are called that are tables of a source to the letter."""


@dataclass(frozen=True)
class File:
    """A file that was brought."""

    name: str
    size: int
    refused: str = ""
    """Why it cannot be read."""


@dataclass(frozen=True)
class Asked:
    """A column of a shape: what it tells, and which header has it."""

    role: str
    tells: str
    headers: tuple[str, ...]
    """Those that have it; more than one where cells of several columns tell it."""
    needed: bool
    is_of_several: bool = False
    """Whether it is told by many columns, or by a file's name, so that one may be chosen instead."""
    is_fixed: bool = False
    """Whether the headers themselves tell it, so that none can be chosen."""

    @property
    def is_missing(self) -> bool:
        return self.needed and not self.headers and not self.is_of_several


@dataclass(frozen=True)
class Reading:
    """What is known of a draft's files, and what is still to be said."""

    files: tuple[File, ...]
    shape: str = ""
    title: str = ""
    source: str = ""
    columns: tuple[Asked, ...] = ()
    headers: tuple[str, ...] = ()
    """From which a column can be chosen."""
    recipe: Recipe | None = None
    warnings: tuple[str, ...] = ()
    refused: str = ""
    """Why there is no recipe."""

    @property
    def missing(self) -> tuple[Asked, ...]:
        """Columns that must be chosen first."""
        return tuple(column for column in self.columns if column.is_missing)


def offered() -> Mapping[str, str]:
    """The shapes that files may have, by key what they are called."""
    return {key: shape.title for key, shape in shapes().items() if key != ROSTER and shape.needs}


def reading(draft: Draft) -> Reading:
    """How a draft's files are read."""
    choices = draft.choices
    if choices.shape == OWN_COLUMNS:
        choices = replace(choices, shape="")
    return _reading(draft.id, _signatures(draft.files), choices, draft.base)


def is_of(draft: Draft, recipe: Recipe) -> str:
    """What tells one reading of the same draft from another: recipe and files."""
    return repr((written(recipe), _signatures(draft.files)))


Signature = tuple[str, int, int]


def _signatures(files: Sequence[Path]) -> tuple[Signature, ...]:
    return tuple((path.name, path.stat().st_size, path.stat().st_mtime_ns) for path in files)


def _reading(identity: str, signatures: tuple[Signature, ...], choices: Choices, base: Path) -> Reading:
    files: list[File] = []
    samples: list[Sample] = []
    for signature in signatures:
        found, refused = _samples(identity, signature, base)
        files.append(File(signature[0], signature[1], refused))
        samples += found
    shown = tuple(files)
    if refusals := [file.refused for file in files if file.refused]:
        return Reading(shown, refused=refusals[0])
    if not samples:
        return Reading(shown)
    if choices.again:
        return _again(shown, samples, choices)
    return _recognised(shown, samples, choices)


@lru_cache(maxsize=16)
def _samples(identity: str, signature: Signature, base: Path) -> tuple[tuple[Sample, ...], str]:
    """The beginnings of a file's tables, or why there are none."""
    try:
        return tuple(sample(table) for table in tables(base / signature[0])), ""
    except ImportRefused as error:
        return (), str(error)


def _recognised(files: tuple[File, ...], samples: Sequence[Sample], choices: Choices) -> Reading:
    try:
        found = recognise(samples, choices.shape or None, choices.columns)
        recipe = _recipe(found, files, choices)
    except (ShapeNotRecognised, ShapeDoesNotFit) as error:
        # Whoever looks at the file knows which column tells what.
        asked = choices.shape or FALLBACK
        return _asking(files, samples, asked, choices, str(error))
    except ImportRefused as error:
        return Reading(files, refused=str(error))
    shape = shapes().get(found.shape)
    if shape is None:
        return Reading(files, OWN_COLUMNS, found.title, found.source, recipe=recipe, warnings=found.warnings)
    # Which column tells what stands in the choices.
    recipe = replace(recipe, evidence=())
    main = _main(shape, samples, choices)
    return Reading(
        files,
        found.shape,
        found.title,
        found.source,
        tuple(_columns(main)),
        main.samples[0].header,
        recipe,
        found.warnings,
    )


def _asking(files: tuple[File, ...], samples: Sequence[Sample], asked: str, choices: Choices, refused: str) -> Reading:
    shape = shapes()[asked]
    main = _main(shape, samples, choices)
    columns = tuple(_columns(main))
    if choices.shape and any(column.is_missing for column in columns):
        # What is asked for says it better.
        refused = ""
    return Reading(files, asked, shape.title, shape.source, columns, main.samples[0].header, refused=refused)


def _main(shape: Shape, samples: Sequence[Sample], choices: Choices) -> Match:
    """The files of one header that fit a shape best."""
    groups: dict[tuple[str, ...], list[Sample]] = {}
    for one in samples:
        groups.setdefault(one.header, []).append(one)
    matches = [match(shape, group, choices.columns if choices.shape else None) for group in groups.values()]
    return max(matches, key=lambda found: (found.fulfilled, sum(len(one.rows) for one in found.samples)))


def _columns(found: Match) -> Iterator[Asked]:
    """The columns that a shape asks for, needed ones first; of alternatives the one that was found."""
    needed: dict[str, None] = {}
    for choices in found.shape.choices():
        fitting = next((roles for roles in choices if all(role in found.found for role in roles)), choices[0])
        needed |= dict.fromkeys(fitting)
    for role in [*needed, *(role for role in found.shape.roles if role not in needed)]:
        of = found.shape.roles[role]
        headers = found.found.get(role, ())
        if of.in_headers and not headers:
            # Nobody can say it by choosing one column.
            continue
        several = role in found.found and (of.in_headers or len(headers) != 1)
        yield Asked(role, of.tells or role, headers, role in needed, several, is_fixed=of.in_headers)


def _recipe(found: Recognised, files: Sequence[File], choices: Choices) -> Recipe:
    recipe = of_tree(dict(found.recipe), choices.name or kept.name_from(Path(files[0].name).stem))
    recipe = replace(recipe, evidence=found.evidence, time_zone=choices.time_zone)
    return _as_meant(recipe, choices)


def _as_meant(recipe: Recipe, choices: Choices) -> Recipe:
    """The recipe with what was said of columns that read in several ways."""
    for column, meant in choices.meant.items():
        said = {meant["word"]: meant["format"]}
        recipe = replace(
            recipe,
            sections=tuple(
                replace(section, **said) if column in section.columns else section for section in recipe.sections
            ),
        )
    return recipe


def _again(files: tuple[File, ...], samples: Sequence[Sample], choices: Choices) -> Reading:
    """The recipe of an import that was made, with these files in the place of those that it had."""
    from sources.imports.database import connect
    from sources.imports.imported import remembered_of

    try:
        with connect() as connection:
            known = remembered_of(connection, choices.again)
        sections = _with_files(known.recipe.sections, samples)
    except ImportRefused as error:
        return Reading(files, refused=str(error))
    recipe = replace(known.recipe, name=known.name, sections=sections, time_zone=choices.time_zone or known.time_zone)
    return Reading(files, title=known.name, source=known.source, recipe=_as_meant(recipe, choices))


def _with_files(sections: Sequence[Section], samples: Sequence[Sample]) -> tuple[Section, ...]:
    """The sections with files that were brought: those of the same names, or all in the place of the only ones."""
    there = {one.file for one in samples} | {one.file.partition("[")[0] for one in samples}
    wanted = {file: file.replace("\\", "/").rpartition("/")[2] for section in sections for file in section.files}
    if set(wanted.values()) <= there:
        return tuple(replace(section, files=tuple(wanted[file] for file in section.files)) for section in sections)
    if len({section.files for section in sections}) == 1:
        brought = tuple(dict.fromkeys(one.file for one in samples))
        return tuple(replace(section, files=brought) for section in sections)
    raise ImportRefused(
        phrase("This import reads several files; name them as before: {files}.", files=", ".join(wanted.values()))
    )
