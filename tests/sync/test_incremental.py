"""What the cursor finds: a whole history first, then whatever is new."""

from typing import Any

import pytest

from db.warehouse import Warehouse
from sync.endpoints.table import Catalogue, catalogue
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.sync.conftest import Sync
from tests.sync.reading import ago, changed, copied, everything, of, statuses, touch


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


def test_the_first_sync_loads_the_whole_history(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", "2019-03-01", by="ana")
    met(production, "g", ago(days=3), episode=2, by="ana")
    outcome = sync()
    assert outcome.status == "succeeded"
    assert everything(replica) == everything(production)
    assert rows(replica, "select count(*) from ngeshare.group_meetings") == [(2,)]


def test_the_planner_knows_the_facts_of_a_first_load(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(days=3), episode=2, by="ana")
    sync()
    known = "select distinct tablename::text from pg_stats where schemaname = 'ngeshare' order by 1"
    assert {table for (table,) in rows(replica, known)} >= {"group_meetings", "group_progress", "group_rosters"}


def test_every_table_validates(sync: Sync, production: Connection) -> None:
    circle(production, "g", HIJRAH)
    outcome = sync()
    assert set(statuses(outcome).values()) == {"succeeded"}
    assert {table.difference for table in outcome.tables} == {0}
    assert (of(outcome, "UserHangoutGroup").source_count, of(outcome, "UserHangoutGroup").counts.inserted) == (3, 3)


def test_a_first_load_keeps_what_is_said_of_tables_and_columns(sync: Sync, replica: Connection) -> None:
    said = """
        select relname, attnum, col_description(pg_class.oid, attnum)
        from pg_class inner join pg_attribute on attrelid = pg_class.oid and attnum > 0
        where relnamespace = 'public'::regnamespace and relkind = 'r'
        union all
        select relname, 0, obj_description(oid, 'pg_class')
        from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
        order by 1, 2
    """
    before = rows(replica, said)
    sync()
    assert rows(replica, said) == before


def test_an_empty_production_validates(sync: Sync) -> None:
    assert sync().status == "succeeded"


def test_a_full_sync_finds_what_left_the_cursor_alone(sync: Sync, production: Connection, replica: Connection) -> None:
    user(production, "quiet", "old@x.id")
    user(production, "other", "other@x.id")
    touch(production, "User", "other", "email = 'other@x.id'")
    sync()
    production.execute("""update "User" set email = 'new@x.id' where id = 'quiet'""")
    assert changed(sync()) == {}
    assert changed(sync(full=True)) == {"User": 1}
    assert copied(replica, "User") == copied(production, "User")


def test_only_the_rows_that_changed_are_written(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    sync()
    touch(production, "HangoutGroup", "g", "city = 'Bandung'")
    user(production, "new")
    outcome = sync()
    assert changed(outcome) == {"User": 1, "HangoutGroup": 1}
    assert everything(replica) == everything(production)


def test_a_soft_delete_is_an_ordinary_update(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    sync()
    touch(production, "User", "ana", "\"deletedAt\" = '2026-01-01'")
    assert changed(sync()) == {"User": 1}
    assert rows(replica, 'select id from "User" where "deletedAt" is not null') == [("ana",)]


def test_microseconds_and_text_survive_the_copy(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    tricky = 'tab\t newline\n backslash\\ quote" \\. \\N é 漢'
    production.execute('update "HangoutGroup" set name = %s, "createdAt" = \'2026-01-01 00:00:00.123\'', [tricky])
    sync()
    found = rows(replica, """select name, to_char("createdAt", 'MS') from "HangoutGroup" """)
    assert found == [(tricky, "123")]


def test_a_first_load_reads_the_catalogue_once_for_all_its_tables(sync: Sync, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []

    def noted(*asked: Any) -> Catalogue:
        read.append(asked[2:])
        return catalogue(*asked)

    monkeypatch.setattr("sync.first_load.incoming_tables.catalogue", noted)
    assert sync().status == "succeeded"
    assert read == [(), ("incoming_ngeshare",), ("incoming_ngeshare",)]
