"""What is read as Markdown and what is shown as it is: names, titles and notes from the data are never Markdown.

A plain string is data until somebody says otherwise. Only what `markdown` makes of a sentence of ours is read as
Markdown, and the values in it are shown as they are. `elements` draws both.
"""

import re
from collections.abc import Iterable


class Markdown(str):
    """Text that Streamlit may read as Markdown. Only this module makes it, so that none of it comes from the data."""

    __slots__ = ()


_SPECIAL = re.compile(r"[\\`*\[\]<{}~$|&]|(?<![^\W_])_|_(?![^\W_])|(?<=:material)/")
"""What Markdown, its tables, HTML, LaTeX and the attributes of directives are written with; a_b is a word."""

_DIRECTIVE = re.compile(r":(?=[^\s\d]|$)")
"""Before a name, a colon begins a directive, such as one for a colour."""

_BEGINNING = re.compile(r"^(?=>|[#=+-](?![\d.,]))|^\d+(?=[.)](?:\s|$))")
"""What makes a heading, a quotation, a list or a rule of a line that begins with it."""

_LOOKED_UP = re.compile(
    r":(?!\d\d:)(?=[\w+-]+:)|(?<=[a-z]):(?=//)|(?<=www)\.|@|(?<=[-<])-|(?<=[-<>~])=|(?<=-)>",
    re.IGNORECASE,
)
"""What is looked for in the text that the Markdown has become, where a backslash no longer protects it: shortcodes of
emoji and icons, addresses, arrows and dashes."""


def plain(text: object) -> Markdown:
    """A text that is shown as it is, letter by letter, on one line."""
    if isinstance(text, Markdown):
        return text
    line = " ".join(str(text).split())
    # The separated characters stand in directives of their own, so what is between them is protected first.
    parts, place = [], 0
    for found in _LOOKED_UP.finditer(line):
        parts += [_protected(line[place : found.start()]), _apart(found[0])]
        place = found.end()
    said = "".join([*parts, _protected(line[place:])])
    return Markdown(_BEGINNING.sub(lambda found: f"{found[0]}\\", said))


def markdown(sentence: str, /, **values: object) -> Markdown:
    """A sentence of ours that is Markdown, with values that are shown as they are."""
    return Markdown(sentence.format_map({name: plain(value) for name, value in values.items()}) if values else sentence)


def code(name: str) -> Markdown:
    """The name of a setting, a column or a file, written as one types it."""
    if "`" in name or ":material/" in name:
        return plain(name)
    return Markdown(f"`{name}`")


def link(label: object, address: str) -> Markdown:
    """A link to an address that this side has made."""
    # Whatever ends an address in Markdown, by its number.
    written = re.sub(r"[\s()<>\\]", lambda found: f"%{ord(found[0]):02X}", address)
    return Markdown(f"[{plain(label)}]({written})")


def lines(parts: Iterable[object]) -> Markdown:
    """Each part on a line of its own."""
    return Markdown("  \n".join(map(plain, parts)))


def paragraphs(parts: Iterable[object]) -> Markdown:
    """Each part as a paragraph."""
    return Markdown("\n\n".join(map(plain, parts)))


def bullets(parts: Iterable[object]) -> Markdown:
    """Each part as an item of a list."""
    return Markdown("\n".join(f"- {plain(part)}" for part in parts))


def listed(parts: Iterable[object]) -> Markdown:
    """The parts with commas between them."""
    return Markdown(", ".join(map(plain, parts)))


def beside(parts: Iterable[object]) -> Markdown:
    """The parts on one line, with points between them."""
    return Markdown(" · ".join(map(plain, parts)))


def _protected(text: str) -> str:
    return _DIRECTIVE.sub(r"\\:", _SPECIAL.sub(lambda found: f"\\{found[0]}", text))


def _apart(character: str) -> str:
    """A character in a node of its own, which looks like any other text."""
    return f":color[\\{character}]"
