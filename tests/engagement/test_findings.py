"""A sync's report counts what changed, and says what the view says that reads every row."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.factories import Connection, look_from, rows
from tests.thoroughness import examples

Write = tuple[str, tuple[object, ...]]

STUDENTS = some.sampled_from(["ana", "budi", "citra"])
MOMENTS = some.sampled_from(
    [
        "1999-12-31 12:00Z",
        "2026-01-20 15:00Z",
        "2026-03-10 15:00Z",
        "2026-06-14 13:59Z",
        "2026-06-14 14:00Z",
        "2026-06-14 23:00Z",
        "2026-06-15 04:00Z",
        "2026-06-16 15:00Z",
        "infinity",
    ]
)
NAMES = some.sampled_from(["Ana", "ana ", "Budi", ""])
KEYS = some.integers(0, 6).map(lambda number: f"key{number}")


def write(statement: str, *values: some.SearchStrategy[object]) -> some.SearchStrategy[Write]:
    return some.tuples(some.just(statement), some.tuples(*values))


WRITES = some.one_of(
    write(
        """insert into academy.check_ins (id, student_id, checked_in_at, checked_out_at, updated_at)
        values (%s, %s, %s, %s, %s) on conflict (id) do update set student_id = excluded.student_id,
        checked_in_at = excluded.checked_in_at, checked_out_at = excluded.checked_out_at""",
        KEYS,
        STUDENTS,
        MOMENTS,
        some.none() | MOMENTS,
        MOMENTS,
    ),
    write("update academy.check_ins set checked_out_at = null where id <= %s", KEYS),
    write("delete from academy.check_ins where id = %s", KEYS),
    write("truncate academy.check_ins"),
    write("update academy.students set deleted_at = %s where id = %s", some.none() | MOMENTS, STUDENTS),
    write("update academy.students set created_at = %s where id = %s", MOMENTS, STUDENTS),
    write("update academy.students set full_name = %s where id = %s", NAMES, STUDENTS),
    write("update academy.students set level = %s where id = %s", some.sampled_from([None, "A1", " a1"]), STUDENTS),
    write(
        """insert into academy.students (id, full_name, created_at, updated_at) values ('dewi', %s, %s, '2026-06-14')
        on conflict (id) do update set full_name = excluded.full_name""",
        NAMES,
        MOMENTS,
    ),
    write("delete from academy.students where id = 'dewi'"),
)
LOOKS = some.sampled_from(
    ["2026-06-14", "2026-06-15 05:30:00", "2026-06-15 06:30:00", "2026-06-15 20:30:00", "2026-06-17"]
).map(lambda moment: ("look", (moment,)))
FINDINGS = "select * from mgmt.student_findings order by 1, 2, 3, 4"


def reported(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(rows(connection, 'select "check", "table", severity, count, sample_keys from mgmt.quality_report()'))


def found(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(rows(connection, 'select "check", "table", severity, count, sample_keys from mgmt.data_quality'))


def centre(connection: Connection) -> None:
    connection.execute(
        """insert into academy.students (id, full_name, level, created_at, updated_at)
        select name, name, 'A1', '2026-01-01 00:00Z', '2026-01-01 00:00Z'
        from unnest('{ana,budi,citra}'::text[]) as name"""
    )


def came(connection: Connection, key: str, student: str, at: str) -> None:
    connection.execute(
        "insert into academy.check_ins (id, student_id, checked_in_at, updated_at) values (%s, %s, %s, %s)",
        [key, student, at, at],
    )


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(200))
@given(steps=some.lists(some.one_of(WRITES, WRITES, WRITES, some.just(("report", ())), LOOKS), max_size=20))
def test_the_report_says_what_all_rows_say(connection: Connection, steps: list[Write]) -> None:
    with connection.transaction(force_rollback=True):
        centre(connection)
        assert reported(connection) == found(connection)
        for statement, values in steps:
            if statement == "report":
                assert reported(connection) == found(connection)
            elif statement == "look":
                look_from(connection, str(values[0]))
            else:
                connection.execute(statement.encode(), values)
        assert reported(connection) == found(connection)
        kept = rows(connection, FINDINGS)
        connection.execute("select mgmt.rebuild_facts()")
        connection.execute("select mgmt.refresh_findings()")
        assert rows(connection, FINDINGS) == kept


def test_who_never_checks_out_is_found_once_the_time_has_gone_by(connection: Connection) -> None:
    centre(connection)
    look_from(connection, "2026-06-15 15:30:00")
    came(connection, "open", "ana", "2026-06-15 15:00Z")
    assert ("never_checked_out", "check_ins", "warning", 0, []) in reported(connection)
    look_from(connection, "2026-06-16 04:30:00")
    assert found(connection) == reported(connection)
    look_from(connection, "2026-06-16 07:30:00")
    assert ("never_checked_out", "check_ins", "warning", 1, ["open"]) in reported(connection)


def test_only_what_changed_is_checked_again(connection: Connection) -> None:
    centre(connection)
    came(connection, "old", "ana", "2026-01-14 15:00Z")
    reported(connection)
    came(connection, "c", "ana", "2026-06-14 15:00Z")
    noted = "select kind, entity from ops.unchecked_entity order by 1"
    assert rows(connection, noted) == [("check_in", "c"), ("visitor", "ana")]
    # What nobody noted stays as it was found: here, wrongly, by hand.
    connection.execute(
        """insert into mgmt.student_findings (student_id, "table", key, failed) values
        ('budi', 'check_ins', 'x', 'repeated'), ('ana', 'check_ins', 'old', 'negative')"""
    )
    found_again = reported(connection)
    assert ("repeated", "check_ins", "warning", 1, ["x"]) in found_again
    assert ("negative", "check_ins", "warning", 1, ["old"]) in found_again
    assert rows(connection, noted) == []


def test_another_name_of_a_student_checks_no_check_in_again(connection: Connection) -> None:
    centre(connection)
    reported(connection)
    connection.execute("update academy.students set full_name = 'Ana Maria', updated_at = now() where id = 'ana'")
    assert rows(connection, "select kind, entity from ops.unchecked_entity") == [("register", "")]
    connection.execute("update academy.students set deleted_at = now() where id = 'ana'")
    assert ("student", "ana") in rows(connection, "select kind, entity from ops.unchecked_entity")


def test_students_are_compared_again_only_when_one_of_them_changed(connection: Connection) -> None:
    centre(connection)
    reported(connection)
    connection.execute(
        """insert into mgmt.student_findings (student_id, "table", key, failed)
        values ('x', 'students', 'x', 'missing_name')"""
    )
    came(connection, "c", "ana", "2026-06-14 15:00Z")
    assert ("missing_name", "students", "info", 1, ["x"]) in reported(connection)
    connection.execute("update academy.students set full_name = 'BUDI ' where id = 'ana'")
    assert ("duplicate_name", "students", "info", 2, ["ana", "budi"]) in reported(connection)
    assert reported(connection) == found(connection)


def test_what_another_source_has_noted_stays_noted(connection: Connection) -> None:
    """Also where it bears the same key."""
    centre(connection)
    connection.execute("insert into ops.unchecked_entity (source, kind, entity) values ('ngeshare', 'visitor', 'ana')")
    came(connection, "first", "ana", "2026-06-14 15:00Z")
    reported(connection)
    assert rows(connection, "select source, entity from ops.unchecked_entity") == [("ngeshare", "ana")]
