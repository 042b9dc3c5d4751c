"""In which encoding a text is written: decided by all of its bytes, and by strict rules rather than by likelihood.

UTF-8 has a form that other encodings do not produce by accident, so a text that has it is UTF-8, and the rest of
the world that exports spreadsheets as CSV writes Windows-1252.
"""

import codecs
from dataclasses import dataclass

from db.phrase import phrase
from sources.imports.errors import EmptyFile, UnreadableFile
from sources.imports.files.contents import Content
from sources.imports.files.table import Note

_CHUNK = 1 << 20
_START = 4096

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Longer ones first: UTF-32's begins like UTF-16's."""

_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\v\f\r\x1a\x1c\x1d\x1e\x1f\x01\0")
"""Bytes that no text holds; those that some programs write as separators are left out."""

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_UNKNOWN_TO_1252 = b"\x81\x8d\x8f\x90\x9d"


@dataclass(frozen=True)
class Encoding:
    """How bytes become text, and what to say of it."""

    name: str
    notes: tuple[Note, ...] = ()
    endless: bool = False
    """Whether a line is longer than a line of a table can be."""


@dataclass
class _Seen:
    """What all bytes of a text tell."""

    size: int = 0
    nuls: int = 0
    controls: int = 0
    broken: int = 0
    """Places that are no UTF-8."""
    undefined: int = 0
    characters: int = 0
    """Characters beyond ASCII that are written as UTF-8."""
    endless: bool = False
    first_broken: int = 0
    """The line of the first such place."""


def decide(content: Content) -> Encoding:
    """The encoding of a text; a file that is no text is refused."""
    start = content.start(_START)
    for mark, name in _MARKS:
        if start.startswith(mark):
            return Encoding(name, _utf_8_notes(_look(content)) if name == "utf-8-sig" else (_named(name),))
    if wide := _utf_16_without_mark(start):
        return Encoding(wide, (_named(wide),))
    return _without_mark(_look(content), content)


def _without_mark(seen: _Seen, content: Content) -> Encoding:
    if not seen.size:
        raise EmptyFile(phrase("{file} is empty.", file=content.name))
    if seen.controls * 200 > seen.size or seen.nuls * 10 > seen.size:
        raise UnreadableFile(
            phrase(
                "{file} is no table: it holds bytes that no text has. Bring CSV, XLSX, XLS, ODS, Parquet or JSON.",
                file=content.name,
            )
        )
    # In Windows-1252, two letters that make a character of UTF-8 are rarer than one that makes none.
    if seen.broken <= seen.characters:
        return Encoding("utf-8", _utf_8_notes(seen), seen.endless)
    notes = [
        Note(
            "encoding",
            phrase("Read as Windows-1252, since it is no UTF-8 (from line {line} on).", line=seen.first_broken),
        )
    ]
    if seen.undefined:
        notes.append(
            Note(
                "characters",
                phrase(
                    "{count} bytes are no character of Windows-1252 either, and became \N{REPLACEMENT CHARACTER}.",
                    count=seen.undefined,
                ),
            )
        )
    return Encoding("cp1252", (*notes, *_nul_notes(seen)), seen.endless)


def _utf_8_notes(seen: _Seen) -> tuple[Note, ...]:
    if not seen.broken:
        return _nul_notes(seen)
    said = phrase(
        "{count} places are no UTF-8, as the rest of the file is, and became \N{REPLACEMENT CHARACTER}; "
        "the first is in line {line}.",
        count=seen.broken,
        line=seen.first_broken,
    )
    return (Note("characters", said), *_nul_notes(seen))


def _nul_notes(seen: _Seen) -> tuple[Note, ...]:
    if not seen.nuls:
        return ()
    return (Note("nul", phrase("{count} NUL characters were taken out.", count=seen.nuls)),)


def _named(name: str) -> Note:
    return Note("encoding", phrase("Read as {encoding}.", encoding=name.upper()))


def _utf_16_without_mark(start: bytes) -> str | None:
    """Text that is mostly ASCII has a NUL in each second place."""
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half < 2 or max(even, odd) < 0.4 * half:
        return None
    if odd > 4 * even:
        return "utf-16-le"
    return "utf-16-be" if even > 4 * odd else None


def _look(content: Content) -> _Seen:
    seen = _Seen()
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    lines = 1
    with content.open() as file:
        while chunk := file.read(_CHUNK):
            seen.size += len(chunk)
            seen.nuls += chunk.count(0)
            seen.controls += len(chunk) - len(chunk.translate(None, _CONTROLS))
            seen.endless = seen.endless or (len(chunk) == _CHUNK and b"\n" not in chunk and b"\r" not in chunk)
            # The decoder may still hold half a character.
            if not chunk.isascii() or decoder.getstate()[0]:
                _look_beyond_ascii(seen, chunk, decoder.decode(chunk), lines)
            lines += chunk.count(b"\n")
    _look_beyond_ascii(seen, b"", decoder.decode(b"", final=True), lines)
    return seen


def _look_beyond_ascii(seen: _Seen, chunk: bytes, text: str, lines: int) -> None:
    broken = max(0, text.count(_REPLACED) - chunk.count(_REPLACED.encode()))
    if broken and not seen.broken:
        seen.first_broken = lines + text.count("\n", 0, text.index(_REPLACED))
    seen.broken += broken
    seen.undefined += sum(map(chunk.count, _UNKNOWN_TO_1252))
    seen.characters += len(text) - broken - len(text.encode("ascii", "ignore"))
