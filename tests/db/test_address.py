"""Database URLs as production's own programs write them: they work, or the error names the setting and the slip."""

from collections.abc import Callable

import pytest
from psycopg.conninfo import conninfo_to_dict

from db.address import libpq_url, postgres_url
from db.domains import DOMAINS
from db.errors import SettingError
from db.readers import replicas
from db.settings import setting_name
from db.warehouse import Warehouse
from tests.conftest import Database

SETTINGS = [*(domain.url_setting for domain in DOMAINS), "warehouse_url", "read_url"]


def parts(url: str, field: str = "warehouse_url") -> dict[str, object]:
    """What libpq understands of a URL once it was read and written again."""
    return dict(conninfo_to_dict(libpq_url(postgres_url(url, field))))


@pytest.mark.parametrize("url", ["mysql://localhost/db", "localhost:5432", "", "postgresql://h:port/db"])
def test_a_url_that_is_not_postgres_names_the_setting_and_the_form(url: str) -> None:
    with pytest.raises(SettingError, match=r"ATALAYA_WAREHOUSE_URL .* expected postgresql://user:password@host"):
        postgres_url(url, "warehouse_url")


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2"])
def test_every_way_to_write_postgres_is_taken(scheme: str) -> None:
    assert libpq_url(postgres_url(f"{scheme}://u:p%40ss@host:5433/d", "url")) == "postgresql://u:p%40ss@host:5433/d"


def test_an_error_never_shows_the_password() -> None:
    with pytest.raises(SettingError) as caught:
        postgres_url("mysql://u:hunter2@localhost/db", "warehouse_url")
    assert "hunter2" not in str(caught.value)


def test_a_password_with_an_unescaped_at_sign_is_explained_and_not_shown() -> None:
    with pytest.raises(SettingError, match=r"ATALAYA_READ_URL .* write %40 for @") as caught:
        postgres_url("postgresql://ana:Gehe@1m@127.0.0.1:5432/x", "read_url")
    assert "1m" not in str(caught.value)


@pytest.mark.parametrize("field", SETTINGS)
@pytest.mark.parametrize(
    "options",
    [
        "schema=public",
        "schema=public&connection_limit=5&pgbouncer=true&pool_timeout=20",
        "pool=5&prepared_statements=false",
        "pool_max_conns=10&default_query_exec_mode=simple_protocol",
        "currentSchema=public&ApplicationName=orders&prepareThreshold=0",
    ],
)
def test_options_of_the_program_that_a_url_was_written_for_are_left_out(field: str, options: str) -> None:
    assert parts(f"postgresql://u:p@h:5432/db?{options}", field) == parts("postgresql://u:p@h:5432/db", field)


def test_options_of_postgres_stay() -> None:
    found = parts("postgresql://h/db?schema=public&sslmode=require&connect_timeout=7&options=-c%20a.b%3D1")
    assert found == {"host": "h", "dbname": "db", "sslmode": "require", "connect_timeout": "7", "options": "-c a.b=1"}


@pytest.mark.parametrize("field", SETTINGS)
def test_unknown_options_are_all_named_at_once(field: str) -> None:
    with pytest.raises(SettingError, match=rf"{setting_name(field)} has options .*: colour, sslmod\. Leave them out"):
        postgres_url("postgresql://h/db?colour=blue&schema=public&sslmod=verify-full", field)


def test_an_option_about_encryption_never_gets_lost() -> None:
    with pytest.raises(SettingError, match="sslaccept"):
        postgres_url("postgresql://h/db?sslmode=require&sslaccept=strict", "warehouse_url")


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda domain: domain.source)
def test_a_schema_that_is_not_the_source_s_is_named(domain: object) -> None:
    field, own = getattr(domain, "url_setting", ""), getattr(domain, "raw_schema", "")
    assert parts(f"postgresql://h/db?schema={own}", field) == parts("postgresql://h/db")
    with pytest.raises(SettingError, match=rf"{setting_name(field)} asks for the schema tenant; Atalaya reads {own}"):
        postgres_url("postgresql://h/db?schema=tenant", field)


@pytest.mark.parametrize(
    ("hosts", "host", "port"),
    [
        ("h1:5432,h2:5433", "h1,h2", "5432,5433"),
        ("h1,h2:5433", "h1,h2", ",5433"),
        ("[::1]:5432,h2:5433", "::1,h2", "5432,5433"),
    ],
)
def test_several_hosts_reach_libpq(hosts: str, host: str, port: str) -> None:
    url = postgres_url(f"postgresql://u:p%40@{hosts}/db?target_session_attrs=any", "read_url")
    wanted = {"host": host, "port": port, "user": "u", "password": "p@", "dbname": "db", "target_session_attrs": "any"}
    assert conninfo_to_dict(libpq_url(url)) == wanted


@pytest.mark.parametrize("around", [" {}", "{} ", "\t{}\n"])
def test_blanks_around_a_url_are_no_part_of_it(around: str) -> None:
    assert parts(around.format("postgresql://h/db?sslmode=require")) == parts("postgresql://h/db?sslmode=require")


@pytest.mark.parametrize("url", ["postgresql://h/my%20db", "postgresql://h/my%20db?schema=public"])
def test_a_blank_in_the_database_s_name_is_written_as_any_program_writes_it(url: str) -> None:
    assert parts(url)["dbname"] == "my db"


@pytest.mark.parametrize("url", ["postgresql://h/my db", "postgresql://u:my pass@h/db"])
def test_a_bare_blank_is_named(url: str) -> None:
    with pytest.raises(SettingError, match=r"ATALAYA_WAREHOUSE_URL .* write %20 for a blank"):
        postgres_url(url, "warehouse_url")


@pytest.mark.parametrize("character", list("@:/?#%[]& ,+=;"))
def test_a_password_in_percent_code_may_have_any_character(character: str) -> None:
    password = f"a{character}b"
    encoded = "".join(f"%{byte:02x}" for byte in password.encode())
    assert parts(f"postgresql://u:{encoded}@h/db")["password"] == password


@pytest.mark.parametrize("password", ["hunter/2", "hunter?2", "hunter%2", "hunt@er2", "hunter[2", "hunter 2"])
def test_a_password_that_is_not_in_percent_code_is_never_shown(password: str) -> None:
    try:
        postgres_url(f"postgresql://u:{password}@h:5432/db", "warehouse_url")
    except SettingError as error:
        assert password[:6] not in str(error)
        assert "er2" not in str(error)


def test_a_url_with_foreign_options_connects(new_database: Callable[[], Database]) -> None:
    url = f" {new_database().url}&schema=public&connection_limit=1 "
    with Warehouse(libpq_url(postgres_url(url, "warehouse_url"))).connect() as connection:
        assert connection.execute("select 1").fetchone() == (1,)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("postgresql://u@h1:1/db", ["h1:1"]),
        ("postgresql://u@h1:1,h2:2/db", ["h1:1", "h2:2"]),
        ("postgresql://u@h1,h2:2/db", ["h1:5432", "h2:2"]),
        ("postgresql://u@h1:1/db, postgresql://u@h2/db", ["h1:1", "h2:5432"]),
        ("postgresql://u@h1:1/db\npostgresql://u@h2,h3/db", ["h1:1", "h2:5432", "h3:5432"]),
        ("h1:1,h2:2", ["h1:1", "h2:2"]),
        ("h1", ["h1:5432"]),
        ("", []),
    ],
)
def test_several_replicas_are_read_from(written: str, named: list[str]) -> None:
    found = replicas(written, "postgresql://u:p%40@warehouse/db?sslmode=require")
    assert [server.name for server in found] == named
    assert {conninfo_to_dict(server.url)["user"] for server in found} <= {"u"}
    assert {conninfo_to_dict(server.url)["dbname"] for server in found} <= {"db"}


def test_hosts_alone_are_asked_as_the_warehouse_is() -> None:
    [server] = replicas("h1:1", "postgresql://u:p%40@warehouse:9/db?sslmode=require")
    wanted = {"host": "h1", "port": "1", "user": "u", "password": "p@", "dbname": "db", "sslmode": "require"}
    assert conninfo_to_dict(server.url) == wanted


@pytest.mark.parametrize("written", ["h1:port", "mysql://h/db", "postgresql://h/db?hots=1", "postgresql://u:a@b@h/db"])
def test_a_replica_that_is_no_address_is_refused_by_the_setting_s_name(written: str) -> None:
    with pytest.raises(SettingError, match="ATALAYA_READ_URL"):
        replicas(written, "postgresql://u@warehouse/db")
