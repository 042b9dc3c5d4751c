"""A source that cannot be reached: the message says what is wrong and which setting to change."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db.address import libpq_url, postgres_url
from sync.endpoints.connected import connected_sources
from sync.errors import UnknownSource
from tests.conftest import Database, Server
from tests.factories import HIJRAH, Connection, circle, rows
from tests.sync.conftest import Sync
from tests.sync.reading import everything, statuses

SETTING = "ATALAYA_SOURCE_NGESHARE_URL"


@pytest.fixture
def guarded(postgres_18: Server, source: Database) -> Iterator[str]:
    """A URL of the source for a user who needs a password."""
    with psycopg.connect(postgres_18.url, autocommit=True) as connection:
        connection.execute("create role guarded login superuser password 'secret'")
        [(path,)] = rows(connection, "show hba_file")
        rules = Path(path).read_text(encoding="utf-8")
        Path(path).write_text(f"local all guarded scram-sha-256\n{rules}", encoding="utf-8")
        connection.execute("select pg_reload_conf()")
        yield libpq_url(postgres_url(source.url, "url").changed(user="guarded", password="secret"))  # noqa: S106
        Path(path).write_text(rules, encoding="utf-8")
        connection.execute("select pg_reload_conf(); drop role guarded")


def test_the_right_password_is_let_in(sync: Sync, guarded: str) -> None:
    assert sync(url=guarded).status == "succeeded"


def test_a_wrong_password_names_the_setting_and_is_not_tried_again(
    sync: Sync, guarded: str, replica: Connection
) -> None:
    outcome = sync(url=guarded.replace("secret", "guessed"))
    assert outcome.status == "failed"
    assert "password authentication failed" in str(outcome.message)
    assert SETTING in str(outcome.message)
    assert "guessed" not in str(outcome.message)
    assert rows(replica, "select attempt from ops.sync_error_log") == [(1,)]


def test_an_absent_password_is_not_tried_again(sync: Sync, guarded: str, replica: Connection) -> None:
    outcome = sync(url=guarded.replace(":secret", ""))
    assert SETTING in str(outcome.message)
    assert rows(replica, "select attempt from ops.sync_error_log") == [(1,)]


def test_an_unreachable_host_is_tried_four_times(sync: Sync, replica: Connection) -> None:
    outcome = sync(url="postgresql://127.0.0.1:9/production")
    assert outcome.status == "failed"
    assert "does not answer" in str(outcome.message)
    assert SETTING in str(outcome.message)
    assert rows(replica, "select attempt from ops.sync_error_log order by error") == [(1,), (2,), (3,), (4,)]


def test_a_database_that_does_not_exist_is_not_tried_again(sync: Sync, source: Database, replica: Connection) -> None:
    outcome = sync(url=libpq_url(postgres_url(source.url, "url").changed(dbname="elsewhere")))
    assert 'database "elsewhere" does not exist' in str(outcome.message)
    assert rows(replica, "select attempt from ops.sync_error_log") == [(1,)]


@pytest.mark.parametrize("url", ["mysql://localhost/production", "production", "postgresql://h:port/x", "http://x"])
def test_a_url_that_is_not_postgres_names_the_setting(sync: Sync, url: str) -> None:
    outcome = sync(url=url)
    assert (outcome.status, set(statuses(outcome).values())) == ("failed", {"failed"})
    assert SETTING in str(outcome.message)
    assert "postgresql://user:password@host:5432/database" in str(outcome.message)


def test_an_unknown_option_in_the_url_names_the_setting(sync: Sync, source: Database) -> None:
    outcome = sync(url=f"{source.url}&colour=blue")
    assert SETTING in str(outcome.message)


def test_an_unknown_source_names_those_that_exist() -> None:
    with pytest.raises(UnknownSource, match=r"no source 'payroll'; the sources are: .*ngeshare"):
        connected_sources(["payroll"])


def test_the_last_good_rows_stay(sync: Sync, production: Connection, replica: Connection) -> None:
    circle(production, "g", HIJRAH)
    sync()
    before = everything(replica)
    sync(url="mysql://localhost/production")
    assert everything(replica) == before
    assert rows(replica, "select validated, fresh_at is not null from ops.source_freshness") == [(False, True)]
