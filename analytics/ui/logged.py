"""Sentences that runs wrote down as English text, known again by their words and said in the reader's language.

What logs hold is text, in every warehouse that there is. So the sentences themselves, which `db.phrase` marks for
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
_END = r"(?=[\s;:]|$)"
_LONG = frozenset({"said", "parts", "tables", "columns"})
"""Values that may be sentences or lists; all others are names and numbers of a few words."""
_LONG_WITHIN = frozenset({"reason", "headers", "header", "known", "what", "names", "readings", "how"})
"""The same, unless a sentence begins with them."""
_ANOTHER = re.compile(r"\s+")


@dataclass(frozen=True)
class _Pattern:
    template: str
    pattern: re.Pattern[str]
    letters: int
    """Of the template's own."""

    @property
    def is_whole(self) -> bool:
        """Whether it is a sentence, and not what another begins with."""
        return self.template.endswith((".", "}"))

    def fits(self, match: re.Match[str]) -> tuple[bool, float, int]:
        """Of several that match, the one is meant of whose text most is its own, and then the longest."""
        return self.is_whole, self.letters / len(match[0]), len(match[0])


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
    found = [(pattern, match) for pattern in _patterns() if (match := pattern.pattern.match(text, place))]
    return max(found, key=lambda fitting: fitting[0].fits(fitting[1]), default=None)


def _translated(pattern: _Pattern, match: re.Match[str]) -> str:
    values = {name: _value(value) for name, value in match.groupdict().items()}
    return i18n.pgettext(OF_LOGS, pattern.template).format_map(values)


def _value(value: str) -> str:
    if _NUMBER.fullmatch(value):
        return numbers.whole(int(value.replace(",", "")))
    return again(value)


@lru_cache(maxsize=1)
def _patterns() -> list[_Pattern]:
    return [
        _pattern(message) for context, message in i18n.contexts() if context == OF_LOGS and isinstance(message, str)
    ]


def _pattern(template: str) -> _Pattern:
    pieces = _PLACE.split(template)
    written = "".join(
        re.escape(piece) if position % 2 == 0 else _group_at(position, pieces) for position, piece in enumerate(pieces)
    )
    return _Pattern(template, re.compile(written + _END, re.DOTALL), len("".join(pieces[::2])))


def _group_at(position: int, pieces: list[str]) -> str:
    """A value; where the sentence says it again, the same once more."""
    name = pieces[position]
    if name in pieces[1:position:2]:
        return f"(?P={name})"
    return f"(?P<{name}>{_value_at(position, pieces)})"


def _value_at(position: int, pieces: list[str]) -> str:
    # What a sentence begins with is one name: before it, others may have been said.
    begins = position == 1 and not pieces[0] and pieces[position] != "who"
    if pieces[position] in _LONG or (pieces[position] in _LONG_WITHIN and not begins):
        return ".+" if position == len(pieces) - 2 and not pieces[-1] else ".+?"
    return r"\S+?" if begins else r"\S+?(?: \S+?){0,3}?"
