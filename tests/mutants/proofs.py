"""Faults of a join's kind that change no row, whatever the rows are: proven anew each time, from the catalogue.

Two proofs are known. Where every row must have its partner, because a foreign key says so and is never null, an inner
join keeps all rows and a left join fills none with nulls. And where a condition refuses the nulls that an outer join
fills in, PostgreSQL makes an inner join of it by itself: then both give the same plan, to the letter.
"""

from collections.abc import Iterator

import psycopg
from psycopg import sql
from sqlglot import exp

from tests.mutants.mutations import Mutation, differing_nodes

_KEY = """
    select
        from pg_constraint as key
        inner join pg_attribute as own on own.attrelid = key.conrelid and own.attnum = key.conkey[1] and own.attnotnull
        inner join pg_attribute as other on other.attrelid = key.confrelid and other.attnum = key.confkey[1]
    where
        key.contype = 'f'
        and key.convalidated
        and not key.condeferrable
        and cardinality(key.conkey) = 1
        and key.conrelid = to_regclass(%s)
        and own.attname = %s
        and key.confrelid = to_regclass(%s)
        and other.attname = %s
    union all
    -- Those of PostgreSQL's own tables.
    select
    from pg_get_catalog_foreign_keys()
    where fktable = to_regclass(%s) and fkcols = array[%s] and pktable = to_regclass(%s) and pkcols = array[%s]
        and not is_array and not is_opt
"""


def proof(pristine: psycopg.Connection, planted: psycopg.Connection, mutation: Mutation) -> str:
    """Why the fault, planted there, changes no row; empty when neither proof holds."""
    if mutation.operator != "join kind":
        return ""
    if along_a_key(pristine, mutation):
        return "every row has its partner: the foreign key that joins them is never null"
    one = mutation.object
    before, after = (plan(connection, one.identity, one.kind) for connection in (pristine, planted))
    return "PostgreSQL makes the same plan of both" if before and before == after else ""


def along_a_key(connection: psycopg.Connection, mutation: Mutation) -> bool:
    """Whether a join's only condition is a foreign key that is never null, from a table that no outer join fills in."""
    return any(_has_key(connection, before, after) for before, after in differing_nodes(mutation))


def _has_key(connection: psycopg.Connection, before: exp.Expression, after: exp.Expression) -> bool:
    select, condition, joined = before.parent, before.args.get("on"), before.this
    sides = {_side(before), _side(after)}
    if not isinstance(select, exp.Select) or not isinstance(condition, exp.EQ) or sides != {"", "LEFT"}:
        return False
    columns = [condition.this, condition.expression]
    if not isinstance(joined, exp.Table) or not all(isinstance(column, exp.Column) for column in columns):
        return False
    own = [column for column in columns if column.table != joined.alias_or_name]
    other = [column for column in columns if column.table == joined.alias_or_name]
    source = dict(_certain(select, before)).get(own[0].table) if len(own) == 1 else None
    if source is None:
        return False
    asked = [source, own[0].name, _name(joined), other[0].name]
    return connection.execute(_KEY, asked * 2).fetchone() is not None


def _certain(select: exp.Select, join: exp.Expression) -> Iterator[tuple[str, str]]:
    """Alias and name of each table before the join whose columns no outer join can have filled with nulls."""
    sources = [select.args["from_"].this] if select.args.get("from_") else []
    for other in select.args.get("joins", []):
        if other is join:
            break
        if _side(other) in {"RIGHT", "FULL"}:
            return
        if not _side(other):
            sources.append(other.this)
    yield from ((source.alias_or_name, _name(source)) for source in sources if isinstance(source, exp.Table))


def _side(join: exp.Expression) -> str:
    return str(join.args.get("side") or "")


def _name(table: exp.Table) -> str:
    return ".".join(part.sql(dialect="postgres") for part in table.parts)


def plan(connection: psycopg.Connection, identity: str, kind: str) -> str:
    """How PostgreSQL would read a view, or a function that it takes apart; empty for what it keeps closed."""
    if kind == "function":
        return _plan_of_function(connection, identity)
    if kind != "view":
        return ""
    return _explained(connection, sql.SQL("select * from {}").format(sql.Identifier(*identity.split(".", 1))))


def _plan_of_function(connection: psycopg.Connection, identity: str) -> str:
    found = connection.execute(
        "select array(select format_type(type, null) from unnest(proargtypes) as type) from pg_proc "
        "where oid = to_regproc(%s) and prokind = 'f' and proretset",
        [identity],
    ).fetchone()
    if found is None:
        return ""
    places = ", ".join(f"${place}::{kind}" for place, kind in enumerate(found[0], 1))
    told = _explained(connection, sql.SQL(f"select * from {identity}({places})"))  # type: ignore[arg-type]
    # A function scan hides what the function does.
    return "" if "Function Call: " + identity in told else told


def _explained(connection: psycopg.Connection, query: sql.SQL | sql.Composed) -> str:
    explain = sql.SQL("explain (verbose, costs off, generic_plan) ") + query
    # Only a query that goes as plain text may name parameters without a value.
    with psycopg.ClientCursor(connection) as cursor:
        return "\n".join(line for (line,) in cursor.execute(explain).fetchall())
