"""Parquet for programs: the columns' own types, text unchanged, moments in UTC."""

from collections.abc import Callable, Generator
from typing import Any

import pyarrow as pa
import pyarrow.parquet as parquet

from analytics.files.cells import BROKEN, JSON, MOMENT, WALL_CLOCK, WHOLE, as_text
from analytics.files.formats.pipe import Pipe
from analytics.files.reading import Column, Reading, quoted


def written(reading: Reading) -> Generator[bytes, None, None]:
    """The file; a stretch of rows is a row group."""
    schema = pa.schema([(column.name, _type(column.kind)) for column in reading.columns])
    pipe = Pipe()
    with parquet.ParquetWriter(pa.PythonFile(pipe, mode="w"), schema) as writer:
        # The reader sees that it has begun, however long the first rows take.
        yield pipe.taken()
        for rows in reading.rows([_expression(column) for column in reading.columns]):
            columns = [
                _array(values, field.type) for values, field in zip(zip(*rows, strict=True), schema, strict=True)
            ]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))
            yield pipe.taken()
    yield pipe.taken()


_TYPES: dict[str, Any] = {
    "boolean": pa.bool_(),
    "date": pa.date32(),
    MOMENT: pa.timestamp("us", tz="UTC"),
    WALL_CLOCK: pa.timestamp("us"),
    **dict.fromkeys(WHOLE, pa.int64()),
    **dict.fromkeys(BROKEN, pa.float64()),
}

_AS_NUMBERS: dict[str, Callable[[str], str]] = {
    # What Python's dates cannot hold, Parquet's can.
    "date": lambda name: f"case when isfinite({name}) then {name} - date '1970-01-01' end",
    MOMENT: lambda name: f"case when isfinite({name}) then (extract(epoch from {name}) * 1000000)::bigint end",
    WALL_CLOCK: lambda name: f"case when isfinite({name}) then (extract(epoch from {name}) * 1000000)::bigint end",
    "numeric": lambda name: f"{name}::double precision",
}


def _type(kind: str) -> Any:
    if kind.endswith("[]"):
        return pa.list_(_type(_element(kind)))
    return _TYPES.get(kind, pa.string())


def _element(kind: str) -> str:
    """The type of a list's elements; what would need a way of its own is text."""
    element = kind.removesuffix("[]")
    return "text" if element in _AS_NUMBERS or element in JSON else element


def _expression(column: Column) -> str:
    name, kind = quoted(column.name), column.kind
    if kind in _AS_NUMBERS:
        return _AS_NUMBERS[kind](name)
    if kind.endswith("[]"):
        text = pa.types.is_string(_type(_element(kind)))
        return f"{name}::text[]" if text else name
    if kind in JSON:
        return f"{name}::text"
    return name if kind in _TYPES else as_text(column)


def _array(values: tuple[Any, ...], kind: Any) -> Any:
    if pa.types.is_timestamp(kind):
        return pa.array(values, pa.int64()).cast(kind)
    if pa.types.is_date(kind):
        return pa.array(values, pa.int32()).cast(kind)
    return pa.array(values, kind)
