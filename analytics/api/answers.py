"""Data frames as lists of typed rows, and these as JSON."""

from functools import cache
from typing import Any, TypeVar

import pandas as pd
from pydantic import BaseModel, TypeAdapter
from starlette.responses import Response

from analytics.rows import rows

Row = TypeVar("Row", bound=BaseModel)


def listed(model: type[Row], frame: pd.DataFrame) -> list[Row]:
    """Each row of a frame as the model; what is missing is null."""
    found: list[Row] = _adapter(model).validate_python(rows(frame))
    return found


def answered(model: type[BaseModel], frame: pd.DataFrame) -> Response:
    """The same as JSON. A response of ours is not checked a second time, which would take longer than the query."""
    adapter = _adapter(model)
    return Response(adapter.dump_json(adapter.validate_python(rows(frame))), media_type="application/json")


@cache
def _adapter(model: type[BaseModel]) -> TypeAdapter[Any]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]
