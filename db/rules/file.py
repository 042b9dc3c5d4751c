"""The rules' file: read whole or refused whole, and written with what is in force."""

import json
import re
import textwrap
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import psycopg

from db.errors import RulesError, SettingError
from db.rules import functions
from db.rules.model import RULES, AllRules, Mistake, checked
from db.settings import settings

_PLACE = re.compile(r"\(at line (\d+), column \d+\)|\(at end of document\)")

NAME = "rules.toml"
"""In the data directory, where the setting names no other."""


@dataclass(frozen=True)
class RulesFile:
    """What a file says: every rule's value, and whether it names the courses."""

    path: Path
    rules: AllRules
    names_courses: bool
    lines: Mapping[tuple[str, str], int]

    def values(self, in_force: Mapping[str, Any]) -> dict[str, Any]:
        """Each rule's value; courses that it leaves out stay as they are in force."""
        kept = {} if self.names_courses else {"ngeshare.courses": in_force["ngeshare.courses"]}
        return self.rules.values() | kept

    def refuse_unknown_zones(self, connection: psycopg.Connection) -> None:
        """Raises RulesError, with their lines, for zones that this warehouse's server does not know."""
        if mistakes := functions.unknown_zones(connection, self.rules.values()):
            raise _refused(self.path, mistakes, self.lines)


def usual_path() -> Path:
    """Where the file of this process is, or would be."""
    return Path(settings().rules) if settings().rules else settings().data_dir / NAME


def path_of_process() -> Path | None:
    """The file of this process; None where there is none.

    Raises SettingError for one that is named and does not exist.
    """
    path = usual_path()
    if path.is_file():
        return path
    if settings().rules:
        raise SettingError(f"ATALAYA_RULES names {path}, which is no file. Correct the path, or unset it.")
    return None


def of_process() -> RulesFile | None:
    """What the file of this process says. Raises SettingError and RulesError."""
    path = path_of_process()
    return read(path) if path else None


def read(path: Path) -> RulesFile:
    """What a file says.

    Raises RulesError with one line for each mistake; nothing of such a file counts.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise RulesError(f"{path} cannot be read as text: {error}") from error
    try:
        found = _loaded(text)
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"{path}{_where(error, text)}: {_PLACE.sub('', str(error)).strip()}") from error
    lines = lines_of_keys(text)
    rules, mistakes = checked(found)
    if rules is None:
        raise _refused(path, mistakes, lines)
    return RulesFile(path, rules, "courses" in found.get("ngeshare", {}), lines)


def lines_of_keys(text: str) -> dict[tuple[str, str], int]:
    """The line, from 1, on which each section and each key of it begins.

    TOML's own parser tells: a statement ends where all that stands before is whole.
    """
    lines: dict[tuple[str, str], int] = {}
    begun = 0
    written = text.split("\n")
    for end in range(1, len(written) + 1):
        try:
            found = _loaded("\n".join(written[:end]))
        except tomllib.TOMLDecodeError:
            continue
        first = next((place for place in range(begun, end) if _says_something(written[place])), begun)
        begun = end
        for section, keys in found.items():
            lines.setdefault((section, ""), first + 1)
            for key in keys if isinstance(keys, dict) else ():
                lines.setdefault((section, key), first + 1)
    return lines


def value_of(text: str) -> Any:
    """The value that a text is after an equals sign of a file. Raises RulesError."""
    try:
        return _loaded(f"value = {text}")["value"]
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise RulesError(str(error)) from error


def written(values: Mapping[str, Any]) -> str:
    """A commented file that says just what is in force."""
    parts = ["# The rules of this organisation. A key left out has its default; docs/rules.md says more."]
    source = ""
    for rule in RULES.values():
        if rule.source != source:
            source = rule.source
            parts += ["", f"[{source}]"]
        said = f"{rule.description} {rule.span[:1].upper()}{rule.span[1:]}.".replace(" .", "")
        parts += [*textwrap.wrap(said, 100, initial_indent="# ", subsequent_indent="# ")]
        parts.append(f"{rule.key} = {text_of(values[rule.name])}")
    return "\n".join(parts) + "\n"


def _loaded(text: str) -> dict[str, Any]:
    return tomllib.loads(text, parse_float=Decimal)


def _says_something(line: str) -> bool:
    return not line.strip().startswith("#") and bool(line.strip())


def _where(error: tomllib.TOMLDecodeError, text: str) -> str:
    found = _PLACE.search(str(error))
    line = found[1] if found else None
    return f", line {line or len(text.splitlines())}"


def _refused(path: Path, mistakes: list[Mistake], lines: Mapping[tuple[str, str], int]) -> RulesError:
    """One line for each mistake, in the order of the file."""
    said = []
    for one in mistakes:
        line = lines.get((one.source, one.key)) or lines.get((one.source, ""), 1)
        name = f"{one.source}.{one.key}" if one.key else one.source
        said.append((line, f"{path}, line {line}: {name}: {one.reason}"))
    return RulesError("\n".join(text for _, text in sorted(said)))


def text_of(value: Any) -> str:
    """A value as a file writes it."""
    if isinstance(value, str):
        # TOML's texts escape as JSON's do, and one letter more.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {text_of(one)}" for key, one in value.items()) + " }"
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return "[\n" + "".join(f"  {text_of(one)},\n" for one in value) + "]"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    return str(value)
