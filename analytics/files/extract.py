"""What a file holds: the rows of a question as somebody asked it, or all rows of a view."""

import inspect
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from analytics import query
from analytics.question import Question
from analytics.zones import zone_of

PAGING = frozenset({"after", "limit"})
"""Arguments that say which rows a page shows; a file holds all of them."""

_LONGEST_NAME = 120


@dataclass(frozen=True)
class Extract:
    """Rows on their way into a file."""

    name: str
    """What the file is called, after the section that offers it."""
    statement: query.Statement
    relation: str
    """What explains the rows."""
    filters: Mapping[str, Any] = field(default_factory=dict)
    """What was chosen, by the names of the question's arguments."""
    words: str = ""
    """What is asked, in plain words."""

    @property
    def zone(self) -> str:
        """On whose clock its moments and days are."""
        return zone_of(self.relation.partition(".")[0])

    def file_name(self, suffix: str) -> str:
        """atalaya-rescue-list-2026-06-15-bandung.csv: the day is that of the rows' own zone, or the one looked from."""
        day = self.statement.as_of or datetime.now(ZoneInfo(self.zone)).date()
        parts = [self.name, day.isoformat(), *map(_in_words, self.filters.values())]
        return f"atalaya-{'-'.join(filter(None, map(_plain, parts)))[:_LONGEST_NAME].rstrip('-')}.{suffix}"


def of_question(question: Question[...], arguments: Mapping[str, Any], *, name: str, day: date | None) -> Extract:
    """Every row that answers a question: of those that a page shows some at a time, all."""
    wanted = inspect.signature(question.function).parameters
    chosen = {key: value for key, value in arguments.items() if key not in PAGING}
    given = chosen | ({"limit": None} if "limit" in wanted else {})
    if not question.live:
        given["as_of"] = day
    return Extract(
        name,
        query.statement_of(question, **given),
        question.explained_by,
        {key: value for key, value in chosen.items() if _narrows(value, wanted[key].default)},
        question.words,
    )


def is_paged(question: Question[...]) -> bool:
    """Whether a page shows only some of the rows that answer it."""
    return not PAGING.isdisjoint(inspect.signature(question.function).parameters)


def _narrows(value: Any, default: Any) -> bool:
    return value is not None and value != default and value not in ("", (), [])


def _in_words(value: Any) -> str:
    return "-".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _plain(text: str) -> str:
    """Letters and digits that every file system takes."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", folded.lower()).strip("-")
