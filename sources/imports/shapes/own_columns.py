"""Files that have a source's own columns: the header says which table each is, and its name where two would do."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from db.domains import DOMAINS
from sources.imports.shapes.folding import folded
from sources.imports.shapes.sample import Sample
from sources.imports.targets import Target, targets

_SHARE = 2 / 3
"""So many of a file's columns must be the table's."""

_SHEET = re.compile(r"\[([^\]]+)\]$")


@dataclass(frozen=True)
class _Own:
    """A file that is a table."""

    table: str
    files: tuple[str, ...]
    columns: Mapping[str, str]
    """By column of the table the file's."""
    named: bool
    """Whether the file bears the table's name."""
    whole: bool
    """Whether it has the table's key, what the table needs, and nothing else."""

    @property
    def is_certain(self) -> bool:
        return self.named or (self.whole and len(self.columns) > 2)


def own_columns(groups: Sequence[Sequence[Sample]]) -> dict[str, Any] | None:
    """The recipe of files of which one at least is a table of a source to the letter; None where none is."""
    found = {domain.source: list(_of_source(domain.source, groups)) for domain in DOMAINS}
    certain = {source: sum(own.is_certain for own in owned) for source, owned in found.items()}
    best = max(certain, key=lambda source: (certain[source], len(found[source])))
    if not certain[best]:
        return None
    recipe: dict[str, Any] = {"source": best}
    for table in targets(best):
        for own in found[best]:
            if own.table == table and table not in recipe:
                files = list(own.files) if len(own.files) > 1 else own.files[0]
                recipe[table] = {"from": files, **own.columns}
    return recipe


def _of_source(source: str, groups: Sequence[Sequence[Sample]]) -> Iterator[_Own]:
    for group in groups:
        fitting = [own for target in targets(source).values() if (own := _as_table(target, group))]
        if fitting:
            yield max(fitting, key=lambda own: (own.named, own.whole, len(own.columns)))


def _as_table(target: Target, group: Sequence[Sample]) -> _Own | None:
    """A file as a table, where it has what the table needs and most of its columns are the table's."""
    headers = {folded(header): header for header in group[0].header}
    columns = {name: headers[folded(name)] for name in target.columns if folded(name) in headers}
    needed = [*target.needed, *(() if target.needed else (target.key.name,))]
    if not set(needed) <= set(columns) or len(columns) < _SHARE * len(headers):
        return None
    named = all(folded(_name(sample.file)) == folded(target.name) for sample in group)
    whole = len(columns) == len(headers) and target.key.name in columns
    return _Own(target.name, tuple(sample.file for sample in group), columns, named, whole)


def _name(file: str) -> str:
    """What a file is called, or the sheet of a workbook."""
    sheet = _SHEET.search(file)
    return sheet[1] if sheet else PurePosixPath(file.replace("\\", "/")).stem
