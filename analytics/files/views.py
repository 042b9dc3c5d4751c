"""A view by its name, for those who export all of it."""

import difflib

from analytics import query
from analytics.files.extract import Extract
from analytics.files.reading import quoted
from db.schemas import DERIVED_SCHEMAS

EXPORTED_SCHEMAS = (*DERIVED_SCHEMAS, "ops")


class UnknownView(query.QueryError):
    """No view of that name can be exported."""


def find_view(name: str) -> Extract:
    """All rows of the view of this name, with its schema or without.

    Raises UnknownView, listing names that are close.
    """
    known = query.frame(
        """
        select nspname as schema, relname as name
        from pg_class
        inner join pg_namespace on pg_namespace.oid = relnamespace
        where nspname = any(:schemas) and relkind in ('v', 'm', 'r', 'p')
            and has_table_privilege(pg_class.oid, 'select')
        order by array_position(:schemas, nspname::text), relname
        """,
        schemas=list(EXPORTED_SCHEMAS),
    )
    pairs = list(zip(known["schema"], known["name"], strict=True))
    chosen = next(((schema, view) for schema, view in pairs if name in {view, f"{schema}.{view}"}), None)
    if chosen is None:
        raise UnknownView(_suggestion(name, [*(f"{schema}.{view}" for schema, view in pairs), *known["name"]]))
    schema, view = chosen
    statement = query.Statement(f"select * from {quoted(schema)}.{quoted(view)}", {})
    return Extract(view, statement, f"{schema}.{view}")


def _suggestion(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, dict.fromkeys(known), n=5, cutoff=0.5)
    if close:
        return f"There is no view {name!r} to export. Close to it: {', '.join(close)}."
    views = sorted(candidate for candidate in known if ".v_" in candidate)
    return f"There is no view {name!r} to export. The views are: {', '.join(views)}."
