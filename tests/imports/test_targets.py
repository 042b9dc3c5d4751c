"""What imports fill has the shape that the warehouse takes, so that no row of a file breaks a rule of the replica."""

import psycopg
import pytest

from db.domains import DOMAINS
from sources.imports import database
from sources.imports.targets import targets
from sync.specifications import source_named
from tests.imports.conftest import Desk

_COLUMNS = """
select attname, format_type(atttypid, atttypmod), attnotnull
from pg_attribute
where attrelid = to_regclass(%s) and attnum > 0 and not attisdropped and attname <> 'recipe'
"""

_PARENTS = """
select attname, pg_class.relname
from pg_constraint
join pg_class on pg_class.oid = confrelid
join pg_attribute on attrelid = pg_constraint.conrelid and attnum = conkey[1]
where pg_constraint.conrelid = to_regclass(%s) and contype = 'f'
"""


@pytest.mark.parametrize("source", [domain.source for domain in DOMAINS])
def test_tables_have_the_columns_types_and_parents_of_the_replica(desk: Desk, source: str) -> None:
    with database.connect() as connection:
        database.prepare(connection, source)
    specification = source_named(source)
    schema = specification.domain.raw_schema
    assert {table.name for table in specification.tables if "." not in table.name} >= targets(source).keys()
    for table in specification.tables:
        if table.name not in targets(source):
            continue
        name = f'{schema}."{table.name}"'
        with psycopg.connect(desk.warehouse.url) as replica, psycopg.connect(desk.database.url) as imports:
            theirs = {name: (kind, needed) for name, kind, needed in replica.execute(_COLUMNS, [name])}
            ours = {name: (kind, needed) for name, kind, needed in imports.execute(_COLUMNS, [name])}
            assert {name: kind for name, (kind, _) in ours.items() if name in theirs} == {
                name: kind for name, (kind, _) in theirs.items()
            }, table.name
            assert {name for name, (_, needed) in theirs.items() if needed} <= {
                name for name, (_, needed) in ours.items() if needed
            }, table.name
            parents = dict(replica.execute(_PARENTS, [name]).fetchall())
            assert parents.items() <= targets(source)[table.name].parents.items(), table.name


def test_every_table_of_a_source_can_be_filled() -> None:
    for domain in DOMAINS:
        assert targets(domain.source).keys() == {table.name for table in source_named(domain.source).tables}
