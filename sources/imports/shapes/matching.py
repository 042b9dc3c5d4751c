"""Which columns of a table have a shape's roles, and what its recipe says with them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from sources.imports.shapes.folding import fits, folded
from sources.imports.shapes.kinds import CLOCK, DATES, KINDS, MOST, date_in, is_sure_clock, is_whole_hour, mostly
from sources.imports.shapes.sample import ROWS, Sample
from sources.imports.shapes.shape import PLACE, Role, Shape, choices_of

_NUMBERED = re.compile(r"([^\W\d_]*)[^\w]*_?[0-9]+")
_MARKED = 3
"""Fewer columns of marks are flags of a row, no people."""
_WORDS = ("rows", "where")
"""Parts of a recipe that are no columns: a role that is not found is null there."""


@dataclass(frozen=True)
class Match:
    """A shape as it fits one table, or several of the same header."""

    shape: Shape
    samples: tuple[Sample, ...]
    found: Mapping[str, tuple[str, ...]]
    """The headers of each role that was found; none where the file's name tells it."""
    is_joined: bool = False
    """Whether files of other headers say more of the same."""

    @cached_property
    def fulfilled(self) -> int:
        """How many of the shape's needs are met."""
        return sum(any(map(self._has, choices)) for choices in self.shape.choices())

    @property
    def fits(self) -> bool:
        """Whether it is this shape."""
        return self.fulfilled == len(self.shape.needs)

    @property
    def missing(self) -> tuple[str, ...]:
        """Roles that are needed and not found; of alternatives the first."""
        return tuple(
            next(role for role in choices[0] if role not in self.found)
            for choices in self.shape.choices()
            if not any(map(self._has, choices))
        )

    @property
    def tells_who(self) -> bool:
        """Whether a column, or two, tell who."""
        return any(map(self._has, next(self.shape.choices())))

    @property
    def files(self) -> tuple[str, ...]:
        """Where the rows are."""
        return tuple(sample.file for sample in self.samples)

    def values(self, role: str) -> list[str]:
        """The sampled values of a role's first column."""
        if not self.found.get(role):
            return []
        return [value for sample in self.samples for value in sample.values(self.found[role][0])]

    def sections(self) -> dict[str, dict[str, str]]:
        """What a recipe says of each table; what lacks its roles is left out."""
        return {
            table: section
            for table, template in self._templates.items()
            if (section := self._section(template)) is not None
        }

    @property
    def _templates(self) -> Mapping[str, Mapping[str, Sequence[str]]]:
        return {**self.shape.recipe, **(self.shape.joined if self.is_joined else {})}

    def used(self, tables: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The headers of each role that the recipe of these tables names."""
        named = {
            role
            for table in tables
            for key, alternatives in self._templates[table].items()
            if key != "needs" and (place := self._place(alternatives, partly=key in _WORDS)) is not None
            for role in PLACE.findall(alternatives[place])
        }
        return {role: headers for role, headers in self.found.items() if role in named}

    def _section(self, template: Mapping[str, Sequence[str]]) -> dict[str, str] | None:
        if any(not any(map(self._has, choices)) for choices in choices_of(template.get("needs", ()))):
            return None
        told = {key: self._told(key, alternatives) for key, alternatives in template.items() if key != "needs"}
        if "id" in told and told["id"] is None:
            return None
        if told.get("where") is None:
            told.pop("left_out", None)
        elif len(reasons := template.get("left_out", ())) > 1:
            told["left_out"] = reasons[self._place(template["where"]) or 0]
        return {key: text for key, text in told.items() if text is not None}

    def _told(self, key: str, alternatives: Sequence[str]) -> str | None:
        """The first alternative whose roles are found; of a query alone, what is left of it."""
        if key in _WORDS and len(alternatives) == 1:
            return self._filled(alternatives[0]) if self._partly(alternatives[0]) else None
        place = self._place(alternatives)
        return None if place is None else self._filled(alternatives[place])

    def _place(self, alternatives: Sequence[str], *, partly: bool = False) -> int | None:
        """Which alternative is the first whose roles are found; of one alone, some role is enough."""
        if partly and len(alternatives) == 1:
            return 0 if self._partly(alternatives[0]) else None
        return next((place for place, text in enumerate(alternatives) if self._has(PLACE.findall(text))), None)

    def _partly(self, text: str) -> bool:
        """Whether some role of a query is found: the others are null in it."""
        named = PLACE.findall(text)
        return not named or any(role in self.found for role in named)

    def _has(self, roles: Sequence[str]) -> bool:
        return all(role in self.found for role in roles)

    def _filled(self, text: str) -> str:
        alone = PLACE.fullmatch(text)
        if alone and len(self.found.get(alone[1], ())) == 1 and not self.shape.roles[alone[1]].in_headers:
            return self.found[alone[1]][0]
        return PLACE.sub(lambda place: self._written(place[1]), text)

    def _written(self, name: str) -> str:
        """A role as SQL."""
        if name not in self.found:
            return "null::text"
        role, headers = self.shape.roles[name], self.found[name]
        if role.in_headers:
            return _told_by(role, headers)
        if not headers:
            return f"substring(_file from {_literal(role.file_name)})"
        columns = ['"' + header.replace('"', '""') + '"' for header in headers]
        if role.values == "hours" and mostly(self.values(name), is_whole_hour):
            return f"{columns[0]} || ':00'"
        return columns[0] if len(columns) == 1 else f"coalesce({', '.join(columns)})"


Chosen = Mapping[str, str | None]
"""What somebody has said of roles: which header has one, or that none does."""


def match(shape: Shape, samples: Sequence[Sample], chosen: Chosen | None = None) -> Match:
    """How a shape fits tables that have the same header; what was chosen is not looked for."""
    said = (chosen or {}).items()
    chosen = {role: header for role, header in said if role in shape.roles and not shape.roles[role].in_headers}
    found: dict[str, tuple[str, ...]] = {
        role: (header,) for role, header in chosen.items() if header in samples[0].header
    }
    taken = {header for headers in found.values() for header in headers}
    # A header that fits decides before a column that only looks right.
    for by_header in (True, False):
        for name, role in shape.roles.items():
            if (
                name in found
                or name in chosen
                or (role.beside and role.beside not in found)
                or not (by_header or role.any_header or role.marked)
            ):
                continue
            headers = _found(role, samples, taken, by_header=by_header)
            if headers is None:
                continue
            found[name] = headers
            if not role.shared:
                taken.update(headers)
    fitting = Match(shape, tuple(samples), found)
    entered = {name: None for name in found if name not in chosen and _is_entered(name, fitting)}
    return match(shape, samples, {**dict(said), **entered}) if entered else fitting


def _is_entered(name: str, found: Match) -> bool:
    """Whether a column says when people were entered into a list: its header may, and nobody stands there twice."""
    if not any(fits(header, pattern) for header in found.found[name] for pattern in found.shape.roles[name].entered):
        return False
    people = next((found.values(role) for role in ("who", "number", "name") if found.found.get(role)), [])
    return len(people) > 1 and len(set(people)) == len(people)


def _found(role: Role, samples: Sequence[Sample], taken: set[str], *, by_header: bool) -> tuple[str, ...] | None:
    free = [header for header in samples[0].header if header not in taken or role.shared]
    if role.dated_headers:
        return _dated(free)
    if role.numbered_headers:
        numbered = [header for header in _fitting(role, free, samples) if _NUMBERED.match(header)]
        return tuple(dict.fromkeys(numbered)) if len(numbered) > 1 else None
    if role.marked:
        marked = [] if by_header else [header for header in free if _looks_right(role, header, samples)]
        return tuple(marked) if len(marked) >= _MARKED else None
    if by_header:
        fitting = tuple(dict.fromkeys(_fitting(role, free, samples)))
    else:
        fitting = tuple(
            header
            for header in free
            if not _excluded(role, header) and _looks_right(role, header, samples, is_named=False)
        )
        fitting = fitting if len(fitting) == 1 else ()
    if fitting:
        return fitting if role.every else fitting[:1]
    if role.file_name and all(re.search(role.file_name, sample.file) for sample in samples):
        return ()
    return None


def _fitting(role: Role, free: Sequence[str], samples: Sequence[Sample]) -> Iterator[str]:
    for pattern in role.headers:
        for header in free:
            if fits(header, pattern) and not _excluded(role, header) and _looks_right(role, header, samples):
                yield header


def _excluded(role: Role, header: str) -> bool:
    return any(fits(header, pattern) for pattern in role.not_headers)


def _looks_right(role: Role, header: str, samples: Sequence[Sample], *, is_named: bool = True) -> bool:
    if not (role.repeats or role.differs or role.values):
        return True
    values = list(islice((value for sample in samples for value in sample.values(header)), ROWS))
    if role.repeats and len(set(values)) == len(values):
        return False
    if role.differs and len(set(values)) < MOST * len(values):
        return False
    if not role.values:
        return True
    if isinstance(role.values, str):
        # Without a name that says so, numbers such as 9.30 are no hours.
        return mostly(values, is_sure_clock if role.values == "clocks" and not is_named else KINDS[role.values])
    return any(fits(value, pattern) for value in {folded(value) for value in values} for pattern in role.values)


def _dated(headers: Sequence[str]) -> tuple[str, ...] | None:
    """The columns whose headers hold dates of the kind that most have."""
    by_kind: dict[str, list[str]] = {}
    for header in headers:
        if kind := date_in(header):
            by_kind.setdefault(kind, []).append(header)
    most = max(by_kind.values(), key=len, default=[])
    return tuple(most) if len(most) > 1 else None


def _told_by(role: Role, headers: Sequence[str]) -> str:
    """What a query asks headers for: a pattern of them, or the headers themselves."""
    if role.marked:
        return f"array[{', '.join(map(_literal, headers))}]"
    pattern = _dates_of(headers) if role.dated_headers else _numbers_of(headers)
    return _literal(f"(?i){pattern}")


def _dates_of(headers: Sequence[str]) -> str:
    """A regular expression for what all these headers hold: with it a later file's further columns are found, too."""
    return rf"{DATES[date_in(headers[0])]}(?:[T, ]+{CLOCK})?"


def _numbers_of(headers: Sequence[str]) -> str:
    """The same for headers that begin with a word and a number."""
    words = dict.fromkeys(found[1] for header in headers if (found := _NUMBERED.match(header)))
    return f"^(?:{'|'.join(words)})[^[:alnum:]]*[0-9]+"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
