"""A sync without news leaves no trace in the data: no row is written, no version of a row dies."""

from typing import Any

import psycopg
import pytest

from db.connection import Connection as Connected
from db.schemas import DERIVED_SCHEMAS
from sync.specifications import SOURCES as EVERY_SOURCE
from tests.factories import HIJRAH, Connection, circle, met, rows, user
from tests.faults.conftest import Sync
from tests.faults.organisation import FIRST, check_in, event, offer, progress, reading, session, student
from tests.faults.pair import SOURCES, Pair
from tests.faults.processes import wait_for_silence
from tests.sync.reading import ago, changed, touch

SCHEMAS = "not in ('ops', 'pg_catalog', 'information_schema')"


@pytest.fixture(autouse=True)
def organisations(production: Connection) -> None:
    """Every source has rows, some with values that are not equal to themselves or equal to others."""
    circle(production, "g", HIJRAH)
    for days in (1, 44, 46, 400):
        met(production, "g", ago(days), by="ana")
    touch(production, "User", "ana", "email = 'ana@x.id'")
    user(production, "odd")
    touch(production, "User", "odd", "email = 'odd@x.id'", at="timestamp 'infinity'")
    student(production, "s", updated=f"{ago()}456+00")
    check_in(production, "c", "s", updated=f"{ago()}456+00")
    offer(production, FIRST, "999999999999.99", confidence="NaN")
    session(production, "lesson")
    for number, quality in enumerate(("NaN", "-0", "0", "-Infinity", "5e-324", "0.1")):
        reading(production, f"r{number}", "lesson", at=ago(), quality=quality)
    event(production, "e", "lesson", payload='{"a": 1.10, "b": [1e2, null, "\\u00e9"]}')
    progress(production, FIRST)


def versions(replica: Connection) -> dict[str, list[tuple[object, ...]]]:
    """Where each row of each table lies and which transaction wrote it."""
    wait_for_silence(replica)
    tables = rows(replica, f"select format('%I.%I', schemaname, tablename) from pg_tables where schemaname {SCHEMAS}")
    return {table: rows(replica, f"select ctid, xmin from {table} order by 1") for (table,) in tables}


def writes(replica: Connection) -> list[tuple[object, ...]]:
    """What the server counted: rows written so far, and dead versions that still lie around."""
    wait_for_silence(replica)
    return rows(
        replica,
        f"""select schemaname, relname, n_tup_ins, n_tup_upd, n_tup_del, n_dead_tup from pg_stat_user_tables
        where schemaname {SCHEMAS} or relname = 'sync_watermark' order by 1, 2""",
    )


STATEMENTS_OF_A_RUN, OF_A_SOURCE, OF_A_TABLE = 16, 26, 2
"""A table is counted once on either side; everything else is asked of all of a source's tables at once."""

CONNECTIONS_OF_A_RUN, TO_A_SOURCE = 3, 2


def test_without_news_no_row_is_written_and_little_is_said_over_few_connections(
    pair: Pair, sync: Sync, replica: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Forces promise 3, re-running changes nothing: whatever the overlap, --full or a verification makes it read again.

    A verification rebuilds the facts to compare them, and that is taken back: their rows stay, its traces are vacuum's.
    """

    def written() -> list[tuple[object, ...]]:
        return [counted for counted in writes(replica) if counted[0] not in DERIVED_SCHEMAS]

    sync(*SOURCES)
    assert pair.differences(*SOURCES) == {}
    before = versions(replica), writes(replica)
    for full in (False, True):
        outcomes = [sync(*SOURCES, full=full), sync(*SOURCES, full=full)]
        assert [(outcome.status, changed(outcome)) for outcome in outcomes] == [("succeeded", {})] * 2
        assert (versions(replica), writes(replica)) == before
    with monkeypatch.context() as patch:
        says_little_over_few_connections(sync, patch)
    before = versions(replica), written()
    pair.verify(*SOURCES)
    assert (versions(replica), written()) == before


def says_little_over_few_connections(sync: Sync, patch: pytest.MonkeyPatch) -> None:
    statements: list[object] = []
    connections: list[object] = []
    say, connect = psycopg.Cursor.execute, Connected._connect_gen

    def heard(cursor: psycopg.Cursor[Any], query: Any, *arguments: Any, **options: Any) -> psycopg.Cursor[Any]:
        statements.append(query)
        return say(cursor, query, *arguments, **options)

    def counted(kind: type[psycopg.Connection[Any]], *arguments: Any, **options: Any) -> Any:
        connections.append(kind)
        return connect.__func__(kind, *arguments, **options)

    patch.setattr(psycopg.Cursor, "execute", heard)
    patch.setattr(Connected, "_connect_gen", classmethod(counted))
    assert sync(*SOURCES).status == "succeeded"
    tables = sum(len(source.tables) for source in EVERY_SOURCE)
    assert len(connections) <= CONNECTIONS_OF_A_RUN + TO_A_SOURCE * len(SOURCES)
    assert len(statements) <= STATEMENTS_OF_A_RUN + OF_A_SOURCE * len(SOURCES) + OF_A_TABLE * tables


def test_a_repeated_change_is_written_once(pair: Pair, sync: Sync, production: Connection, replica: Connection) -> None:
    """Forces promise 3 after batches, a window, deletions and quarantine have all had something to do."""
    sync(*SOURCES)
    touch(production, "User", "budi", "email = 'budi@x.id'")
    met(production, "g", ago(2), by="budi", episode=2)
    production.execute('delete from "UserHangoutGroupAttendance" where "attendedAt" < now() - interval \'300 days\'')
    production.execute("delete from classwaves.session_metrics where id = 'r0'")
    production.execute("update classwaves.session_metrics set errors = 1, measured_at = now() where id = 'r1'")
    assert sum(changed(sync(*SOURCES)).values()) == 5
    before = versions(replica), writes(replica)
    assert changed(sync(*SOURCES)) == {}
    assert (versions(replica), writes(replica)) == before
