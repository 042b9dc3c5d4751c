"""A sync's report counts what changed, and says what the view says that reads every row."""

import threading

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from db.warehouse import Warehouse
from tests.conftest import Server
from tests.factories import AQIDAH, HIJRAH, Connection, circle, hangout, look_from, met, rows
from tests.patience import wait_for
from tests.thoroughness import examples

Write = tuple[str, tuple[object, ...]]

GROUPS = some.sampled_from(["g", "h", "outside"])
USERS = some.sampled_from(["ana", "budi", "fajar"])
NEWCOMERS = some.just("gita") | some.just("hadi")
ADDRESSES = some.sampled_from([None, " ", "a@b", " A@B ", "c@d"])
MOMENTS = some.sampled_from(["1999-12-31", "2026-01-20", "2026-06-14", "2026-06-16", "2026-06-18", "infinity", None])
EPISODES = some.sampled_from(["aqidah 1", "hijrah 1", "hijrah 99", "aqidah 0"])
KEYS = some.integers(0, 6).map(lambda number: f"key{number}")


def write(statement: str, *values: some.SearchStrategy[object]) -> some.SearchStrategy[Write]:
    return some.tuples(some.just(statement), some.tuples(*values))


WRITES = some.one_of(
    write(
        """insert into "UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        values (%s, %s, %s, %s, %s) on conflict (id) do update set "attendedAt" = excluded."attendedAt",
        "hangoutEpisodeId" = excluded."hangoutEpisodeId", "hangoutGroupId" = excluded."hangoutGroupId" """,
        KEYS,
        MOMENTS,
        EPISODES,
        GROUPS,
        USERS,
    ),
    write('delete from "UserHangoutGroupAttendance" where id <= %s', KEYS),
    write('truncate "UserHangoutGroupAttendance"'),
    write(
        """insert into "UserHangoutGroup"
        (id, "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId")
        values (%s, '2026-01-01', %s, 'JOINED', %s, %s, %s)
        on conflict (id) do update set "joinedAt" = excluded."joinedAt",
        "hangoutGroupId" = excluded."hangoutGroupId", "hangoutGroupRole" = excluded."hangoutGroupRole" """,
        KEYS,
        MOMENTS,
        some.sampled_from(["MEMBER", "GUEST"]),
        GROUPS,
        USERS,
    ),
    write('delete from "UserHangoutGroup" where id = %s', KEYS),
    write('update "User" set "deletedAt" = %s where id = %s', MOMENTS, USERS),
    write('update "User" set email = %s where id = %s', ADDRESSES, USERS),
    write('update "User" set "lastActive" = %s where id = %s', MOMENTS, USERS),
    write(
        'update "User" set "createdAt" = %s where id = %s',
        some.sampled_from(["1999-12-31", "2026-01-20", "2026-06-16"]),
        USERS,
    ),
    # Where the other one is there already, nobody takes his key.
    write(
        """update "User" set id = newcomer.id from (select %s::text as id) as newcomer
        where "User".id = %s and not exists (select from "User" as taken where taken.id = newcomer.id)""",
        NEWCOMERS,
        NEWCOMERS,
    ),
    write(
        """insert into "User" (id, "createdAt", "updatedAt", email) values (%s, %s, '2026-06-14', %s)
        on conflict (id) do update set email = excluded.email""",
        NEWCOMERS,
        some.sampled_from(["2026-01-20", "2026-06-16"]),
        ADDRESSES,
    ),
    write('delete from "User" where id = %s', NEWCOMERS),
    write(
        'update "HangoutGroup" set "createdAt" = %s where id = %s',
        some.just("2026-02-02") | some.just("2026-01-01"),
        GROUPS,
    ),
    write(
        'update "HangoutGroup" set "hangoutId" = %s where id = %s',
        some.sampled_from(["hijrah", "aqidah", "other", None]),
        GROUPS,
    ),
    write(
        'update "Hangout" set name = %s where id = %s',
        some.sampled_from([HIJRAH, "None"]),
        some.just("hijrah") | some.just("other"),
    ),
    write('update "HangoutEpisode" set "order" = %s where id = %s', some.integers(0, 99), EPISODES),
    write(
        'update "HangoutEpisode" set "hangoutId" = %s where id = %s',
        some.just("hijrah") | some.just("aqidah"),
        EPISODES,
    ),
)
REPORT = ("report", ())
DAYS = some.sampled_from(["2026-06-14", "2026-06-15", "2026-06-17"]).map(lambda day: ("day", (day,)))


def reported(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(
        rows(connection, 'select "check", "table", severity, count, sample_keys from ngeshare.quality_report()')
    )


def found(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(rows(connection, 'select "check", "table", severity, count, sample_keys from ngeshare.data_quality'))


def findings(connection: Connection) -> list[list[tuple[object, ...]]]:
    return [
        rows(connection, "select * from ngeshare.group_findings order by 1, 2, 3, 4"),
        rows(connection, "select * from ngeshare.user_findings order by 1, 2"),
    ]


def organisation(connection: Connection) -> None:
    hangout(connection, "hijrah", HIJRAH)
    hangout(connection, "aqidah", AQIDAH)
    hangout(connection, "other", "Something else")
    for episode in ("aqidah 1", "hijrah 1", "hijrah 99", "aqidah 0"):
        course, number = episode.split()
        connection.execute(
            """insert into "HangoutEpisode" (id, "updatedAt", name, "hangoutId", "order")
            values (%s, '2026-01-01', 'Episode', %s, %s)""",
            [episode, course, number],
        )
    circle(connection, "g", HIJRAH)
    circle(connection, "h", AQIDAH)
    circle(connection, "outside", "Something else")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(200))
@given(steps=some.lists(some.one_of(WRITES, WRITES, WRITES, some.just(REPORT), DAYS), max_size=20))
def test_the_report_says_what_all_rows_say(connection: Connection, steps: list[Write]) -> None:
    with connection.transaction(force_rollback=True):
        organisation(connection)
        assert reported(connection) == found(connection)
        for statement, values in steps:
            if statement == "report":
                assert reported(connection) == found(connection)
            elif statement == "day":
                look_from(connection, str(values[0]))
            else:
                connection.execute(statement.encode(), values)
        assert reported(connection) == found(connection)
        kept = findings(connection)
        connection.execute("select ngeshare.rebuild_facts(), ngeshare.refresh_findings()")
        assert findings(connection) == kept


def test_only_what_changed_is_checked_again(connection: Connection) -> None:
    organisation(connection)
    reported(connection)
    assert rows(connection, "select entity from ops.unchecked_entity") == []
    met(connection, "g", "2026-01-20")
    assert set(rows(connection, "select kind from ops.unchecked_entity")) == {("user",), ("attendance",)}
    # What nobody noted stays as it was found: here, wrongly, by hand.
    connection.execute("insert into ngeshare.group_findings values ('g', 'UserHangoutGroup', 'x', 'y')")
    connection.execute("insert into ngeshare.user_findings values ('x', 'y')")
    reported(connection)
    assert rows(connection, "select key from ngeshare.group_findings where key = 'x'") == [("x",)]
    assert rows(connection, "select user_id from ngeshare.user_findings where user_id = 'x'") == [("x",)]


def test_who_shared_an_address_is_checked_again_when_the_other_leaves_it(connection: Connection) -> None:
    connection.execute(
        """insert into "User" (id, "updatedAt", email)
        select name, '2026-01-01', name || '@example.org' from unnest('{ana,budi,citra}'::text[]) as name"""
    )
    connection.execute("""update "User" set email = ' ANA@example.org' where id = 'budi'""")
    reported(connection)
    shared = "select user_id from ngeshare.user_findings where \"check\" = 'duplicate_email' order by 1"
    assert rows(connection, shared) == [("ana",), ("budi",)]
    connection.execute("""update "User" set email = 'citra@example.org' where id = 'budi'""")
    assert rows(connection, "select entity from ops.unchecked_entity order by 1") == [("ana",), ("budi",), ("citra",)]
    reported(connection)
    assert rows(connection, shared) == [("budi",), ("citra",)]


def test_of_people_written_together_only_those_who_changed_are_checked_again(connection: Connection) -> None:
    circle(connection, "g", HIJRAH)
    circle(connection, "k", HIJRAH, members="zoe", led_by="gilang")
    connection.execute("""update "User" set email = id || '@x.id'""")
    reported(connection)
    connection.execute(
        """update "User" set email = case id when 'ana' then 'new@x.id' else email end where id in ('ana', 'zoe')"""
    )
    noted = """
        select kind, coalesce(membership."userId", entity)
        from ops.unchecked_entity
        left join public."UserHangoutGroup" as membership on kind = 'membership' and membership.id = entity
        order by 1
    """
    assert rows(connection, noted) == [("membership", "ana"), ("user", "ana")]


def test_a_report_waits_for_those_who_write_and_forgets_nobody(server: Server) -> None:
    name = server.create("atalaya_template")
    here = Warehouse(server.database_url(name))
    with here.connect() as reporting, here.connect() as setting_up, here.connect(autocommit=False) as writing:
        organisation(setting_up)
        met(writing, "g", "1999-01-01")
        report = threading.Thread(target=reported, args=[reporting])
        report.start()
        wait_for(lambda: rows(setting_up, "select true from pg_locks where not granted") != [], "nobody waits")
        writing.commit()
        report.join()
        assert reported(reporting) == found(reporting)
    server.drop(name)


def test_what_lay_ahead_is_found_no_more_once_its_day_has_come(connection: Connection) -> None:
    """Without a write: with another day all groups are checked anew."""
    organisation(connection)
    connection.execute(
        """update "UserHangoutGroup" set "joinedAt" = '2026-06-20 05:00:00' where "hangoutGroupId" = 'g'"""
    )
    ahead = {check: count for check, _, _, count, _ in reported(connection)}["ignored_future_joined_at"]
    assert ahead > 0
    look_from(connection, "2026-06-25")
    assert {check: count for check, _, _, count, _ in reported(connection)}["ignored_future_joined_at"] == 0
    assert reported(connection) == found(connection)
