"""Words about a rule, made from the rule: `{ngeshare.active_days:days}` in a text becomes `28 days`.

A list's part is named by its place, from 0: `{academy.active_windows.2:days}`. Of a part of the day, which has two
hours, `{academy.dayparts.0:hours}` says `8 to 12 h`. What stands in braces otherwise is left as it is.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from db.rules.model import RULES, SECTIONS, Rules

_MENTION = re.compile(rf"\{{(?P<rule>(?:{'|'.join(SECTIONS)})\.\w+?)(?:\.(?P<place>\d))?(?::(?P<unit>\w+))?\}}")

Unit = Callable[[Any, str], str]
"""A value with its unit, in a language: 28 and `days` become `28 days`; without a unit the value alone."""


def english(value: Any, unit: str) -> str:
    """A value as the warehouse's own comments and the command line say it."""
    if unit == "hours" and isinstance(value, list):
        return f"{value[0]} to {value[1]} h"
    if unit == "percent":
        return f"{value} %"
    if unit == "weekday":
        return str(value).capitalize()
    if not unit:
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return f"{value} {_SINGULAR[unit] if value == 1 else unit}"


_SINGULAR = {"days": "day", "hours": "hour", "members": "member", "people": "person"}
UNITS = (*_SINGULAR, "percent", "weekday")


def filled(text: str, values: Mapping[str, Any], said: Unit = english) -> str:
    """The text with each mention of a rule replaced by its value.

    Raises KeyError for a mention of a rule that there is not.
    """

    def replaced(mention: re.Match[str]) -> str:
        value = values[mention["rule"]]
        if mention["place"] is not None:
            value = value[int(mention["place"])]
        return said(value, mention["unit"] or "")

    return _MENTION.sub(replaced, text)


def by_default(text: str) -> str:
    """The text as it reads under the rules of a new warehouse."""
    return filled(text, Rules().values())


def named(text: str) -> str:
    """The text with each mention replaced by the rule's name, for who does not know what is in force."""
    return _MENTION.sub(lambda mention: mention["rule"], text)


def mentions(text: str) -> set[str]:
    """The rules that a text mentions."""
    found = {mention["rule"] for mention in _MENTION.finditer(text)}
    return found & RULES.keys()
