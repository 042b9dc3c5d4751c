"""Keys of imported rows: what a row is called in its file, below the name of its recipe.

A text key is `recipe:name`. A uuid key is the uuid of version 5 of the same, so that it is the same in every import.
"""

import uuid
from collections.abc import Sequence

import psycopg
from psycopg import sql

from db.statements import statements_beside
from sources.imports.casting import Typed

_SQL = statements_beside(__file__)
_ROOT = uuid.uuid5(uuid.NAMESPACE_DNS, "atalaya.imports")


def namespace(recipe: str, kind: str) -> uuid.UUID:
    """Below which a recipe's rows of one kind, the name of a table, have their uuids."""
    return uuid.uuid5(uuid.uuid5(_ROOT, recipe), kind)


def make_uuids(connection: psycopg.Connection, recipe: str, every: Sequence[Typed]) -> None:
    """A temporary table of the uuids of all that these tables name; PostgreSQL has no SHA-1 to make them itself."""
    connection.execute(_SQL["create_uuids"])
    for typed in every:
        for name in typed.columns:
            column = typed.target.columns[name]
            if not column.is_uuid:
                continue
            kind = column.parent or column.names or typed.target.name
            query = _SQL["new_names"].format(
                column=sql.Identifier(name), typed=typed.identifier, kind=sql.Literal(kind)
            )
            below = namespace(recipe, kind)
            names = [row[0] for row in connection.execute(query)]
            with connection.cursor() as cursor, cursor.copy("copy pg_temp.uuids from stdin") as copy:
                for text in names:
                    copy.write_row((kind, text, uuid.uuid5(below, text)))
            connection.execute("analyze pg_temp.uuids")
