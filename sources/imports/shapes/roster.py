"""A file that tells more of the same people: it joins the import in which they do something."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from sources.imports.shapes.folding import fits, folded
from sources.imports.shapes.matching import Match
from sources.imports.shapes.sample import Sample

_PEOPLE = {"students": "student_id", "profiles": "student_id", "User": "userId"}
"""Tables of people, and how others name one."""

_TITLES = (
    *(
        "course name",
        "course title",
        "nombre del curso",
        "título del curso",
        "nombre curso",
        "nama kursus",
        "nome do curso",
    ),
    *("title", "name", "título", "nombre", "judul", "nama", "nome"),
)

_SHARE = 0.5
"""So many of a roster's people, or of those who do something, must be the other file's."""


@dataclass(frozen=True)
class Roster:
    """A roster, and the column by which its people are known."""

    match: Match

    @property
    def files(self) -> Sequence[str]:
        return self.match.files

    def added(self, recipe: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, str]]]:
        """The sections that it fills better than the import alone."""
        for table, section in self.match.sections().items():
            if table not in _PEOPLE or table not in recipe:
                continue
            if len(section) >= len([key for key in recipe[table] if key not in ("from", "where", "left_out", "rows")]):
                yield table, section


def joined(roster: Match, main: Match) -> Roster | None:
    """The roster, where its people are the import's; None where it is none, or of other people."""
    people = set(main.values("who"))
    who = _same_people(roster.samples, people, main.found.get("who", ()))
    if who is None:
        return None
    found = {role: tuple(name for name in headers if name != who) for role, headers in roster.found.items()}
    kept = {role: headers for role, headers in found.items() if headers}
    matched = replace(roster, found={**kept, "who": (who,)})
    return Roster(matched) if len(matched.found) > 1 else None


def _same_people(samples: Sequence[Sample], people: set[str], headers: Sequence[str]) -> str | None:
    """The column that holds the import's people: that of the same values, else that of the same name."""
    folded_people = {folded(person) for person in people}
    same = {folded(header) for header in headers}
    if all(map(str.isdecimal, people)) and not _is_list_of(samples, same):
        # Numbers from one on are in every table.
        return _named(samples, same)
    best, shared = None, 0.0
    for header in samples[0].header:
        values = {folded(value) for sample in samples for value in sample.values(header)}
        smaller = min(len(values), len(folded_people))
        share = len(values & folded_people) / smaller if smaller else 0.0
        if share > shared:
            best, shared = header, share
    if shared >= _SHARE:
        return best
    return _named(samples, same)


def _named(samples: Sequence[Sample], same: set[str]) -> str | None:
    return next((header for header in samples[0].header if folded(header) in same), None)


def _is_list_of(samples: Sequence[Sample], same: set[str]) -> bool:
    """Whether a file is called by what a column counts: students.csv has those of student_id."""
    name = folded(PurePosixPath(samples[0].file.replace("\\", "/")).stem)
    words = {re.sub("^(?:id|cod)|id$", "", header) for header in same}
    return any(word and word in name for word in words)


@dataclass(frozen=True)
class Titles:
    """A file that names courses."""

    file: str
    id: str
    title: str


def titles(groups: Sequence[Sequence[Sample]], main: Match) -> Titles | None:
    """The file in which the import's courses have titles: a row for each, with the same column, or named by it."""
    same = {folded(header) for header in main.found.get("course", ())}
    courses = {folded(course) for course in main.values("course")}
    for group in groups if courses else ():
        [sample, *more] = group
        title = next((header for pattern in _TITLES for header in sample.header if fits(header, pattern)), None)
        own = _named(group, same) or ("id" if "id" in sample.header and _is_list_of(group, same) else None)
        values = [folded(value) for value in sample.values(own or "")]
        is_key = len(values) == len(set(values)) and 2 * len(courses & set(values)) >= min(len(courses), len(values))
        if title and own and own != title and not more and is_key:
            return Titles(sample.file, own, title)
    return None
