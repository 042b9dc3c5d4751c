"""Sentences that runs wrote down as English text, known again by their words and said in the reader's language.

What logs hold is text, in every warehouse that there is. So the sentences themselves, which `db.said` marks for
translation, are the patterns by which a text is taken apart. What is no sentence of ours, such as what a database said,
stays as it is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from analytics.ui import i18n, numbers
from analytics.ui.extraction import OF_LOGS

_PLACE = re.compile(r"\{(\w+)\}")
_NUMBER = re.compile(r"-?\d{1,3}(,\d{3})+")
_END = r"(?=\s|$)"
_ANOTHER = re.compile(r"\s+")


@dataclass(frozen=True)
class _Pattern:
    template: str
    pattern: re.Pattern[str]
    letters: int
    """Of the template's own: of two that fit, the one that says more is meant."""


def again(text: str) -> str:
    """The text in the reader's language, as far as its sentences are known."""
    return _again(text, i18n.language(), str(i18n.locale()))


@lru_cache(maxsize=10_000)
def _again(text: str, _language: str, _locale: str) -> str:
    parts: list[str] = []
    place = kept = 0
    while place < len(text):
        found = _sentence_at(text, place)
        if found is None:
            place = _next_word(text, place)
            continue
        pattern, match = found
        parts += [text[kept:place], _translated(pattern, match)]
        place = kept = match.end()
    return "".join([*parts, text[kept:]])


def _next_word(text: str, place: int) -> int:
    blank = _ANOTHER.search(text, place)
    return blank.end() if blank else len(text)


def _sentence_at(text: str, place: int) -> tuple[_Pattern, re.Match[str]] | None:
    for pattern in _patterns():
        if match := pattern.pattern.match(text, place):
            return pattern, match
    return None


def _translated(pattern: _Pattern, match: re.Match[str]) -> str:
    values = {name: _value(value) for name, value in match.groupdict().items()}
    return i18n.pgettext(OF_LOGS, pattern.template).format_map(values)


def _value(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return numbers.whole(int(value.replace(",", "")))
    return again(value)


@lru_cache(maxsize=1)
def _patterns() -> list[_Pattern]:
    """Those that say most first."""
    found = [
        _pattern(message) for context, message in i18n.contexts() if context == OF_LOGS and isinstance(message, str)
    ]
    return sorted(found, key=lambda pattern: -pattern.letters)


def _pattern(template: str) -> _Pattern:
    pieces = _PLACE.split(template)
    written = "".join(
        re.escape(piece) if position % 2 == 0 else _group(piece, is_last=position == len(pieces) - 2 and not pieces[-1])
        for position, piece in enumerate(pieces)
    )
    return _Pattern(template, re.compile(written + _END, re.DOTALL), len("".join(pieces[::2])))


def _group(name: str, *, is_last: bool) -> str:
    if name == "where":
        return rf"(?P<{name}>\S+?)"
    return rf"(?P<{name}>.+)" if is_last else rf"(?P<{name}>.+?)"
