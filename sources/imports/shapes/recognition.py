"""Which shape files have, and the recipe that follows: the shape that needs most of their columns, else a question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from db.phrase import phrase
from sources.imports.shapes.errors import SeveralShapes, UnknownShape
from sources.imports.shapes.folding import folded
from sources.imports.shapes.kinds import has_hour, is_moment, is_sure_clock, mostly
from sources.imports.shapes.matching import Chosen, Match, match
from sources.imports.shapes.own_columns import own_columns
from sources.imports.shapes.refusals import refused
from sources.imports.shapes.roster import joined, titles
from sources.imports.shapes.sample import Sample
from sources.imports.shapes.shape import Shape, shapes
from sources.imports.targets import targets

FALLBACK = "event_log"
"""What is asked about files that are nothing by themselves: who, and when."""

ROSTER = "roster"
"""The shape that no import has alone."""


@dataclass(frozen=True)
class Use:
    """What a column tells."""

    file: str
    header: str
    role: str
    tells: str


@dataclass(frozen=True)
class Recognised:
    """What files are, and how they are read."""

    shape: str
    title: str
    source: str
    recipe: Mapping[str, Any]
    """The recipe as TOML has it: `source`, and a table for each table that is filled. `from` may be a list."""
    evidence: tuple[str, ...]
    warnings: tuple[str, ...]
    uses: tuple[Use, ...]
    unused: Mapping[str, tuple[str, ...]]
    """By file the columns that nothing is made of."""
    candidates: tuple[str, ...]
    """Other shapes that the files have, too."""


def recognise(samples: Sequence[Sample], as_shape: str | None = None, chosen: Chosen | None = None) -> Recognised:
    """What the files of one import are; `as_shape` names the shape instead, `chosen` the columns of its roles.

    Raises SeveralShapes where it cannot be told, ShapeNotRecognised, NoPersonTold or NoMomentTold where it is none, and
    UnknownShape or ShapeDoesNotFit where a shape is named that is not there, or that they have not.
    """
    groups = _by_header(samples)
    if as_shape is None and (own := own_columns(groups)) and not _are_lists_beside(own, groups):
        return _of_own(own, groups)
    asked = _asked(as_shape) if as_shape else None
    if asked and asked.key == FALLBACK and chosen:
        asked = _anew(groups, chosen) or asked
    if asked and not asked.needs:
        return _without_files(asked)
    fitting = [list(_fitting(group, asked, chosen if asked else None)) for group in groups]
    main, others = _main(groups, fitting, asked)
    return _told(main, others, groups)


def _are_lists_beside(own: Mapping[str, Any], groups: Sequence[Sequence[Sample]]) -> bool:
    """Whether the tables of a source are lists alone, of people or courses, and another file has what was done."""
    if any(targets(own["source"])[table].needed for table in own if table != "source"):
        return False
    return any(any(_fitting(group, None, None)) for group in groups if group[0].file not in _read(own))


def _by_header(samples: Sequence[Sample]) -> list[tuple[Sample, ...]]:
    """Files that belong together: those with the same header."""
    groups: dict[tuple[str, ...], list[Sample]] = {}
    for sample in samples:
        groups.setdefault(sample.header, []).append(sample)
    return [tuple(group) for group in groups.values()]


def _asked(name: str) -> Shape:
    if found := shapes().get(name.strip().replace("-", "_").replace(" ", "_").casefold()):
        return found
    raise UnknownShape(
        phrase("There is no shape {name}; there are {known}.", name=name, known=", ".join(sorted(shapes())))
    )


def _anew(groups: Sequence[Sequence[Sample]], chosen: Chosen) -> Shape | None:
    """The shape of files that were nothing before somebody said what some columns tell; it has all of these."""
    if any(any(_fitting(group, None, None)) for group in groups):
        return None
    said = {header for header in chosen.values() if header}
    found = [
        fitting
        for group in groups
        for fitting in _fitting(group, None, chosen)
        if said <= {header for headers in fitting.found.values() for header in headers}
    ]
    return max(found, key=_rank).shape if found else None


def _fitting(group: Sequence[Sample], asked: Shape | None, chosen: Chosen | None) -> Iterator[Match]:
    """The shapes that a table has, the likeliest first: general ones last, then by how many columns they need."""
    found = [
        candidate
        for shape in ([asked] if asked else shapes().values())
        if (asked or shape.offered) and shape.key != ROSTER and (candidate := match(shape, group, chosen)).fits
    ]
    weaker = {key for candidate in found for key in candidate.shape.preferred_to}
    yield from sorted(found, key=lambda candidate: (*_rank(candidate), candidate.shape.key not in weaker), reverse=True)


def _rank(found: Match) -> tuple[bool, int]:
    return not found.shape.general, len(found.shape.needs)


def _main(
    groups: Sequence[Sequence[Sample]], fitting: Sequence[Sequence[Match]], asked: Shape | None
) -> tuple[Match, list[Match]]:
    """The table that is imported, and the other shapes that it has."""
    if not any(fitting):
        raise refused(groups, asked)
    best = max(_rank(found[0]) for found in fitting if found)
    leading = [found for found in fitting if found and _rank(found[0]) == best]
    [first, *more] = sorted(leading, key=lambda found: _weight(found[0]), reverse=True)
    different = {found[0].shape.title for found in more} - {first[0].shape.title}
    weaker = {key for found in first for key in found.shape.preferred_to}
    tied = [found.shape for found in first if _rank(found) == best and found.shape.key not in weaker]
    if len(tied) > 1 or different:
        raise SeveralShapes(
            phrase(
                "{files} may be {shapes}. Say which: --as {key}.",
                files=", ".join(sample.file for group in groups for sample in group),
                shapes=phrase(
                    "{first} or {last}", first=", ".join(shape.title for shape in tied[:-1]), last=tied[-1].title
                )
                if len(tied) > 1
                else ", ".join(sorted({first[0].shape.title, *different})),
                key=tied[0].key,
            )
        )
    return _with_joined(_with_alike(first[0], groups), groups), list(first[1:])


def _weight(found: Match) -> tuple[int, int]:
    """The table of most rows leads; where others may join it, that which tells most."""
    return len(found.found) if found.shape.joined_by else 0, sum(len(sample.rows) for sample in found.samples)


def _with_alike(main: Match, groups: Sequence[Sequence[Sample]]) -> Match:
    """Files of other headers join of which the same recipe comes: a sheet a month, an export with one column more."""
    sections = main.sections()
    alike = [
        sample
        for group in groups
        if group[0].file in main.files or ((other := match(main.shape, group)).fits and other.sections() == sections)
        for sample in group
    ]
    return replace(main, samples=tuple(alike))


def _with_joined(main: Match, groups: Sequence[Sequence[Sample]]) -> Match:
    """Files of the same shape join that tell what the main one does not: when somebody completed a course."""
    for group in groups if main.shape.joined_by else ():
        other = match(main.shape, group)
        more = {role: headers for role, headers in other.found.items() if role not in main.found}
        same = all(main.found.get(role) == other.found.get(role) for role in main.shape.joined_by)
        if group[0].file not in main.files and other.fits and same and more:
            samples = (*main.samples, *other.samples)
            main = replace(main, samples=samples, found={**main.found, **more}, is_joined=True)
    return main


def _told(main: Match, others: Sequence[Match], groups: Sequence[Sequence[Sample]]) -> Recognised:
    rest = [group for group in groups if group[0].file not in main.files]
    recipe: dict[str, Any] = {"source": main.shape.source}
    for table, section in main.sections().items():
        recipe[table] = {"from": _from(main.files), **section}
    matches = [(main, main.used(main.sections()))]
    for group in rest:
        roster = joined(match(shapes()[ROSTER], group), main)
        if roster and (added := dict(roster.added(recipe))):
            recipe.update({table: {"from": _from(roster.files), **section} for table, section in added.items()})
            matches = [(found, used) for found, used in matches if found is main or set(found.files) & _read(recipe)]
            matches.append((roster.match, roster.match.used(added)))
    named = titles(rest, main) if "courses" in targets(main.shape.source) and "courses" not in recipe else None
    if named:
        recipe["courses"] = {"from": named.file, "id": named.id, "title": named.title}
    left = [group for group in rest if group[0].file not in _read(recipe)]
    return Recognised(
        main.shape.key,
        main.shape.title,
        main.shape.source,
        recipe,
        (
            *(said for found, used in matches for said in _evidence(found, used)),
            *(
                [phrase("{file}: {header} tells the titles of courses.", file=named.file, header=named.title)]
                if named
                else []
            ),
            *_unread_hours(main),
            *(_why_left_out(group, main) for group in left),
        ),
        tuple(_warnings(main)),
        tuple(use for found, used in matches for use in _uses(found, used)),
        {
            sample.file: tuple(
                header for header in sample.header if header not in {*chain.from_iterable(used.values())}
            )
            for found, used in matches
            for sample in {one.header: one for one in reversed(found.samples)}.values()
        },
        tuple(found.shape.key for found in others),
    )


def _read(recipe: Mapping[str, Any]) -> set[str]:
    """The files that a recipe reads."""
    return {file for section in recipe.values() if isinstance(section, dict) for file in _listed(section["from"])}


def _from(files: Sequence[str]) -> str | list[str]:
    return files[0] if len(files) == 1 else list(files)


def _uses(found: Match, used: Mapping[str, Sequence[str]]) -> Iterator[Use]:
    for role, headers in used.items():
        tells = found.shape.roles[role].tells or role
        for header in headers or (phrase("the file's name"),):
            yield Use(found.files[0], header, role, tells)


def _evidence(found: Match, used: Mapping[str, Sequence[str]]) -> Iterator[str]:
    yield phrase("{files}: {title}.", files=", ".join(found.files), title=found.shape.title)
    for use in _uses(found, used):
        yield phrase("{header} tells {role}.", header=use.header, role=use.tells)


def _why_left_out(group: Sequence[Sample], main: Match | None = None) -> str:
    files = ", ".join(sample.file for sample in group)
    own = next(_fitting(group, None, None), None)
    if own:
        return phrase("{files} is left out: {title}. Import it by itself.", files=files, title=own.shape.title)
    same = {
        folded(header) for role in ("who", "course", "lesson") for header in (main.found if main else {}).get(role, ())
    }
    if match(shapes()[ROSTER], group).found.keys() & {"who", "name"} or same & {*map(folded, group[0].header)}:
        return phrase("{files} is left out: its columns are not used.", files=files)
    return phrase("{files} is left out: no page shows what it holds.", files=files)


def _warnings(main: Match) -> Iterator[str]:
    moments = [value for role in ("when", "day") for value in main.values(role) if is_moment(value)]
    dated = [
        header
        for role in main.shape.roles
        if main.shape.roles[role].dated_headers
        for header in main.found.get(role, ())
    ]
    clocks = main.found.get("clock") or main.found.get("clock_in")
    if (moments or dated) and not clocks and not any(map(has_hour, [*moments, *dated])):
        yield phrase("The dates have no hours: the pages show no heatmap and no parts of the day.")
    if "enrolled" in main.shape.roles and not main.found.keys() & {"enrolled", "started"}:
        yield phrase("Nothing tells when people were enrolled: the day of completion stands for it.")


def _unread_hours(main: Match) -> Iterator[str]:
    """Columns that would say when, if their names said of what: silence would be taken for no hours."""
    named = {header for headers in main.found.values() for header in headers}
    for header in main.samples[0].header:
        values = [value for sample in main.samples for value in sample.values(header)]
        if header not in named and mostly(values, is_sure_clock):
            yield phrase(
                "{header} holds hours, and its name does not say of what: nothing is made of it.", header=header
            )


def _without_files(asked: Shape) -> Recognised:
    """The recipe of a shape that reads a database."""
    recipe: dict[str, Any] = {"source": asked.source}
    for table, template in asked.recipe.items():
        recipe[table] = {key: alternatives[0] for key, alternatives in template.items()}
    return Recognised(
        asked.key, asked.title, asked.source, recipe, (phrase("{title}.", title=asked.title),), (), (), {}, ()
    )


def _of_own(own: Mapping[str, Any], groups: Sequence[Sequence[Sample]]) -> Recognised:
    named = {file: table for table, section in own.items() if table != "source" for file in _listed(section["from"])}
    return Recognised(
        "own_columns",
        phrase("Tables of {source}", source=own["source"]),
        own["source"],
        own,
        (
            *(phrase("{file}: the table {table}.", file=file, table=table) for file, table in named.items()),
            *(_why_left_out(group) for group in groups if group[0].file not in named),
        ),
        (),
        (),
        {
            group[0].file: tuple(
                header for header in group[0].header if header not in own[named[group[0].file]].values()
            )
            for group in groups
            if group[0].file in named
        },
        (),
    )


def _listed(files: str | list[str]) -> list[str]:
    return [files] if isinstance(files, str) else files
