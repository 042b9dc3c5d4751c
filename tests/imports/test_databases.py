"""Rows of databases with tables of other names: a real MariaDB with Moodle's tables, PostgreSQL, SQLite."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from urllib.parse import quote

import pymysql
import pytest

from sources.imports.errors import DatabaseRefused
from sources.imports.files.databases import table_of_query
from tests import mariadb_server
from tests.conftest import Database
from tests.imports.conftest import Desk

START = datetime(2024, 3, 4, 7, tzinfo=UTC)

MOODLE = """
create table mdl_user (
    id bigint auto_increment primary key, auth varchar(20) not null default 'manual', deleted tinyint(1) not null,
    username varchar(100) not null, password varchar(255) not null default '', firstname varchar(100) not null,
    lastname varchar(100) not null, email varchar(100) not null default '', lastip varchar(45) not null default '',
    description longtext
) character set utf8mb4;
create table mdl_course (
    id bigint auto_increment primary key, fullname varchar(254) not null, shortname varchar(255) not null default ''
) character set utf8mb4;
create table mdl_logstore_standard_log (
    id bigint auto_increment primary key, eventname varchar(255) not null default '', component varchar(100) not null
    default '', action varchar(100) not null default '', target varchar(100) not null default '',
    userid bigint not null, courseid bigint, relateduserid bigint, anonymous tinyint(1) not null default 0,
    other longtext,
    timecreated bigint not null, origin varchar(10), ip varchar(45), realuserid bigint
) character set utf8mb4
"""


@dataclass(frozen=True)
class Moodle:
    """A Moodle, and what its log says of people: worked out beside the database."""

    url: str
    stays: dict[str, list[tuple[datetime, datetime]]]
    names: dict[str, str]
    levels: dict[str, str]


@pytest.fixture(scope="module")
def moodle() -> Iterator[Moodle]:
    if not mariadb_server.SERVER.exists():
        pytest.skip("MariaDB is not installed: apt-get install mariadb-server")
    with mariadb_server.mariadb() as port:
        yield _filled(port)


def _filled(port: int) -> Moodle:
    random = Random(18)
    people = {
        1: ("guest", "Guest", "user", 0),
        2: ("admin", "Núria", "Peña", 0),
        3: ("gone", "Gone", "Away", 1),
        4: ("silent", "Says", "Nothing", 0),
    } | {number: (f"u{number}", f"Ana 🎓 {number}", "O'Hara", 0) for number in range(5, 40)}
    courses = {1: "Site", 2: "Álgebra", 3: "Biology"}
    events = [
        (who, course, int((START + timedelta(days=random.randrange(60), minutes=random.randrange(700))).timestamp()))
        for who in people
        if who != 4
        for course in random.choices([1, 2, 2, 3], k=random.randrange(1, 60))
    ]
    with pymysql.connect(
        host="127.0.0.1", port=port, user="root", password=mariadb_server.PASSWORD, autocommit=True
    ) as connection:
        cursor = connection.cursor()
        cursor.execute("create database moodle")
        cursor.execute("use moodle")
        for statement in MOODLE.split(";"):
            cursor.execute(statement)
        cursor.executemany(
            "insert into mdl_user (id, username, firstname, lastname, deleted, password, lastip) "
            "values (%s, %s, %s, %s, %s, 'a secret', '10.1.2.3')",
            [(number, *of) for number, of in people.items()],
        )
        cursor.executemany("insert into mdl_course (id, fullname) values (%s, %s)", list(courses.items()))
        cursor.executemany(
            "insert into mdl_logstore_standard_log (userid, courseid, timecreated, ip) values (%s, %s, %s, '10.1.2.3')",
            events,
        )
    counted = {who for who, (name, _, _, deleted) in people.items() if name != "guest" and not deleted}
    moments: dict[str, list[datetime]] = defaultdict(list)
    visits: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for who, course, at in events:
        if who in counted:
            moments[str(who)].append(datetime.fromtimestamp(at, UTC))
            if course > 1:
                visits[str(who)][course] += 1
    return Moodle(
        f"mariadb://root:{quote(mariadb_server.PASSWORD, safe='')}@127.0.0.1:{port}/moodle",
        {who: _stays(of) for who, of in moments.items()},
        {str(who): f"{first} {last}" for who, (_, first, last, _) in people.items() if str(who) in moments},
        {who: courses[min(of, key=lambda course: (-of[course], course))] for who, of in visits.items()},
    )


def _stays(moments: list[datetime]) -> list[tuple[datetime, datetime]]:
    found: list[tuple[datetime, datetime]] = []
    for moment in sorted(moments):
        if found and moment - found[-1][1] <= timedelta(minutes=30):
            found[-1] = (found[-1][0], moment)
        else:
            found.append((moment, moment))
    return found


def test_a_moodle_on_mariadb_is_read_by_its_ready_recipe(
    desk: Desk, moodle: Moodle, setting: Callable[[str, str], None]
) -> None:
    setting("MOODLE_URL", moodle.url)
    desk.drop(as_shape="moodle_database", time_zone="Europe/Madrid")
    shown = defaultdict(list)
    for who, came, left in desk.shown(
        "select student_id, checked_in_at, checked_out_at from academy.check_ins order by 1, 2"
    ):
        shown[who.removeprefix("test:")].append((came, left))
    assert shown == moodle.stays
    people = desk.shown("select id, full_name, level from academy.students")
    assert {who.removeprefix("test:"): name for who, name, _ in people} == moodle.names
    assert {who.removeprefix("test:"): level for who, _, level in people if level} == moodle.levels


def test_a_database_is_never_written(moodle: Moodle, empty_database: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("create table t (a)")
    connection.close()
    for url, statement in (
        (moodle.url, "delete from mdl_user"),
        (empty_database.url, "create table t (a integer)"),
        (f"sqlite:///{path}", "insert into t values (1)"),
    ):
        with pytest.raises(DatabaseRefused):
            table_of_query(url, statement)


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mariadb://root:wrong@127.0.0.1:{port}/moodle", "Access denied"),
        ("mariadb://root:wrong@127.0.0.1:9/moodle", "Can't connect"),
        ("postgresql://u:wrong@127.0.0.1:9/x", "refused"),
        ("oracle://u:wrong@h/x", "begins with postgresql://"),
        ("nonsense wrong", "begins with postgresql://"),
        ("sqlite:////nowhere/wrong.sqlite", "unable to open"),
    ],
)
def test_a_refusal_is_one_line_without_the_password(moodle: Moodle, url: str, said: str) -> None:
    port = moodle.url.rsplit(":", 1)[1].split("/")[0]
    with pytest.raises(DatabaseRefused) as refused:
        table_of_query(url.format(port=port), "select 1")
    message = str(refused.value)
    assert said in message
    assert len(message.splitlines()) == 1
    assert ":wrong@" not in message


def test_a_wrong_query_is_refused_in_the_databases_words(moodle: Moodle) -> None:
    with pytest.raises(DatabaseRefused, match="nobody"):
        table_of_query(moodle.url, "select nobody from mdl_user")


def test_postgres_with_other_names(desk: Desk, empty_database: Database, setting: Callable[[str, str], None]) -> None:
    with empty_database.connect() as connection:
        connection.execute("create table visit (person integer, at timestamptz, minutes numeric)")
        connection.execute("insert into visit values (7, '2024-03-04 09:00+01', 30), (7, '2024-03-05 23:30-05', null)")
    setting("VISITS_URL", empty_database.url)
    desk.bring(
        """
source = "academy"
[check_ins]
url_env = "VISITS_URL"
query = "select person, at, at + make_interval(mins => minutes::integer) as until from visit"
student_id = "person"
checked_in_at = "at"
checked_out_at = "until"
"""
    )
    assert desk.shown(
        "select student_id, checked_in_at::text, checked_out_at::text from academy.check_ins order by 2"
    ) == [
        ("test:7", "2024-03-04 08:00:00+00", "2024-03-04 08:30:00+00"),
        ("test:7", "2024-03-06 04:30:00+00", None),
    ]


def test_a_variable_that_is_not_set_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MOODLE_URL", raising=False)
    with pytest.raises(Exception, match="Set MOODLE_URL to the database's URL, then repeat"):
        desk.drop(as_shape="moodle_database")
