"""Removes what is older than an organisation wants to keep."""

from db import warehouse
from db.phrase import phrase
from db.warehouse import SYNC


def apply_retention() -> str | None:
    """Removes rows older than their table's setting; says what was removed."""
    with warehouse.current().connect(SYNC) as connection:
        removed = connection.execute('select "table", rows_removed from ops.apply_retention()').fetchall()
    said = (phrase("{table}: {rows:,} rows removed", table=table, rows=rows) for table, rows in removed if rows)
    return "; ".join(said) or None
