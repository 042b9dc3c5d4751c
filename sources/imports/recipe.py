"""A recipe: which files or queries fill which tables of a source, and by which expressions.

It is read from TOML, and refused as a whole, with all its mistakes at once.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.domains import DOMAINS
from db.phrase import phrase
from db.rules.values import is_zone
from sources.imports.errors import WrongRecipe
from sources.imports.targets import Target, targets

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_MINUTES = re.compile(r"(\d{1,4}) min")
_WORDS = ("from", "url_env", "query", "rows", "where", "left_out", "sessions", "date_format", "decimal")
"""Keys of a section that are no columns."""

_HEADS = ("name", "source", "time_zone")


@dataclass(frozen=True)
class Section:
    """What fills one table."""

    table: str
    columns: Mapping[str, str]
    """By column of the table: a header, or an SQL expression over headers."""
    files: tuple[str, ...] = ()
    """Paths, globs, members of ZIP files or sheets of workbooks, one below the other."""
    url_env: str = ""
    """The environment variable that holds a database's URL, instead of a file."""
    query: str = ""
    rows: str = ""
    """A query over `file`, the staged table, that makes the rows from which columns are taken."""
    where: str = ""
    left_out: str = ""
    """Why rows that do not fulfil `where` are left out."""
    session_minutes: int | None = None
    """Events with no longer pause between them are one stay; None: rows are stays."""
    date_format: str = ""
    decimal: str = ""
    """The sign before decimals, where no row of a column tells it."""

    @property
    def origin(self) -> tuple[tuple[str, ...], str, str]:
        """Sections of one origin share a staging table."""
        return self.files, self.url_env, self.query

    @property
    def expressions(self) -> str:
        """Everything in which a header can be named, as one text."""
        return "\n".join([*self.columns.values(), self.rows, self.where])


@dataclass(frozen=True)
class Recipe:
    """How files become rows of a source; `name` is the prefix of their keys."""

    name: str
    source: str
    sections: tuple[Section, ...]
    time_zone: str = ""
    """Of moments without an offset; empty: the zone of the source's rules."""
    evidence: tuple[str, ...] = field(default=(), compare=False)
    """Why it reads as it does, where a shape made it."""

    def section_of(self, table: str) -> Section | None:
        """What fills a table, None where nothing does."""
        return next((section for section in self.sections if section.table == table), None)


def read(text: str, name: str) -> Recipe:
    """The recipe that a text holds.

    Raises WrongRecipe, with a line for each mistake.
    """
    try:
        tree = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongRecipe(phrase("The recipe {name} is no TOML: {said}.", name=name, said=str(error))) from error
    return of_tree(tree, name)


def of_tree(tree: Mapping[str, Any], name: str) -> Recipe:
    """The same of TOML that is read already."""
    mistakes: list[str] = []
    name = str(tree.get("name", name))
    if not _NAME.fullmatch(name):
        mistakes.append(phrase("name: {name} is not made of a-z, 0-9, - and _, 40 at most.", name=repr(name)))
    zone = tree.get("time_zone", "")
    if zone and not is_zone(str(zone)):
        mistakes.append(phrase("time_zone: {zone} is no zone such as Europe/Madrid.", zone=repr(zone)))
    source, known = tree.get("source"), [domain.source for domain in DOMAINS]
    sections: list[Section] = []
    if source in known:
        sections = _sections(tree, str(source), mistakes)
    else:
        mistakes.append(phrase("source: choose one of {known}.", known=", ".join(known)))
    if mistakes:
        raise WrongRecipe(_told(name, mistakes))
    return Recipe(name, str(source), tuple(sections), str(zone), tuple(tree.get("evidence", ())))


def written(recipe: Recipe) -> str:
    """The recipe as TOML."""
    lines = [f"name = {_quoted(recipe.name)}", f"source = {_quoted(recipe.source)}"]
    if recipe.time_zone:
        lines.append(f"time_zone = {_quoted(recipe.time_zone)}")
    for section in recipe.sections:
        lines += ["", f"[{_key(section.table)}]"]
        words = {
            "url_env": section.url_env,
            "query": section.query,
            "rows": section.rows,
            "where": section.where,
            "left_out": section.left_out,
            "sessions": f"{section.session_minutes} min" if section.session_minutes is not None else "",
            "date_format": section.date_format,
            "decimal": section.decimal,
        }
        if section.files:
            listed = ", ".join(map(_quoted, section.files))
            lines.append(f"from = {listed}" if len(section.files) == 1 else f"from = [{listed}]")
        lines += [f"{key} = {_quoted(value)}" for key, value in words.items() if value]
        lines += [f"{_key(column)} = {_quoted(value)}" for column, value in section.columns.items()]
    return "\n".join(lines) + "\n"


def _sections(tree: Mapping[str, Any], source: str, mistakes: list[str]) -> list[Section]:
    tables, found = targets(source), []
    for key in tree:
        if key in _HEADS:
            continue
        if key not in tables:
            known = ", ".join(tables)
            mistakes.append(phrase("{key}: {source} has the tables {known}.", key=key, source=source, known=known))
        elif not isinstance(tree[key], Mapping):
            mistakes.append(phrase("{key}: write [{key}] and its columns below.", key=key))
        else:
            found.append(_section(tables[key], tree[key], mistakes))
    mistakes += _missing_parents(found, tables)
    if not found and not mistakes:
        mistakes.append(phrase("it fills no table; write a section such as [{table}].", table=next(iter(tables))))
    return found


def _missing_parents(found: list[Section], tables: Mapping[str, Target]) -> Iterator[str]:
    filled = {section.table for section in found}
    for section in found:
        for column, parent in tables[section.table].parents.items():
            if column in section.columns and parent not in filled and not tables[parent].can_be_implied:
                yield phrase(
                    "[{table}] {column}: it names rows of {parent}, which nothing fills; add [{parent}] with {needed}.",
                    table=section.table,
                    column=column,
                    parent=parent,
                    needed=", ".join(("id", *tables[parent].needed)),
                )


def _section(target: Target, given: Mapping[str, Any], mistakes: list[str]) -> Section:
    words = {key: str(given[key]) for key in _WORDS if key in given}
    columns = {key: str(value) for key, value in given.items() if key not in _WORDS}
    files = given.get("from", ())
    files = (files,) if isinstance(files, str) else files
    found = [
        *_wrong_types(files, given),
        *_wrong_origin(bool(files), words),
        *_wrong_columns(target, columns),
        *_wrong_stays(target, words),
    ]
    mistakes += [f"[{target.name}] {key}: {said}" for key, said in found]
    minutes = _MINUTES.fullmatch(words.get("sessions", ""))
    return Section(
        target.name,
        columns,
        files=tuple(files) if isinstance(files, list | tuple) else (),
        session_minutes=int(minutes[1]) if minutes else None,
        **{key: words[key] for key in _WORDS if key in words and key not in ("from", "sessions")},
    )


def _wrong_types(files: object, given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if not isinstance(files, list | tuple) or not all(isinstance(file, str) and file for file in files):
        yield "from", phrase("write a path in quotes, or a list of them.")
    for key, value in given.items():
        if key != "from" and (not isinstance(value, str | int | float) or isinstance(value, bool)):
            yield key, phrase("write it as text in quotes.")
    if given.get("decimal", ".") not in (".", ","):
        yield "decimal", phrase('write it as "." or ",".')


def _wrong_origin(has_file: bool, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    url, query = "url_env" in words, "query" in words
    if has_file == (url or query):
        yield "from", phrase("name a file, or url_env and query, and not both.")
    elif url != query:
        yield "url_env", phrase("a database needs url_env, the variable that holds its URL, and query.")


def _wrong_columns(target: Target, columns: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for column in columns:
        if column not in target.columns:
            yield column, phrase("there is no such column; there are {columns}.", columns=", ".join(target.columns))
    if missing := [column for column in target.needed if column not in columns]:
        yield ", ".join(missing), phrase("is needed; name the header that holds it, or an expression.")


def _wrong_stays(target: Target, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if "sessions" not in words:
        return
    if target.stays is None:
        yield "sessions", phrase("only check_ins are made of events.")
    elif not _MINUTES.fullmatch(words["sessions"]):
        yield "sessions", phrase('write it as "30 min".')


def _told(name: str, mistakes: list[str]) -> str:
    return "\n".join([phrase("The recipe {name} is refused:", name=name), *(f"  {mistake}" for mistake in mistakes)])


def _key(text: str) -> str:
    return text if re.fullmatch(r"[A-Za-z0-9_-]+", text) else _quoted(text)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    if "\n" in text:
        return f'"""\n{escaped}"""'
    return '"' + "".join(c if c >= " " or c == "\t" else f"\\u{ord(c):04x}" for c in escaped) + '"'
