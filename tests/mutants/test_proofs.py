"""A fault of a join's kind is only called equivalent where it cannot change a row."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests import postgres_servers
from tests.conftest import Server
from tests.mutants import proofs
from tests.mutants.mutations import mutations
from tests.mutants.test_mutations import an_object

TABLES = """
    create schema shop;
    create table shop.customers (id integer primary key, name text);
    create table shop.orders (
        id integer primary key,
        customer integer not null references shop.customers,
        earlier integer references shop.orders,
        paid_by integer not null
    )
"""


@pytest.fixture(scope="module")
def shop() -> Iterator[tuple[psycopg.Connection, psycopg.Connection]]:
    """Two databases with the same tables; orders belong to customers, and may belong to another order."""
    with postgres_servers.embedded() as url:
        server = Server(url)
        urls = [server.database_url(server.create("template1")) for _ in range(2)]
        with psycopg.connect(urls[0], autocommit=True) as one, psycopg.connect(urls[1], autocommit=True) as other:
            for connection in (one, other):
                connection.execute(TABLES)
            yield one, other


@pytest.mark.parametrize(
    ("query", "proved"),
    [
        ("shop.orders as o inner join shop.customers as c on c.id = o.customer", True),
        ("shop.orders as o left join shop.customers as c on o.customer = c.id", True),
        ("pg_class inner join pg_namespace on pg_namespace.oid = pg_class.relnamespace", True),
        ("pg_class inner join pg_am on pg_am.oid = pg_class.relam", False),
        ("shop.orders as o inner join shop.orders as e on e.id = o.earlier", False),
        ("shop.orders as o inner join shop.customers as c on c.id = o.paid_by", False),
        ("shop.orders as o inner join shop.customers as c on c.id <> o.customer", False),
        ("shop.orders as o inner join shop.customers as c on c.id = o.customer and c.name > 'a'", False),
        ("shop.customers as c inner join shop.orders as o on o.customer = c.id", False),
        ("shop.customers as c left join shop.orders as o on o.customer = c.id where o.id > 3", True),
        ("shop.customers as c inner join shop.orders as o on o.customer = c.id where o.id > 3", True),
        ("shop.customers as c inner join shop.orders as o on o.customer = c.id where o.id is null", False),
        ("shop.customers as c inner join shop.orders as o on o.customer = c.id where coalesce(o.id, 4) > 3", False),
        (
            "shop.customers as k left join shop.orders as o on o.customer = k.id "
            "inner join shop.customers as c on c.id = o.customer",
            False,
        ),
    ],
)
@pytest.mark.parametrize("kind", ["view", "function"])
def test_only_what_changes_no_row_is_proved(
    shop: tuple[psycopg.Connection, psycopg.Connection], tmp_path: Path, query: str, proved: bool, kind: str
) -> None:
    begins = {
        "view": "create view shop.o as select count(*) from {};",
        "function": "create function shop.o(a integer) returns table (orders bigint) language sql stable "
        "begin atomic select count(*) from {}; end;",
    }
    one = an_object(tmp_path, begins[kind].format(query), kind)
    join = [found for found in mutations(one) if found.operator == "join kind"][-1]
    before, after = shop
    for connection, statement in ((before, one.statement), (after, join.statement)):
        connection.execute("drop view if exists shop.o; drop function if exists shop.o(integer)")
        connection.execute(statement.encode())
    assert bool(proofs.proof(before, after, join)) == proved


def test_other_faults_are_never_proved(shop: tuple[psycopg.Connection, psycopg.Connection], tmp_path: Path) -> None:
    """Plans do not tell how many rows a limit lets through."""
    one = an_object(tmp_path, "create view shop.o as select id from shop.orders limit 1;", "view")
    for fault in mutations(one):
        assert proofs.proof(*shop, fault) == ""
