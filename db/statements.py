"""SQL statements that stand in a `.sql` file beside the Python module that executes them.

Each has a name and a line that says what it is for:

    -- name: count_rows
    -- How many rows of a table fulfil a condition.
    select count(*) from {table} where {condition}

Identifiers and parts are put in by psycopg's `sql.SQL(…).format`, values are its parameters.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from psycopg import sql

_STATEMENT = re.compile(r"^-- name: (?P<name>\w+)\n-- (?P<purpose>.+)\n", re.MULTILINE)


def statements_beside(module: str) -> Mapping[str, sql.SQL]:
    """The statements in the `.sql` file of a module's name, given the module's `__file__`."""
    text = Path(module).with_suffix(".sql").read_text(encoding="utf-8")
    names = list(_STATEMENT.finditer(text))
    ends = [following.start() for following in names[1:]] + [len(text)]
    return MappingProxyType(
        {name["name"]: sql.SQL(text[name.end() : end].strip()) for name, end in zip(names, ends, strict=True)}
    )
