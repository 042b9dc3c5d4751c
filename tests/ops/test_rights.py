"""Health tells which pages cannot be drawn because their views cannot be read."""

import pytest

from db.migrate import migrate
from db.schemas import DERIVED_SCHEMAS
from db.warehouse import READER, Warehouse
from tests.factories import Connection, rows

OBSTACLES = 'select "view", obstacle from ops.unreadable_relations order by 1, 2'
HEALTH = """select subject, message from ops.health where "check" = 'rights' and status = 'error' order by subject"""


def test_every_view_of_a_warehouse_can_be_read(connection: Connection) -> None:
    assert rows(connection, OBSTACLES) == []
    assert rows(connection, """select subject, status from ops.health where "check" = 'rights' order by subject""") == [
        (schema, "ok") for schema in sorted((*DERIVED_SCHEMAS, "ops"))
    ]
    connection.execute("update ops.derived_object set identity = 'loans.percent' where identity = 'kpi.percent'")
    assert rows(connection, """select from ops.health where "check" = 'rights' and subject = 'loans'""") == []


@pytest.mark.parametrize(
    ("harm", "found"),
    [
        (
            "revoke select on kpi.city_summary from atalaya_reader",
            ("kpi.city_summary", "the reader may not read it"),
        ),
        (
            "revoke select on ops.sync_run from atalaya_reader",
            ("ops.run_status", "it reads ops.sync_run, which the reader may not read"),
        ),
        (
            "alter view ops.run_status owner to pg_monitor",
            ("ops.run_status", "it reads ops.sync_run, which its owner may not read"),
        ),
        (
            "revoke execute on function kpi.percent from public",
            ("kpi.mv_metricas_mensuales", "it calls percent, which the reader may not call"),
        ),
        (
            "drop view ops.student_level_views",
            ("ops.student_level_views", "it is missing"),
        ),
        (
            "revoke usage on schema public from public, atalaya_reader",
            ("ngeshare.first_memberships", """it reads public."User", which the reader may not read"""),
        ),
        ("revoke usage on schema mgmt from atalaya_reader", ("mgmt.data_quality", "the reader may not read it")),
    ],
)
def test_what_cannot_be_read_is_named_with_the_reason_and_migrate_mends_it(
    warehouse_18: Warehouse, harm: str, found: tuple[str, str]
) -> None:
    with warehouse_18.connect() as connection:
        connection.execute(harm.encode())
        with warehouse_18.connect(READER) as reader:
            obstacles = rows(reader, OBSTACLES)
            assert found in obstacles
            assert [view for view, obstacle in obstacles if obstacle.startswith(f"it reads {view},")] == []
            said = dict(rows(reader, HEALTH))
        schema = found[0].split(".")[0]
        unreadable = {view for view, _ in obstacles if view.startswith(f"{schema}.")}
        views = f"{len(unreadable)} view{'s' if len(unreadable) > 1 else ''} cannot be read ({min(unreadable)}"
        assert said[schema].startswith(views)
        assert "Run `atalaya migrate`." in said[schema]
        migrate(warehouse_18)
        assert (rows(connection, OBSTACLES), rows(connection, HEALTH)) == ([], [])


def test_a_view_with_two_obstacles_is_one_view(connection: Connection) -> None:
    connection.execute("revoke select on kpi.city_summary, kpi.months from atalaya_reader")
    obstacles = [view for view, _ in rows(connection, OBSTACLES) if view.startswith("kpi.")]
    assert len(obstacles) > len(set(obstacles))
    said = dict(rows(connection, HEALTH))["kpi"]
    assert said.startswith(f"{len(set(obstacles))} views cannot be read ({min(obstacles)}")
