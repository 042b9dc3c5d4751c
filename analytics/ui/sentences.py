"""What views say by code and values, as a sentence in the reader's language.

A view gives a text for those who read SQL, and beside it `…_code` and `…_values`: what is said, and of what. The end
of a value's name tells how it is written (`sql/ops/sentences.sql`).
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import pandas as pd

from analytics.sentences import OF_VIEWS
from analytics.ui import clocks, i18n, logged, numbers

_CODE, _VALUES = "_code", "_values"


def worded(frame: pd.DataFrame) -> pd.DataFrame:
    """The same rows, each text that has a code beside it in the reader's language; codes and values are gone."""
    told = [str(name).removesuffix(_CODE) for name in frame.columns if str(name).endswith(_CODE)]
    told = [name for name in told if {name, name + _VALUES} <= set(frame.columns)]
    if not told:
        return frame
    said = {
        name: pd.Series(
            [
                sentence(code, values, text)
                for text, code, values in zip(frame[name], frame[name + _CODE], frame[name + _VALUES], strict=True)
            ],
            index=frame.index,
            dtype=frame[name].dtype,
        )
        for name in told
    }
    return frame.assign(**said).drop(columns=[name + end for name in told for end in (_CODE, _VALUES)])


def sentence(code: Any, values: Any, text: Any = None) -> str | None:
    """The sentence of a code with its values; where there is no such code, the text as it was written down."""
    if isinstance(code, str) and code in _templates():
        given = values if isinstance(values, Mapping) else {}
        return _said(code, json.dumps(given), i18n.language(), str(i18n.locale()))
    return None if pd.isna(text) else logged.again(text)


@lru_cache(maxsize=1)
def _templates() -> dict[str, tuple[str, str | None]]:
    """Each code's sentence, and the one about many where that is another."""
    return {
        context.removeprefix(OF_VIEWS): (message, None) if isinstance(message, str) else (message[0], message[1])
        for context, message in i18n.contexts()
        if context.startswith(OF_VIEWS)
    }


@lru_cache(maxsize=50_000)
def _said(code: str, given: str, _language: str, _locale: str) -> str:
    values: dict[str, Any] = json.loads(given)
    return _translated(code, values).format_map(
        _Written({name: _written(name, value) for name, value in values.items()})
    )


def _translated(code: str, values: Mapping[str, Any]) -> str:
    one, many = _templates()[code]
    if many is None:
        return i18n.pgettext(OF_VIEWS + code, one)
    return i18n.npgettext(OF_VIEWS + code, one, many, int(values[_counted(many)]))


class _Written(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        """A value that a view left out is nothing to be said."""
        return ""


def _counted(template: str) -> str:
    """The first value of a sentence, which says how many there are where it has several forms."""
    return template.partition("{")[2].partition("}")[0]


def _written(name: str, value: Any) -> str:
    if isinstance(value, list):
        return _listed(value)
    if isinstance(value, str):
        return _text(name, value)
    if name.endswith("_days"):
        return str(sentence("days", {"days": value}))
    return numbers.exact_percent(value) if name.endswith("_pct") else numbers.exact(value)


def _listed(items: list[Any]) -> str:
    if all(isinstance(item, str) for item in items):
        return ", ".join(items)
    # As ops.say joins them.
    return "; ".join(filter(None, (sentence(item["code"], item["values"]) for item in items))).replace(".; ", ". ")


def _text(name: str, value: str) -> str:
    if name.endswith("_on"):
        return numbers.day(date.fromisoformat(value))
    if name.endswith("_at"):
        return f"{numbers.minute(clocks.local(datetime.fromisoformat(value), 'UTC'))} UTC"
    return logged.again(value) if name == "said" else value
