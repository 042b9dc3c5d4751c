"""Where sentences stand beside the interface's own: in the list that views speak from, and in what runs write down.

pybabel calls both (`locale/babel.cfg`). Pages know each sentence again by the context under which it is kept.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from io import BytesIO
from typing import IO, Any

from babel.messages.extract import extract_python

from analytics.sentences import OF_VIEWS

LEAST_LETTERS = 5
"""So many letters of its own a sentence has that is known again by them."""

OF_LOGS = "log"
"""The context of sentences that are stored as text."""

Found = Iterator[tuple[int, str, str | tuple[str, ...], list[str]]]

_TEXT = r"'(?:[^']|'')*'(?:\s+'(?:[^']|'')*')*"
_ROW = re.compile(rf"\(\s*(?P<code>'\w+'),\s*(?P<one>null|{_TEXT}),\s*(?P<many>{_TEXT})\s*\)", re.DOTALL)
_OWN = re.compile(r"[^\W\d_](?![^{]*})")
_GROUPED = re.compile(r":,(?=})")


def of_views(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Found:
    """The rows of `sql/ops/sentences.sql`: code, the sentence about one or null, the sentence."""
    listed = file.read().decode()
    for row in _ROW.finditer(listed):
        line = len(listed[: row.start()].splitlines())
        context, many = OF_VIEWS + _text(row["code"]), _text(row["many"])
        if row["one"] == "null":
            yield line, "pgettext", (context, many), []
        else:
            yield line, "npgettext", (context, _text(row["one"]), many), []


def of_logs(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: Collection[str], options: Mapping[str, Any]
) -> Found:
    """What Python writes down by `db.phrase`."""
    found: Any = extract_python(BytesIO(file.read()), {"phrase": None}, comment_tags, {})
    for line, _function, message, _comments in found:
        template = message if isinstance(message, str) else message[0]
        # What has hardly a word of its own, such as one name and a colon, would be found everywhere.
        if " " in template.strip() and len(_OWN.findall(_GROUPED.sub("", template))) >= LEAST_LETTERS:
            yield line, "pgettext", (OF_LOGS, _GROUPED.sub("", template)), []


def _text(literal: str) -> str:
    # SQL joins literals that stand on lines of their own.
    return "".join(part.replace("''", "'") for part in re.findall(r"'((?:[^']|'')*)'", literal))
