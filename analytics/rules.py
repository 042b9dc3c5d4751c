"""The rules in force, as whoever words or draws something needs them; SQL asks the same functions itself."""

import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from analytics import query
from analytics.question import question
from db import warehouse
from db.rules import words
from db.rules.model import Rules
from db.warehouse import Warehouse

_kept: dict[tuple[Warehouse, int], Mapping[str, Any]] = {}
"""The rules of the newest generation that this process has seen of a warehouse."""


@question("ops.rules_in_force", live=True, settled=True)
def rules() -> pd.DataFrame:
    """Which rules are in force?

    Columns: source, key, value (as JSON has it), said (the same as text). Source: ops.rules_in_force.
    """
    return query.frame("select source, key, value, cast(value as text) as said from ops.rules_in_force")


def in_force() -> Mapping[str, Any]:
    """The value of every rule under `source.key`.

    They are asked for once a change: every question tells how many there were. While the warehouse does not answer,
    they are those of before, or the defaults.
    """
    generation = query.rule_generation()
    key = (warehouse.current(), -1 if generation is None else generation)
    if key not in _kept:
        try:
            found = rules()
        except query.QueryError:
            return next(reversed(_kept.values()), Rules().values())
        _kept.clear()
        values = zip(found["source"], found["key"], found["said"], strict=True)
        _kept[warehouse.current(), query.rule_generation() or 0] = {
            f"{source}.{name}": json.loads(said) for source, name, said in values
        }
    return next(reversed(_kept.values()))


def value(name: str) -> Any:
    """The value of one rule, such as `academy.shown_hours`."""
    return in_force()[name]


def filled(text: str) -> str:
    """A text in English with each mention of a rule, such as `{ngeshare.active_days:days}`, replaced by its value."""
    return words.filled(text, in_force())
