"""Tiny rows of the marketplace for tests: each call writes the least that a rule needs, parents included.

Keys are small numbers. A day ('2026-06-15') means noon in Bogotá; a full moment has its offset.
"""

from typing import Any

from psycopg import sql

from tests.factories import Connection, rows

NOON = " 12:00:00-05"
LAST_KEY_LENGTH = 12
LONG_AGO = "2020-01-01"

_DEFAULTS: dict[str, dict[str, Any]] = {
    "clientes": {"nombre": "Ana", "created_at": LONG_AGO, "updated_at": LONG_AGO},
    "asesores": {
        "nombre": "Beto",
        "email": None,
        "ciudad": "Cali",
        "departamento": "Valle del Cauca",
        "punto_venta": "Almacén",
        "confianza": 4,
        "nivel_actual": 2,
        "estado": "ACTIVO",
        "actividad_reciente_pct": 50,
        "desempeno_historico_pct": 50,
        "created_at": LONG_AGO,
        "updated_at": LONG_AGO,
    },
    "solicitudes": {
        "cliente_id": 1,
        "estado": "ABIERTA",
        "marca_vehiculo": "Kia",
        "created_at": "2026-06-01",
        "cerrada_at": None,
        "updated_at": "2026-06-05",
    },
    "ofertas": {
        "solicitud_id": 1,
        "asesor_id": 1,
        "monto_total": 100,
        "tiempo_entrega_dias": 1,
        "garantia_meses": 6,
        "ganadora": False,
        "aceptada_at": None,
        "entregada_at": None,
        "created_at": "2026-06-02",
        "updated_at": "2026-06-05",
    },
    "auditorias": {
        "asesor_id": 1,
        "confianza_auditada": 4,
        "auditada_at": "2026-06-02",
        "updated_at": "2026-06-05",
    },
    "notificaciones": {
        "asesor_id": 1,
        "solicitud_id": 1,
        "enviada_at": "2026-06-02",
        "respondida_at": None,
        "updated_at": "2026-06-05",
    },
}
_PARENTS = {"cliente_id": "clientes", "asesor_id": "asesores", "solicitud_id": "solicitudes"}


def key(number: int) -> str:
    """The uuid that ends in this number."""
    return f"00000000-0000-0000-0000-{number:0{LAST_KEY_LENGTH}}"


def client(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "clientes", number, values)


def advisor(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "asesores", number, {"email": f"asesor{number}@example.com", **values})


def request(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "solicitudes", number, values)


def offer(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "ofertas", number, values)


def audit(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "auditorias", number, values)


def notification(connection: Connection, number: int = 1, **values: Any) -> None:
    _insert(connection, "notificaciones", number, values)


def failing(connection: Connection, table: str) -> dict[str, list[int]]:
    """The checks of a table that found something, with the rows that they found."""
    found = rows(
        connection,
        f"""select "check", sample_keys, count from kpi.data_quality where "table" = '{table}' and count > 0""",
    )
    assert all(len(keys) == count for _, keys, count in found)
    return {check: [int(text[-LAST_KEY_LENGTH:]) for text in keys] for check, keys, _ in found}


def _insert(connection: Connection, table: str, number: int, given: dict[str, Any]) -> None:
    values = {**_DEFAULTS[table], **given}
    for column in values.keys() & _PARENTS.keys():
        _parent(connection, _PARENTS[column], values[column])
    row = {"id": key(number), **{column: _written(column, value) for column, value in values.items()}}
    connection.execute(
        sql.SQL("insert into teloo.{} ({}) values ({})").format(
            sql.Identifier(table),
            sql.SQL(", ").join(map(sql.Identifier, row)),
            sql.SQL(", ").join(sql.Placeholder() for _ in row),
        ),
        list(row.values()),
    )


def _parent(connection: Connection, table: str, number: int) -> None:
    statement = sql.SQL("select id from teloo.{} where id = %s").format(sql.Identifier(table))
    if not connection.execute(statement, [key(number)]).fetchone():
        {"clientes": client, "asesores": advisor, "solicitudes": request}[table](connection, number)


def _written(column: str, value: Any) -> Any:
    if column in _PARENTS:
        return key(value)
    is_day = column.endswith("_at") and value is not None and len(value) == len(LONG_AGO)
    return value + NOON if is_day else value
