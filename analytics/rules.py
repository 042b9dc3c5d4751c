"""The rules in force, as whoever words or draws something needs them; SQL asks the same functions itself."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from analytics import query
from analytics.question import question
from db import warehouse
from db.errors import AtalayaError
from db.rules import words
from db.rules.model import Rules
from db.warehouse import Warehouse

_kept: dict[tuple[Warehouse, int | None], Mapping[str, Any]] = {}
"""The rules of the newest generation that this process has seen of a warehouse."""

_DEFAULTS: Mapping[str, Any] = Rules().values()

ASKED_AGAIN_SECONDS = 0.5
"""How long a warehouse that did not answer is left alone."""


@dataclass
class _Silence:
    """Until when nobody asks, by the process's own clock."""

    until: float = 0.0


_silence = _Silence()


@question("ops.rules_in_force", live=True, settled=True)
def rules() -> pd.DataFrame:
    """Which rules are in force?

    Columns: rule (source.key), source, key, said (the value as JSON writes it). Source: ops.rules_in_force.
    """
    return query.frame(
        "select source || '.' || key as rule, source, key, cast(value as text) as said from ops.rules_in_force"
    )


@question("ops.rule_change", live=True)
def changes(*, limit: int = 500) -> pd.DataFrame:
    """Who changed which rule, and when? Newest first.

    Columns: changed_at, changed_by, rule (source.key), old, new (as JSON writes them), rebuilt, seconds. Source:
    ops.rule_change.
    """
    return query.frame(
        "select changed_at, changed_by, source || '.' || key as rule, cast(old as text) as old, "
        "cast(new as text) as new, rebuilt, seconds from ops.rule_change order by changed_at desc limit :limit",
        limit=limit,
    )


def in_force() -> Mapping[str, Any]:
    """The value of every rule under `source.key`.

    They are asked for once a change: every question tells how many there were. While the warehouse does not answer,
    they are those of before, or the defaults.
    """
    generation = query.rule_generation()
    try:
        if time.monotonic() < _silence.until:
            return _of_before()
        here = warehouse.current()
        found = None if (here, generation) in _kept else rules()
    except (query.QueryError, AtalayaError):
        # A picture asks once a mark.
        _silence.until = time.monotonic() + ASKED_AGAIN_SECONDS
        return _of_before()
    if found is not None:
        _kept.clear()
        told = zip(found["rule"], found["said"], strict=True)
        _kept[here, query.rule_generation()] = {
            # Percents are compared as they are written.
            rule: json.loads(said, parse_float=Decimal)
            for rule, said in told
        }
    return next(reversed(_kept.values()))


def _of_before() -> Mapping[str, Any]:
    return next(reversed(_kept.values()), _DEFAULTS)


def value(name: str) -> Any:
    """The value of one rule, such as `academy.shown_hours`."""
    return in_force()[name]


def filled(text: str) -> str:
    """A text in English with each mention of a rule, such as `{ngeshare.active_days:days}`, replaced by its value."""
    return words.filled(text, in_force())
