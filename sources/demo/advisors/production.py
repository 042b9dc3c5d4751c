"""The TeLOO production as a database: its tables, parents before children."""

from pathlib import Path

from sources.demo.advisors import simulation
from sources.demo.advisors.seasons import BOGOTA
from sources.demo.production import Production
from sources.demo.writer import Table


def _table(name: str, *columns: str) -> Table:
    return Table(name, ("id", *columns), schema="teloo", key_type="uuid")


EXTRA_TABLES = (
    _table("repuestos", "nombre", "created_at"),
    Table("parametros_config", ("id", "valor", "updated_at"), schema="teloo"),
)
COPIED_TABLES = (
    _table("clientes", "nombre", "telefono", "ciudad", "departamento", "created_at", "updated_at"),
    _table(
        "asesores", "nombre", "email", "telefono", "ciudad", "departamento", "punto_venta", "confianza",
        "nivel_actual", "estado", "actividad_reciente_pct", "desempeno_historico_pct", "created_at", "updated_at",
    ),
    _table(
        "solicitudes", "codigo", "cliente_id", "estado", "marca_vehiculo", "modelo_vehiculo", "anio_vehiculo",
        "ciudad", "departamento", "created_at", "cerrada_at", "updated_at",
    ),
    _table(
        "ofertas", "solicitud_id", "asesor_id", "monto_total", "tiempo_entrega_dias", "garantia_meses", "ganadora",
        "aceptada_at", "entregada_at", "puntaje", "created_at", "updated_at",
    ),
    _table("auditorias", "asesor_id", "auditor", "confianza_auditada", "auditada_at", "updated_at"),
    _table("notificaciones", "asesor_id", "solicitud_id", "canal", "enviada_at", "respondida_at", "updated_at"),
)  # fmt: skip

TELOO = Production(
    name="teloo",
    zone=BOGOTA,
    directory=Path(__file__).parent,
    extra_tables=EXTRA_TABLES,
    copied_tables=COPIED_TABLES,
    changes=simulation.changes,
)
