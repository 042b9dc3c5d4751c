"""What a number means, as the database says it: comments on views and columns, and the question in the SQL file."""

from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from analytics import query, rules
from db import derived
from db.sql_file import DerivedObject

_RELATION = """
    select
        coalesce(
            obj_description(to_regclass(:relation), 'pg_class'), obj_description(to_regproc(:relation), 'pg_proc'), ''
        ) as meaning
"""

_COLUMNS = """
    select
        attname as "column",
        format_type(atttypid, atttypmod) as type,
        coalesce(col_description(attrelid, attnum), '') as meaning
    from pg_attribute
    where attrelid = to_regclass(:relation) and attnum > 0 and not attisdropped
    order by attnum
"""


@dataclass(frozen=True)
class Definition:
    """One view or table: what it answers, one row stands for what, what to watch out for, column by column."""

    relation: str
    meaning: str
    columns: pd.DataFrame
    question: str = ""
    grain: str = ""
    reads: tuple[str, ...] = ()
    traps: tuple[str, ...] = ()


def definition(relation: str) -> Definition:
    """What does `schema.name` mean? Columns: column, type, meaning. Raises QueryError.

    Meaning and columns are the database's comments; question, grain, reads and traps the header of the SQL file,
    empty for tables.
    """
    meaning = query.frame(_RELATION, relation=relation)["meaning"].iloc[0]
    columns = query.frame(_COLUMNS, relation=relation)
    header = _headers().get(relation)
    if header is None:
        return Definition(relation, meaning, columns)
    grain, asked = (rules.filled(header.fields.get(field, "")) for field in ("Grain", "Question"))
    return Definition(
        relation,
        meaning,
        columns,
        question=asked,
        grain=grain,
        reads=header.reads,
        traps=tuple(map(rules.filled, header.traps)),
    )


@lru_cache(maxsize=1)
def _headers() -> dict[str, DerivedObject]:
    return {found.identity: found for found in derived.derived_objects()}
