"""One file under sql/<schema>/: its header, which machines read, and the comments that describe what it creates."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from db.errors import DerivedObjectError

TABLE_KINDS = ("fact", "catalogue", "table")
"""A fact is kept from raw rows, a catalogue is written by hand, any other table says what the operations did."""
RULE = "rule function"
"""What an organisation set, stated by a function that stays when others are made anew; it has no file of its own."""

KINDS = ("view", "materialized view", "function", "trigger function", *TABLE_KINDS)

_TITLE = re.compile(r"--\s+(?P<identity>[\w.\"]+)\s+\((?P<kind>[a-z ]+)\)\s*$")
_LITERALS = r"(?P<text>'(?:[^']|'')*'(?:\s+'(?:[^']|'')*')*);"
COMMENT = re.compile(r"^comment on [^;']+? is\s+'(?:[^']|'')*'(?:\s+'(?:[^']|'')*')*;", re.MULTILINE)
"""Any comment statement, whole."""
_COMMENT = re.compile(rf"^comment on (?:table|view|materialized view|function) [^;']+? is\s+{_LITERALS}", re.MULTILINE)
_COLUMN_COMMENT = re.compile(rf'^comment on column \w+\.\w+\.(?P<column>\w+|"\w+") is\s+{_LITERALS}', re.MULTILINE)
_FIELD = re.compile(r"--\s+(?P<name>[A-Z]\w+):\s*(?P<text>.*)$")


@dataclass(frozen=True)
class DerivedObject:
    """One file under sql/<schema>/: what it creates, what it reads, and its header's answers."""

    identity: str
    kind: str
    fields: dict[str, str]
    statement: str
    module: str = ""
    """The Python module that makes it, where it has no file under sql/."""

    @property
    def is_table(self) -> bool:
        """Whether migrations created it, so that it is never dropped here."""
        return self.kind in TABLE_KINDS

    @property
    def is_kept(self) -> bool:
        """Whether it is there before the derived objects are made, and after they are dropped."""
        return self.is_table or self.kind == RULE

    @property
    def schema(self) -> str:
        return self.identity.split(".")[0]

    @property
    def file(self) -> str:
        """Its file, from the project's root."""
        return self.module or f"sql/{self.identity.replace('.', '/')}.sql"

    @cached_property
    def reads(self) -> tuple[str, ...]:
        """Relations and functions of ours that it depends on, schema-qualified, as written."""
        return self._names("Reads")

    @cached_property
    def writes(self) -> tuple[str, ...]:
        """Tables and materialized views that its own statements change; those of functions that it calls are theirs."""
        return self._names("Writes")

    @cached_property
    def triggers(self) -> tuple[str, ...]:
        """Raw tables whose triggers call it."""
        return self._names("Triggers")

    @property
    def traps(self) -> tuple[str, ...]:
        """What to watch out for."""
        return tuple(part.strip() for part in self.fields.get("Traps", "").split(";") if part.strip())

    @property
    def meaning(self) -> str:
        """Its comment."""
        return next((_text(found["text"]) for found in _COMMENT.finditer(self.statement)), "")

    @property
    def columns(self) -> dict[str, str]:
        """The comment of each column."""
        comments = _COLUMN_COMMENT.finditer(self.statement)
        return {found["column"].strip('"'): _text(found["text"]) for found in comments}

    def _names(self, field: str) -> tuple[str, ...]:
        names = (name.strip() for name in self.fields.get(field, "").split(","))
        return tuple(name for name in names if name not in {"", "none"})


def read_object(path: Path) -> DerivedObject:
    """One file, its header taken apart."""
    statement = path.read_text(encoding="utf-8")
    header = list(_header_lines(statement))
    title = _TITLE.match(header[0]) if header else None
    if title is None or title["kind"] not in KINDS:
        raise DerivedObjectError(f"{path}: the first line must read `-- schema.name ({'|'.join(KINDS)})`")
    return DerivedObject(title["identity"], title["kind"], dict(_fields(header[1:])), statement)


def _text(literals: str) -> str:
    # SQL joins literals that stand on lines of their own.
    return "".join(re.findall(r"'((?:[^']|'')*)'(?:\s+|$)", literals)).replace("''", "'")


def _header_lines(statement: str) -> Iterator[str]:
    for line in statement.splitlines():
        if not line.startswith("--"):
            return
        yield line


def _fields(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    name, text = "", ""
    for line in lines:
        found = _FIELD.match(line)
        if found is None:
            text = f"{text} {line.removeprefix('--').strip()}"
            continue
        if name:
            yield name, text
        name, text = found["name"], found["text"].strip()
    if name:
        yield name, text
