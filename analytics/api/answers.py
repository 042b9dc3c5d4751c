"""Data frames as lists of typed rows."""

from typing import TypeVar

import pandas as pd
from pydantic import BaseModel, TypeAdapter

from analytics.rows import rows

Row = TypeVar("Row", bound=BaseModel)


def listed(model: type[Row], frame: pd.DataFrame) -> list[Row]:
    """Each row of a frame as the model; what is missing is null."""
    return TypeAdapter(list[model]).validate_python(rows(frame))  # type: ignore[valid-type]
