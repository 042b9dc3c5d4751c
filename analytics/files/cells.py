"""How a column's values are written as text, by its type: SQL expressions, so that the warehouse writes the cells."""

from analytics.files.reading import Column, quoted

WHOLE = frozenset({"smallint", "integer", "bigint"})
BROKEN = frozenset({"numeric", "real", "double precision"})
MOMENT = "timestamp with time zone"
WALL_CLOCK = "timestamp without time zone"
JSON = frozenset({"json", "jsonb"})

_BARE = WHOLE | BROKEN | {"date", "uuid", "interval", "time without time zone", "oid", "bytea"}
"""What is written as Postgres writes it, and can be no formula."""


def as_text(column: Column) -> str:
    """The value as text: moments in ISO 8601 with their offset, lists joined by `; `, JSON as JSON."""
    name, kind = quoted(column.name), column.kind
    if kind == MOMENT:
        return f"ops.file_moment({name})"
    if kind == WALL_CLOCK:
        return f"replace({name}::text, ' ', 'T')"
    if kind == "numeric":
        return f"trim_scale({name})::text"
    if kind == "boolean":
        return f"case when {name} then 'True' when not {name} then 'False' end"
    if kind in JSON:
        return f"ops.file_json({name}::text)"
    if kind.endswith("[]"):
        return f"array_to_string({name}, '; ')"
    return f"{name}::text"


def as_csv(column: Column, separator: str) -> str:
    """The same, so that no spreadsheet takes it for a formula."""
    written = as_text(column)
    if column.kind in _BARE | JSON | {MOMENT, WALL_CLOCK, "boolean"}:
        return written
    return f"ops.csv_text({written}, '{separator}')"
