"""Columns that cannot be decided; each message is one line and says what to do."""

from collections.abc import Sequence
from dataclasses import dataclass

from sources.imports.errors import ImportRefused


@dataclass(frozen=True)
class Choice:
    """One of the ways in which a column may be meant."""

    format: str
    """What is to be chosen: a date_format of the recipe, or the sign before decimals."""
    words: str
    reading: str
    """What the example is in this format, as people say it."""


class Ambiguous(ImportRefused):
    """A column reads in several ways, and nothing says in which; a page can offer the choices."""

    def __init__(self, message: str, column: str, example: str, choices: Sequence[Choice]) -> None:
        super().__init__(message)
        self.column = column
        self.example = example
        self.choices = tuple(choices)


class AmbiguousDates(Ambiguous):
    """A column of dates reads in several ways; the recipe's `date_format` chooses."""


class AmbiguousNumbers(Ambiguous):
    """A column of numbers reads in two ways; the recipe's `decimal` chooses."""


class WrongFormat(ImportRefused):
    """A date_format is none."""
