"""A sync's report counts what changed, and says what the view says that reads every row."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tests.advisors.marketplace import key, notification, offer, request
from tests.factories import Connection, look_from, rows
from tests.thoroughness import examples

Write = tuple[str, tuple[object, ...]]

REQUESTS = some.integers(1, 3).map(key)
OFFERS = some.integers(1, 6).map(key)
MOMENTS = some.sampled_from(["1999-12-31", "2026-06-01", "2026-06-04", "2026-06-16 12:00Z", "infinity"])


def write(statement: str, *values: some.SearchStrategy[object]) -> some.SearchStrategy[Write]:
    return some.tuples(some.just(statement), some.tuples(*values))


WRITES = some.one_of(
    write(
        """insert into teloo.ofertas
        (id, solicitud_id, asesor_id, monto_total, ganadora, aceptada_at, created_at, updated_at)
        select %s, %s, (select min(id::text)::uuid from teloo.asesores), %s, %s, %s, %s, '2026-06-05'
        on conflict (id) do update set solicitud_id = excluded.solicitud_id, ganadora = excluded.ganadora,
        monto_total = excluded.monto_total, aceptada_at = excluded.aceptada_at""",
        OFFERS,
        REQUESTS,
        some.sampled_from([0, 100]),
        some.booleans(),
        some.none() | MOMENTS,
        MOMENTS,
    ),
    write("update teloo.ofertas set ganadora = not ganadora where id <= %s", OFFERS),
    write("update teloo.ofertas set solicitud_id = %s where id = %s", REQUESTS, OFFERS),
    write("delete from teloo.ofertas where id = %s", OFFERS),
    write("truncate teloo.ofertas"),
    write(
        "update teloo.solicitudes set estado = %s where id = %s",
        some.sampled_from(["ABIERTA", "ACEPTADA", "SIN_OFERTAS", "?"]),
        REQUESTS,
    ),
    write("update teloo.solicitudes set cerrada_at = %s where id = %s", some.none() | MOMENTS, REQUESTS),
    write("update teloo.solicitudes set created_at = %s where id = %s", MOMENTS, REQUESTS),
    write("update teloo.solicitudes set marca_vehiculo = %s where id = %s", some.sampled_from(["", "Kia"]), REQUESTS),
    write("update teloo.notificaciones set respondida_at = %s", MOMENTS),
    write("delete from teloo.notificaciones"),
    write("update teloo.asesores set email = %s", some.sampled_from([None, "a@b"])),
)
LOOKS = some.sampled_from(["2026-06-15 17:00:00", "2026-06-17 17:00:00"]).map(lambda moment: ("look", (moment,)))
FINDINGS = "select * from kpi.trade_findings order by 1, 2, 3"


def reported(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(rows(connection, 'select "check", "table", severity, count, sample_keys from kpi.quality_report()'))


def found(connection: Connection) -> list[tuple[object, ...]]:
    return sorted(rows(connection, 'select "check", "table", severity, count, sample_keys from kpi.data_quality'))


def marketplace(connection: Connection) -> None:
    for number in (1, 2, 3):
        request(connection, number)
        offer(connection, number, solicitud_id=number)
    notification(connection)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=examples(200))
@given(steps=some.lists(some.one_of(WRITES, WRITES, WRITES, some.just(("report", ())), LOOKS), max_size=20))
def test_the_report_says_what_all_rows_say(connection: Connection, steps: list[Write]) -> None:
    with connection.transaction(force_rollback=True):
        marketplace(connection)
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
        connection.execute("delete from ops.findings_checked")
        connection.execute("select kpi.refresh_findings()")
        assert rows(connection, FINDINGS) == kept


def test_only_what_changed_is_checked_again(connection: Connection) -> None:
    marketplace(connection)
    reported(connection)
    noted = "select kind, entity from ops.unchecked_entity order by 1, 2"
    assert rows(connection, noted) == []
    connection.execute("update teloo.ofertas set ganadora = true where id = %s", [key(2)])
    connection.execute("update teloo.solicitudes set marca_vehiculo = 'Fiat' where id = %s", [key(1)])
    assert rows(connection, noted) == [("contest", key(2)), ("offer", key(2)), ("request", key(1))]
    # What nobody noted stays as it was found: here, wrongly, by hand.
    connection.execute("insert into kpi.trade_findings values ('ofertas', %s, 'negative_term')", [key(9)])
    assert ("negative_term", "ofertas", 1, [key(9)]) in [(line[0], line[1], *line[3:]) for line in reported(connection)]
    assert rows(connection, noted) == []
