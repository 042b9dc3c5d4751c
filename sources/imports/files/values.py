"""Typed values of spreadsheets, Parquet and JSON as the texts that they would be in a CSV file."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from sources.imports.files.table import clean, filled


def text(value: Any) -> str | None:
    """The value as text: moments in ISO 8601, whole numbers without decimals, lists and objects as JSON."""
    if value is None:
        return None
    if isinstance(value, str):
        return filled(clean(value))
    if isinstance(value, bool):
        return "true" if value else "false"
    write = _TEXTS.get(type(value), _other)
    return write(value)


def _of_float(value: float) -> str | None:
    # NaN is how some programs write that there is nothing.
    if value != value:
        return None
    return str(int(value)) if value.is_integer() and abs(value) < 1e16 else repr(value)


def _of_decimal(value: Decimal) -> str | None:
    return None if value.is_nan() else f"{value:f}" if value.is_finite() else str(value)


def _of_timedelta(value: timedelta) -> str:
    """Hours may be more than 24, as in a spreadsheet's `[h]:mm`."""
    seconds = value.days * 86_400 + value.seconds
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{fraction}"


def _of_bytes(value: bytes) -> str | None:
    return filled(clean(value.decode("utf-8", "replace")))


def as_json(value: Any) -> str:
    """A list or an object, as it would stand in a file."""
    return clean(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=text))


def _isoformat(value: datetime | date | time) -> str:
    return value.isoformat()


def _other(value: Any) -> str | None:
    if isinstance(value, (list, tuple, Mapping)):
        return as_json(value)
    return filled(clean(str(value)))


_TEXTS: dict[type, Callable[[Any], str | None]] = {
    int: str,
    float: _of_float,
    Decimal: _of_decimal,
    datetime: _isoformat,
    date: _isoformat,
    time: _isoformat,
    timedelta: _of_timedelta,
    bytes: _of_bytes,
    list: as_json,
    dict: as_json,
}
