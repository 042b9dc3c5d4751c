"""Values at the edge of their types: they arrive exactly, are compared exactly, and can be keys."""

from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from db.warehouse import Warehouse
from sources import demo
from tests.conftest import Server
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.organisation import LONG_AGO, event, offer, progress, reading, session, student
from tests.faults.pair import Pair
from tests.sync.reading import ago, changed, ids, touch
from tests.thoroughness import variants

TEXTS = (
    "",
    " ",
    "null",
    "\\N",
    "\\.",
    "\\",
    '\'; drop table "User"; --',
    '"quoted", {braced}, (bracketed)',
    "per cent %s and %(name)s",
    "tab\tnewline\ncarriage\r\nreturn",
    "\x01\x02\x07\x1b\x7f",
    "é is not e\u0301",
    "שלום עולם \u202eabc\u202c مرحبا",
    "👩‍👩‍👧‍👦🏳️‍🌈 🇮🇩 e\u200d\ufe0f",
    "漢字\uffff\U0010ffff",
    "İıſK",
)
FLOATS = (
    "NaN",
    "Infinity",
    "-Infinity",
    "0",
    "-0",
    "5e-324",
    "-5e-324",
    "1.7976931348623157e308",
    "0.1",
    "0.30000000000000004",
)
MOMENTS = ("infinity", "-infinity", "4713-01-01 00:00:00 BC", "294276-12-31 23:59:59.999", "1970-01-01", "0001-01-01")
AMOUNTS = ("999999999999.99", "-999999999999.99", "0.00", "0.01", "-0.01", "1000000.10")
DOCUMENTS = (
    "{}",
    "[]",
    "null",
    '""',
    "1e400",
    "1.10",
    "123456789012345678901234567890.000000000000000000001",
    '{"": {"": [[], {}, [[[]]]]}}',
    '{"a": 1, "a": 2}',
    '{"quote\\"": "back\\\\slash", "line": "\\n\\t\\u0001"}',
    '{"face": "\\ud83d\\ude00", "key \\u00e9": "e\\u0301"}',
    '"\\\\u0000 is only text"',
)


@pytest.fixture
def here(warehouse: Warehouse) -> Warehouse:
    return warehouse


def arrive(pair: Pair, production: Connection, *sources: str) -> None:
    """A first load, a later sync of the same rows under new cursors, a full one and a comparison: all the same."""
    assert pair.sync(*sources).status == "succeeded"
    assert pair.differences(*sources) == {}
    assert changed(pair.sync(*sources, full=True)) == {}
    pair.verify(*sources, repair=False)
    with pair.look() as replica:
        assert rows(replica, "select sum(missing + different + surplus) from ops.verification") == [(0,)]


def test_texts_arrive_as_they_are(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces exact copies: what the formats of COPY, SQL and Python would each like to take for something else."""
    for number, text in enumerate(TEXTS):
        user(production, f"u{number}", text)
        student(production, f"s{number}", name=text)
    arrive(pair, production, "ngeshare", "academy")
    for number, text in enumerate(reversed(TEXTS)):
        touch(production, "User", f"u{number}", "email = 'changed by ' || email")
        production.execute(
            "update academy.students set full_name = %s, updated_at = now() where id = %s", [text, f"s{number}"]
        )
    assert sync("ngeshare", "academy").status == "succeeded"
    assert pair.differences("ngeshare", "academy") == {}


def test_texts_can_be_keys(pair: Pair, sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces exact keys on every way that a key takes: merged, fetched, deleted, refused, verified."""
    circle(production, "g", HIJRAH)
    sync()
    for text in TEXTS:
        user(production, text, "old")
        met(production, "g", ago(1), by=text)
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    production.execute("""update "User" set email = 'raw' where email = 'old'""")
    pair.verify()
    assert pair.differences() == {}
    assert pair.stale_facts() == {}
    production.execute('delete from "UserHangoutGroupAttendance"')
    production.execute("""delete from "User" where email = 'raw'""")
    assert sync().status == "succeeded"
    assert ids(replica, "User") == ids(production, "User")


def test_ten_megabytes_arrive_in_one_value(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces a value that is larger than any buffer, in a first load, in a batch and beside small rows."""
    circle(production, "g", HIJRAH)
    large = "👩‍👩‍👧‍👦\\\"'" * (10_000_000 // 28)
    touch(production, "HangoutGroup", "g", "name = 'small'")
    production.execute('update "HangoutGroup" set description = %s', [large])
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    production.execute('update "HangoutGroup" set description = reverse(description), "updatedAt" = now()')
    assert changed(sync()) == {"HangoutGroup": 1}
    assert pair.differences() == {}
    production.execute("""update "HangoutGroup" set description = description || 'x'""")
    pair.verify()
    assert pair.differences() == {}


def test_moments_reach_to_the_ends_of_time(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces infinite and extreme dates in every column that is no cursor, and through the facts that read them."""
    circle(production, "g", HIJRAH)
    for number, moment in enumerate(MOMENTS):
        user(production, f"u{number}")
        production.execute(
            'update "User" set "createdAt" = %s, "deletedAt" = %s, "lastLogin" = %s where id = %s',
            [moment, moment, moment, f"u{number}"],
        )
        student(production, f"s{number}")
        production.execute(
            "update academy.students set created_at = %s, deleted_at = %s where id = %s", [moment, moment, f"s{number}"]
        )
    arrive(pair, production, "ngeshare", "academy")


@pytest.mark.parametrize(
    "moment", variants("infinity", "4713-01-02 00:00:00 BC", "-infinity", "20261-06-15 00:00:00", before=2)
)
def test_attendance_and_memberships_may_be_dated_anywhen(
    pair: Pair, sync: Sync, production: Connection, moment: str
) -> None:
    """Forces the window's cursor and the facts' days to the ends of time, in a first load and later."""
    circle(production, "g", HIJRAH)
    met(production, "g", ago(1), by="ana")
    met(production, "g", moment, by="budi")
    production.execute("""update "UserHangoutGroup" set "joinedAt" = %s where "userId" = 'ana'""", [moment])
    arrive(pair, production)
    assert pair.stale_facts() == {}
    production.execute("""update "UserHangoutGroupAttendance" set "attendedAt" = %s where "userId" = 'ana'""", [moment])
    assert sync().status == "succeeded"
    assert pair.differences() == {}
    assert pair.stale_facts() == {}


def test_floats_arrive_bit_by_bit(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces not-a-number, both zeros, denormals: written once, and noticed when one becomes the other."""
    session(production, "lesson")
    for number, value in enumerate(FLOATS):
        reading(production, f"r{number}", "lesson", quality=value)
    arrive(pair, production, "classwaves")
    for number, value in enumerate((*FLOATS[1:], FLOATS[0])):
        production.execute(
            "update classwaves.session_metrics set session_quality = %s::float8, measured_at = now() where id = %s",
            [value, f"r{number}"],
        )
    assert changed(sync("classwaves")) == {"session_metrics": len(FLOATS)}
    assert pair.differences("classwaves") == {}
    production.execute("update classwaves.session_metrics set session_quality = '-0' where session_quality = 0")
    pair.verify("classwaves")
    assert pair.differences("classwaves") == {}


def test_numbers_reach_to_the_ends_of_their_types(pair: Pair, production: Connection) -> None:
    """Forces numeric(14,2), numeric(3,2) with NaN, and integers where no rule keeps them between nearer bounds."""
    for number, amount in enumerate(AMOUNTS, start=1):
        offer(production, f"00000000-0000-4000-8000-{number:012}", amount, confidence="NaN" if number % 2 else "-9.99")
    production.execute(
        """update teloo.asesores set nivel_actual = case when confianza = 'NaN' then -32768 else 32767 end;
        update teloo.ofertas set tiempo_entrega_dias = -2147483648, garantia_meses = 2147483647"""
    )
    session(production, "lesson")
    for sequence in (1, 2**63 - 1):
        event(production, f"e{sequence}", "lesson", sequence=sequence)
    progress(production, "ffffffff-ffff-ffff-ffff-ffffffffffff", percent=100)
    production.execute("update learning.video_progress set position_seconds = 2147483647")
    arrive(pair, production, "teloo", "classwaves", "learning")


def test_documents_arrive_as_postgres_keeps_them(pair: Pair, sync: Sync, production: Connection) -> None:
    """Forces jsonb: numbers beyond floats, trailing zeros, empty keys, escapes; 1.10 becomes 1.1 and is noticed."""
    session(production, "lesson")
    for number, document in enumerate(DOCUMENTS):
        event(production, f"e{number}", "lesson", payload=document)
    arrive(pair, production, "classwaves")
    production.execute(
        f"update classwaves.session_events set payload = '1.1', created_at = '{LONG_AGO}' where payload::text = '1.10'"
    )
    assert changed(sync("classwaves")) == {"session_events": 1}
    assert pair.differences("classwaves") == {}


def test_a_source_in_another_encoding_arrives_in_ours(
    pair: Pair, postgres_18: Server, production: Connection, here: Warehouse
) -> None:
    """Forces text and its checksums to be the same where the bytes are not: a production in LATIN1."""
    statement = "create database latin encoding 'LATIN1' locale 'C' template template0"
    postgres_18.run(sql.SQL(statement).format())
    try:
        latin = Pair(postgres_18.database_url("latin"), here)
        with psycopg.connect(latin.url, autocommit=True, client_encoding="UTF8") as connection:
            connection.execute((Path(demo.__file__).parent / "curriculum" / "production.sql").read_bytes())
            for number in range(30):
                user(connection, f"clé {number}", "ñandú ÿ")
            arrive(latin, connection, "ngeshare")
            connection.execute("""update "User" set email = 'bahía' where id = 'clé 7'""")
            connection.execute("""delete from "User" where id = 'clé 8'""")
            latin.sync()
            latin.verify()
            assert latin.differences() == {}
    finally:
        postgres_18.drop("latin")
