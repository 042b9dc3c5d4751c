"""What the staff left behind while trying things out: test accounts, one test request and dates that cannot be.

These few rows are there at every scale, so that the rarest blemishes are always present.
"""

from collections.abc import Iterator
from datetime import UTC, datetime

from sources.demo.advisors.rows import stamped
from sources.demo.chance import days, uuid
from sources.demo.history import History, Values
from sources.demo.production import World

FAR_FUTURE = datetime(2099, 1, 1, 5, tzinfo=UTC)
EPOCH = datetime(1970, 1, 1, 5, tzinfo=UTC)


def histories(of: World) -> Iterator[tuple[str, History]]:
    """All test rows, in the order of their foreign keys."""
    start = of.founded_at + days(0.5)
    yield "clientes", _dated(stamped(start, _client(of, "cliente de prueba"), []), updated_at=FAR_FUTURE)
    yield "clientes", _dated(stamped(start, _client(of, "cliente importado"), []), created_at=EPOCH)
    yield "asesores", _dated(stamped(start, _advisor(of, "PRUEBA 1"), []), updated_at=FAR_FUTURE)
    yield "asesores", _dated(stamped(start, _advisor(of, "PRUEBA 2") | _IMPOSSIBLE_ADVISOR, []), created_at=EPOCH)
    yield "solicitudes", stamped(start, _request(of, "first"), [])
    yield "solicitudes", _dated(stamped(start, _request(of, "second"), []), updated_at=start - days(1))
    yield "solicitudes", _dated(stamped(start, _request(of, "third"), []), created_at=FAR_FUTURE)
    yield "ofertas", _dated(stamped(start + days(0.1), _offer(of, "first"), []), created_at=EPOCH)
    yield "ofertas", _dated(stamped(start + days(0.1), _offer(of, "third"), []), created_at=FAR_FUTURE)
    yield "auditorias", [(start, _audit(of, "first", EPOCH, start))]
    yield "auditorias", [(start, _audit(of, "second", FAR_FUTURE, start))]
    yield "notificaciones", [(start, _notification(of, "first", EPOCH, start))]
    yield "notificaciones", [(start, _notification(of, "third", FAR_FUTURE, start))]


_IMPOSSIBLE_ADVISOR: Values = {
    "email": " Prueba@Example.com",
    "ciudad": "",
    "estado": "BLOQUEADO",
    "confianza": 9.99,
    "actividad_reciente_pct": 120,
}


def _dated(history: History, **moments: datetime) -> History:
    """The same row with dates that cannot be, as a wrong clock or an import writes them."""
    return [(moment, values and values | moments) for moment, values in history]


def _client(of: World, name: str) -> Values:
    return {"id": uuid(of.seed, "cliente", name), "nombre": name, "ciudad": None, "departamento": None}


def _advisor(of: World, name: str) -> Values:
    return {
        "id": uuid(of.seed, "asesor", name),
        "nombre": name,
        "email": "prueba@example.com",
        "ciudad": "Bogotá",
        "departamento": "Cundinamarca",
        "punto_venta": None,
        "confianza": None,
        "nivel_actual": None,
        "estado": "INACTIVO",
        "actividad_reciente_pct": None,
        "desempeno_historico_pct": None,
    }


def _request(of: World, name: str) -> Values:
    return {
        "id": uuid(of.seed, "solicitud", name),
        "codigo": f"PRUEBA-{name}",
        "cliente_id": uuid(of.seed, "cliente", "cliente de prueba"),
        "estado": "PRUEBA",
        "marca_vehiculo": None,
        "modelo_vehiculo": None,
        "anio_vehiculo": None,
        "ciudad": None,
        "departamento": None,
        "cerrada_at": None,
    }


def _offer(of: World, request: str) -> Values:
    return {
        "id": uuid(of.seed, "oferta", request),
        "solicitud_id": uuid(of.seed, "solicitud", request),
        "asesor_id": uuid(of.seed, "asesor", "PRUEBA 1"),
        "monto_total": 1,
        "tiempo_entrega_dias": None,
        "garantia_meses": None,
        "ganadora": False,
        "aceptada_at": None,
        "entregada_at": None,
        "puntaje": None,
    }


def _audit(of: World, name: str, made_at: datetime, written_at: datetime) -> Values:
    return {
        "id": uuid(of.seed, "auditoria", name),
        "asesor_id": uuid(of.seed, "asesor", "PRUEBA 2"),
        "auditor": "prueba",
        "confianza_auditada": 9.99,
        "auditada_at": made_at,
        "updated_at": written_at,
    }


def _notification(of: World, request: str, sent_at: datetime, written_at: datetime) -> Values:
    return {
        "id": uuid(of.seed, "notificacion", request),
        "asesor_id": uuid(of.seed, "asesor", "PRUEBA 1"),
        "solicitud_id": uuid(of.seed, "solicitud", request),
        "canal": "PUSH",
        "enviada_at": sent_at,
        "respondida_at": None,
        "updated_at": written_at,
    }
