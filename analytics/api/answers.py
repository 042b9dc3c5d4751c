"""Answers of questions as lists of typed rows, and these as JSON."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

import pandas as pd
from pydantic import BaseModel, TypeAdapter
from starlette.responses import Response

from analytics import query

Row = TypeVar("Row", bound=BaseModel)


def listed(model: type[Row], question: Callable[..., pd.DataFrame], **arguments: Any) -> list[Row]:
    """Each row of a question's answer as the model; what is missing is null. Raises QueryError."""
    found: list[Row] = _adapter(model).validate_python(query.rows(question, **arguments))
    return found


def answered(model: type[BaseModel], question: Callable[..., pd.DataFrame], **arguments: Any) -> Response:
    """The same as JSON. A response of ours is not checked a second time, which would take longer than the query."""
    return Response(_adapter(model).dump_json(listed(model, question, **arguments)), media_type="application/json")


@cache
def _adapter(model: type[BaseModel]) -> TypeAdapter[Any]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]
