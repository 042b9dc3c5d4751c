"""Writes a view as a file, a stretch of rows at a time, so that neither memory nor a page limits its size."""

import difflib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as parquet

from analytics import query, spreadsheet
from db.schemas import DERIVED_SCHEMAS

EXPORTED_SCHEMAS = (*DERIVED_SCHEMAS, "ops")


class UnknownView(query.QueryError):
    """No view of that name can be exported."""


@dataclass(frozen=True)
class ExportedView:
    """A relation of the derived schemas, its columns with their types."""

    schema: str
    name: str
    columns: dict[str, str]

    def frames(self) -> Iterator[pd.DataFrame]:
        """All rows, a stretch at a time."""
        columns = ", ".join(_quoted(column) for column in self.columns)
        return query.frames(f"select {columns} from {_quoted(self.schema)}.{_quoted(self.name)}")


def find_view(name: str) -> ExportedView:
    """The view of this name, with its schema or without.

    Raises UnknownView, listing names that are close.
    """
    known = query.frame(
        """
        select nspname as schema, relname as name, attname as column, format_type(atttypid, null) as type
        from pg_class
        inner join pg_namespace on pg_namespace.oid = relnamespace
        inner join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped
        where nspname = any(:schemas) and relkind in ('v', 'm', 'r', 'p')
        order by array_position(:schemas, nspname::text), relname, attnum
        """,
        schemas=list(EXPORTED_SCHEMAS),
    )
    qualified = known["schema"] + "." + known["name"]
    chosen = known[(qualified == name) | (known["name"] == name)]
    if chosen.empty:
        raise UnknownView(_suggestion(name, list(dict.fromkeys([*qualified, *known["name"]]))))
    chosen = chosen[chosen["schema"] == chosen["schema"].iloc[0]]
    return ExportedView(
        chosen["schema"].iloc[0], chosen["name"].iloc[0], dict(zip(chosen["column"], chosen["type"], strict=True))
    )


def write_csv(view: ExportedView, file: IO[bytes]) -> None:
    """CSV as the pages offer it."""
    file.write(spreadsheet.BYTE_ORDER_MARK)
    for position, frame in enumerate(view.frames()):
        file.write(spreadsheet.csv_rows(frame, names=position == 0))


def write_parquet(view: ExportedView, file: IO[bytes]) -> None:
    """Parquet with the view's own types: text is not changed, moments are UTC."""
    schema = pa.schema([(column, _arrow_type(kind)) for column, kind in view.columns.items()])
    with parquet.ParquetWriter(file, schema) as writer:
        for frame in view.frames():
            columns = [_arrow_column(frame[field.name], field.type) for field in schema]
            writer.write_table(pa.Table.from_arrays(columns, schema=schema))


_ARROW_TYPES = {
    "boolean": pa.bool_(),
    "smallint": pa.int64(),
    "integer": pa.int64(),
    "bigint": pa.int64(),
    "real": pa.float64(),
    "double precision": pa.float64(),
    "numeric": pa.float64(),
    "date": pa.date32(),
    "timestamp with time zone": pa.timestamp("us", tz="UTC"),
    "timestamp without time zone": pa.timestamp("us"),
}


def _arrow_type(kind: str) -> pa.DataType:
    if kind.endswith("[]"):
        return pa.list_(_arrow_type(kind.removesuffix("[]")))
    return _ARROW_TYPES.get(kind, pa.string())


def _arrow_column(column: "pd.Series[Any]", kind: pa.DataType) -> pa.Array:
    if kind == pa.string() and column.dtype == object:
        column = column.map(_as_text)
    return pa.Array.from_pandas(column, type=kind)


def _as_text(value: Any) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value) if isinstance(value, dict | list) else str(value)


def _suggestion(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=5, cutoff=0.5)
    if close:
        return f"There is no view {name!r} to export. Close to it: {', '.join(close)}."
    views = sorted(candidate for candidate in known if ".v_" in candidate)
    return f"There is no view {name!r} to export. The views are: {', '.join(views)}."


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
