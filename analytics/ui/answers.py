"""An answer on its way to a page: the rows, with the question that they answer and the day that they look from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from analytics.question import Question
from analytics.rows import Row, rows


@dataclass(frozen=True)
class Answer:
    """Rows, what was asked, with what, and from which day (None: now)."""

    question: Question[...]
    frame: pd.DataFrame
    day: date | None = None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    """What the question was asked with, without the day."""
    is_as_answered: bool = True
    """Whether the frame holds the rows that were answered, in all their number."""
    total: int | None = None
    """How many rows there are, as SQL counted them, where the frame holds only the first of them."""

    @property
    def empty(self) -> bool:
        """Whether there is no row."""
        return self.frame.empty

    @property
    def rows(self) -> list[Row]:
        """Each row by column name, what is missing as None."""
        return rows(self.frame)

    @property
    def row(self) -> Row:
        """The one row of a question that always has one."""
        [only] = rows(self.frame)
        return only

    def in_all(self, column: str) -> int:
        """A number that is the same in every row, since SQL counted it over all of them; 0 where there is none."""
        return int(self.rows[0][column]) if self.rows else 0

    def out_of(self, total: int) -> "Answer":
        """The same answer, which is the beginning of a list of so many rows."""
        return replace(self, total=total)

    def showing(self, frame: pd.DataFrame) -> "Answer":
        """The same answer with its rows put differently for the reader: named, narrowed."""
        return replace(self, frame=frame, is_as_answered=False)
