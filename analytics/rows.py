"""A frame's rows one by one, for sentences and labels."""

from typing import Any, cast

import pandas as pd

Row = dict[str, Any]


def rows(frame: pd.DataFrame) -> list[Row]:
    """Each row as a dictionary by column name; what is missing is None, whatever the column's type."""
    plain = frame.astype("object")
    return cast("list[Row]", plain.where(plain.notna(), None).to_dict("records"))
