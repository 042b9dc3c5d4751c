"""JSON: an array of objects, an object that holds one, or an object a line; what is nested becomes columns `a.b`."""

import codecs
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any

import ijson

from db.phrase import phrase
from sources.imports.errors import EmptyFile, UnreadableFile
from sources.imports.files import headers
from sources.imports.files.contents import Content
from sources.imports.files.encodings import Encoding
from sources.imports.files.table import Table, Unreadable
from sources.imports.files.values import as_json, text

_LONGEST_LINE = 1 << 20
_TRIED = 100
_DEEPEST = 5
"""Levels of objects that become columns; what lies deeper stays JSON, and more does where they would be too many."""

_ADDRESS = re.compile(r"https?://\S*?([^/#\s]+)[/#]?")
"""A key of statements (xAPI) that says where it is explained: what stands last names it."""

Objects = Iterator[tuple[int, Any]]


def is_json(content: Content, encoding: Encoding) -> bool:
    """Whether a text begins as JSON does: a header in braces or brackets would not go on so."""
    with _utf_8(content, encoding) as file:
        start = file.read(_LONGEST_LINE).lstrip(b"\xef\xbb\xbf \t\r\n")
    if _is_an_object_a_line(content, encoding):
        return True
    if start[:1] == b"{":
        return start[1:].lstrip()[:1] in (b'"', b"}", b"")
    return start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]", b"[", b'"', b"")


def tables(content: Content, encoding: Encoding) -> list[Table]:
    """The one table of the file; its columns are found by reading all of it."""
    lines = _is_an_object_a_line(content, encoding)
    read = _lines(content, encoding) if lines else _array(content, encoding)
    paths, depth = _paths(content, read)
    header = headers.names([".".join(map(_short, path)) for path in paths], len(paths))
    kind = "jsonl" if lines else "json"
    return [Table(content.name, kind, header, _Rows(read, paths, depth), list(encoding.notes), encoding.name)]


def _paths(content: Content, read: Callable[[list[Unreadable]], Objects]) -> tuple[tuple[tuple[str, ...], ...], int]:
    """Where values are, and how many levels of objects become columns.

    An object whose keys are data (answers by question) has more of them than a table can have columns: it stays JSON.
    """
    paths: dict[tuple[str, ...], None] = {}
    depth = _DEEPEST
    for _, value in read([]):
        paths.update(dict.fromkeys(_flat(value, depth)))
        while len(paths) > headers.MOST_COLUMNS:
            if depth == 1:
                raise headers.too_many_columns(content.name, len(paths))
            depth -= 1
            paths = dict.fromkeys(path[:depth] for path in paths)
    if not paths:
        raise EmptyFile(phrase("{file} holds no objects.", file=content.name))
    return tuple(paths), depth


def _short(key: str) -> str:
    address = _ADDRESS.fullmatch(key)
    return address[1] if address else key


class _Rows:
    """Objects as rows; they are counted from 1, or by line."""

    def __init__(
        self, read: Callable[[list[Unreadable]], Objects], paths: tuple[tuple[str, ...], ...], depth: int
    ) -> None:
        self._read, self._paths, self._depth = read, paths, depth

    def __call__(self, unreadable: list[Unreadable]) -> Iterator[tuple[int, list[str | None]]]:
        for number, value in self._read(unreadable):
            flat = _flat(value, self._depth)
            cells = [text(flat.get(path)) for path in self._paths]
            if any(cells):
                yield number, cells


def _flat(value: Any, depth: int) -> dict[tuple[str, ...], Any]:
    found: dict[tuple[str, ...], Any] = {}
    _flatten(value, (), depth, found)
    return found


def _flatten(value: Mapping[str, Any], path: tuple[str, ...], depth: int, found: dict[tuple[str, ...], Any]) -> None:
    for key, inner in value.items():
        here = (*path, key)
        if isinstance(inner, dict) and len(here) < depth:
            _flatten(inner, here, depth, found)
        else:
            found[here] = inner


def _lines(content: Content, encoding: Encoding) -> Callable[[list[Unreadable]], Objects]:
    def read(unreadable: list[Unreadable]) -> Objects:
        with io.TextIOWrapper(content.open(), encoding.name, "replace") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip("\ufeff\0 \t\r\n"):
                    continue
                try:
                    value = json.loads(line, parse_float=str, parse_constant=lambda _: None)
                except (ValueError, RecursionError):
                    unreadable.append(Unreadable.of(number, line.strip(), phrase("no JSON")))
                    continue
                if isinstance(value, dict):
                    yield number, value
                else:
                    unreadable.append(Unreadable.of(number, line.strip(), phrase("no JSON object")))

    return read


def _array(content: Content, encoding: Encoding) -> Callable[[list[Unreadable]], Objects]:
    prefix = _where_objects_are(content, encoding)

    def read(unreadable: list[Unreadable]) -> Objects:
        number = 0
        try:
            with _utf_8(content, encoding) as file:
                for number, value in enumerate(ijson.items(file, prefix, multiple_values=True), start=1):
                    if isinstance(value, dict):
                        yield number, value
                    else:
                        unreadable.append(Unreadable.of(number, as_json(value), phrase("no JSON object")))
        except ijson.common.JSONError:
            reason = phrase("the file is no JSON from here on, or ends in the middle")
            unreadable.append(Unreadable.of(number + 1, "", reason))

    return read


def _where_objects_are(content: Content, encoding: Encoding) -> str:
    """The first array of objects, at whatever depth; else the objects of the file itself."""
    opened = None
    try:
        with _utf_8(content, encoding) as file:
            for prefix, event, _ in ijson.parse(file, multiple_values=True):
                if opened is not None and event == "start_map":
                    return f"{opened}.item" if opened else "item"
                opened = prefix if event == "start_array" else None
    except ijson.common.JSONError as error:
        raise UnreadableFile(
            phrase("{file} begins as JSON and is none: {reason}", file=content.name, reason=str(error).split("\n")[0])
        ) from error
    return ""


def _is_an_object_a_line(content: Content, encoding: Encoding) -> bool:
    """Whether most of the first lines are objects; one line that holds all objects is another thing."""
    with io.TextIOWrapper(content.open(), encoding.name, "replace") as file:
        begun = [file.readline(_LONGEST_LINE).strip("\ufeff\0 \t\r\n") for _ in range(_TRIED)]
    lines = [line for line in begun if line and not line.startswith("#")]
    objects = [line for line in lines if line.startswith("{") and _is_object(line)]
    if len(lines) > 1 and lines[0] in objects:
        # More text after a whole object is no JSON, unless each line is one.
        return True
    return len(objects) * 2 > len(lines) and not (len(lines) == 1 and _holds_objects(objects[0]))


def _is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _holds_objects(line: str) -> bool:
    """Whether a line is a whole dump: an object with one array of objects, and otherwise plain values."""
    values = list(json.loads(line).values())
    lists = [value for value in values if isinstance(value, list) and value and isinstance(value[0], dict)]
    return len(lists) == 1 and not any(isinstance(value, dict) for value in values)


def _utf_8(content: Content, encoding: Encoding) -> IO[bytes]:
    file = content.open()
    if encoding.name == "utf-8":
        return file
    return codecs.EncodedFile(file, "utf-8", encoding.name, "replace")
