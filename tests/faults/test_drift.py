"""A source whose shape is not the agreed one: too little is named, too much is ignored and reported."""

from collections.abc import Iterator

import pytest

from db.address import libpq_url, postgres_url
from tests.conftest import Database, Server
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import NewPair, Sync
from tests.faults.pair import Pair
from tests.preloaded import Preloaded, preloaded_with
from tests.sync.reading import ago, changed, copied, ids, of, statuses, touch
from tests.thoroughness import variants


def organisation(production: Connection) -> None:
    circle(production, "g", HIJRAH)
    met(production, "g", ago(3), by="ana")


@pytest.fixture(scope="module")
def preloaded(postgres_18: Server, empty_productions: str) -> Iterator[Preloaded]:
    with preloaded_with(postgres_18, empty_productions, organisation) as found:
        yield found


def test_a_missing_table_is_named_and_what_depends_on_it_is_skipped(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promises 5 and 7: a table is renamed in the midst of the order."""
    production.execute('alter table "HangoutGroup" rename to "Circle"')
    user(production, "new")
    outcome = sync()
    assert statuses(outcome) == {
        **dict.fromkeys(("User", "Hangout", "HangoutEpisode"), "succeeded"),
        "HangoutGroup": "failed",
        **dict.fromkeys(("UserHangoutGroup", "UserHangoutGroupAttendance"), "skipped"),
    }
    assert "no table public.HangoutGroup" in str(of(outcome, "HangoutGroup").message)
    assert "depends on HangoutGroup" in str(of(outcome, "UserHangoutGroup").message)
    assert (ids(replica, "HangoutGroup"), "new" in ids(replica, "User")) == (["g"], True)


def test_the_error_log_names_the_table(sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 7's message where people look for it."""
    production.execute('drop table "UserHangoutGroupAttendance"')
    sync()
    [(table, attempt, message)] = rows(replica, 'select "table", attempt, message from ops.sync_error_log')
    assert (table, attempt) == ("UserHangoutGroupAttendance", 1)
    assert "The source has no table public.UserHangoutGroupAttendance" in message


def test_a_dropped_column_is_named(pair: Pair, sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 7: two columns go; the table's last good rows stay, with their values."""
    touch(production, "HangoutGroup", "g", "city = 'Bandung'")
    sync()
    production.execute('alter table "HangoutGroup" drop column city, drop column province')
    outcome = sync()
    assert "public.HangoutGroup has changed: it has no column city, province" in str(outcome.message)
    assert outcome.status == "partial"
    assert rows(replica, 'select city from "HangoutGroup"') == [("Bandung",)]


def test_a_renamed_column_is_named_and_is_well_again_when_it_is_back(
    pair: Pair, sync: Sync, production: Connection
) -> None:
    """Forces promise 7: to us, the old name is missing and the new one a column that nobody copies."""
    production.execute('alter table "User" rename column email to mail')
    touch(production, "User", "ana", "mail = 'ana@x.id'")
    outcome = sync()
    assert "public.User has changed: it has no column email" in str(of(outcome, "User").message)
    assert statuses(outcome)["UserHangoutGroup"] == "skipped"
    production.execute('alter table "User" rename column mail to email')
    assert sync().status == "succeeded"
    assert pair.differences() == {}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ('alter table "Hangout" alter column price type numeric', "price is numeric instead of double precision"),
        (
            'alter table "Hangout" alter column "updatedAt" type timestamp(0)',
            "updatedAt is timestamp(0) without time zone",
        ),
        ('alter table "Hangout" alter column "updatedAt" type timestamptz', "updatedAt is timestamp with time zone"),
        ('alter table "Hangout" alter column name type varchar(200)', "name is character varying(200) instead of text"),
    ],
)
def test_a_retyped_column_is_named_with_both_types(
    sync: Sync, production: Connection, replica: Connection, change: str, said: str
) -> None:
    """Forces promise 7: no value is squeezed into another type in silence, cursors least of all."""
    before = copied(replica, "Hangout")
    production.execute(change)
    outcome = sync()
    assert said in str(of(outcome, "Hangout").message)
    assert (of(outcome, "Hangout").status, copied(replica, "Hangout")) == ("failed", before)


@pytest.mark.parametrize("kind", variants("stored", "virtual"))
def test_a_column_that_became_generated_is_copied(pair: Pair, sync: Sync, production: Connection, kind: str) -> None:
    """Forces drift that is none: production computes now what it wrote before; COPY of the table would leave it out."""
    production.execute(
        f"""alter table "UserHangoutGroup" drop column "publicId";
        alter table "UserHangoutGroup" add column "publicId" text generated always as (upper(id)) {kind}"""
    )
    touch(production, "UserHangoutGroup", ids(production, "UserHangoutGroup")[0], "status = 'LEFT'")
    assert sync(full=True).status == "succeeded"
    assert pair.differences() == {}


def test_added_columns_do_not_matter_wherever_they_are(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 7: columns are found by name; a generated and an endless one come between the others."""
    production.execute(
        """create table newer (nickname text default 'x', id text primary key, "updatedAt" timestamp(3) not null,
            "deletedAt" timestamp(3), shout text generated always as (upper(id)) stored, email text,
            "lastActive" timestamp(3), photo bytea default decode('00ff', 'hex'), "lastLogin" timestamp(3),
            "createdAt" timestamp(3) default current_timestamp not null, place point);
        insert into newer (id, "updatedAt", email, "createdAt") select id, "updatedAt", email, "createdAt" from "User";
        drop table "User" cascade;
        alter table newer rename to "User" """
    )
    touch(production, "User", "ana", "email = 'ana@x.id'")
    outcome = sync()
    assert (outcome.status, changed(outcome), pair.differences()) == ("succeeded", {"User": 1}, {})


def test_a_table_that_came_back_is_loaded_with_its_dependents(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces promise 5: what was skipped follows without anybody's help."""
    production.execute('alter table "HangoutGroup" rename to "Circle"')
    sync()
    production.execute('alter table "Circle" rename to "HangoutGroup"')
    circle(production, "g2", HIJRAH)
    assert sync().status == "succeeded"
    assert pair.differences() == {}


def test_extra_columns_and_tables_are_ignored_and_reported(
    sync: Sync, production: Connection, replica: Connection
) -> None:
    """Forces promise 7: what is new is named in the run's data quality."""
    production.execute("""create table "Badge" (id text); alter table "User" add column nickname text default 'x'""")
    outcome = sync()
    assert outcome.status == "succeeded"
    found = rows(
        replica,
        f"""select "check", sample_keys @> array['nickname'] or sample_keys @> array['Badge']
        from ops.data_quality
        where run = {outcome.run} and "check" like 'extra%' and "table" in ('User', 'public') order by 1""",
    )
    assert found == [("extra_columns", True), ("extra_tables", True)]


@pytest.fixture
def clerk(source: Database, production: Connection) -> Iterator[str]:
    """A URL of a user who may read all tables but one."""
    production.execute("create role clerk login; grant select on all tables in schema public to clerk")
    production.execute('revoke select on "Hangout" from clerk')
    yield libpq_url(postgres_url(source.url, "url").changed(user="clerk"))
    production.execute("drop owned by clerk; drop role clerk")


def test_a_source_that_hides_a_table_says_what_to_grant(sync: Sync, clerk: str) -> None:
    """Forces promise 7: the message tells the administrator what to do."""
    outcome = sync(url=clerk)
    assert "grant the source's user SELECT on it" in str(of(outcome, "Hangout").message)
    assert statuses(outcome)["User"] == "succeeded"


def test_a_child_whose_parents_are_skipped_at_the_first_sync_waits_too(
    production: Connection, new_pair: NewPair
) -> None:
    """Forces promise 5 in a first load: nothing of the child is visible until its parent is there."""
    production.execute('alter table "HangoutGroup" rename to "Circle"')
    pair = new_pair()
    outcome = pair.sync()
    assert statuses(outcome)["UserHangoutGroupAttendance"] == "skipped"
    with pair.look() as replica:
        assert rows(replica, 'select count(*) from "UserHangoutGroupAttendance"') == [(0,)]
    production.execute('alter table "Circle" rename to "HangoutGroup"')
    outcome = pair.sync()
    assert (outcome.status, outcome.message) == ("succeeded", None)
    assert pair.differences() == {}
