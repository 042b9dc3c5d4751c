"""CSV for spreadsheets: UTF-8, text that cannot run as a formula, numbers untouched.

The files start with a byte order mark: without it Excel reads them in the computer's old code page and garbles names.
"""

import codecs
import io
from typing import Any

import pandas as pd

BYTE_ORDER_MARK = codecs.BOM_UTF8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def csv_bytes(frame: pd.DataFrame) -> bytes:
    """Every row of the frame under its column names; moments in ISO 8601, lists joined by `; `."""
    return BYTE_ORDER_MARK + csv_rows(frame, names=True)


def csv_rows(frame: pd.DataFrame, *, names: bool = False) -> bytes:
    """A stretch of such a file: rows, and where it begins the column names."""
    safe = pd.DataFrame({_guarded(str(name)): _plain(frame[name]) for name in frame.columns})
    text = io.StringIO(newline="")
    safe.to_csv(text, index=False, header=names, lineterminator="\r\n")
    return text.getvalue().encode()


def _plain(column: "pd.Series[Any]") -> "pd.Series[Any]":
    kinds = pd.api.types
    if kinds.is_numeric_dtype(column.dtype):
        return column
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.map(lambda moment: moment.isoformat(), na_action="ignore").astype("object")
    if kinds.is_datetime64_dtype(column.dtype):
        return column.map(lambda moment: moment.date().isoformat(), na_action="ignore").astype("object")
    return column.astype("object").map(_cell)


def _cell(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return _guarded("; ".join(map(str, value)))
    if isinstance(value, str):
        return _guarded(value)
    return value


def _guarded(text: str) -> str:
    """A leading apostrophe tells a spreadsheet that what follows is text."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text
