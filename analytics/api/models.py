"""The rows that the marketplace's paths answer with: column by column as the views have and describe them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from db.lineage import lineage

Row = TypeVar("Row", bound=BaseModel)


def rows_of(relation: str) -> Callable[[type[Row]], type[Row]]:
    """Gives each field the description that `comment on column` gives the relation's column."""
    described = lineage().objects[relation].columns

    def describe(model: type[Row]) -> type[Row]:
        for name, field in model.model_fields.items():
            field.description = described[name]
        model.model_rebuild(force=True)
        return model

    return describe


@rows_of("kpi.mv_metricas_mensuales")
class Month(BaseModel):
    """One local month: the requests made in it, with all offers on them."""

    mes: date
    solicitudes_creadas: int
    solicitudes_aceptadas: int
    solicitudes_rechazadas: int
    solicitudes_expiradas: int
    solicitudes_sin_ofertas: int
    tiempo_promedio_cierre_seg: float | None
    ofertas_totales: int
    ofertas_ganadoras: int
    ofertas_aceptadas: int
    precio_promedio_ofertas: float | None
    precio_minimo_ofertas: float | None
    precio_maximo_ofertas: float | None
    tiempo_entrega_promedio: float | None
    garantia_promedio_meses: float | None
    clientes_activos: int
    asesores_activos: int
    marcas_vehiculos_solicitadas: int
    volumen_transaccional_total: float | None
    tasa_aceptacion_pct: float | None
    tasa_conversion_ofertas_pct: float | None
    ofertas_promedio_por_solicitud: float | None


@rows_of("kpi.mv_ranking_asesores")
class Advisor(BaseModel):
    """One advisor with the last local days and the ranks that follow from them."""

    asesor_id: str
    asesor_nombre: str
    asesor_email: str | None
    ciudad: str
    departamento: str
    punto_venta: str | None
    confianza: float | None
    nivel_actual: int | None
    estado_asesor: str
    actividad_reciente_pct: float | None
    desempeno_historico_pct: float | None
    ofertas_historicas_total: int
    ofertas_ganadoras: int
    ofertas_aceptadas_cliente: int
    entregas_exitosas: int
    tiempo_promedio_respuesta_seg: float | None
    monto_promedio_ofertas: float | None
    volumen_total_ofertas: float | None
    confianza_auditada: float | None
    auditorias_realizadas: int
    ultima_auditoria: datetime | None
    notificaciones_recibidas: int
    notificaciones_respondidas: int
    tiempo_promedio_respuesta_notif_seg: float | None
    tasa_respuesta_pct: float | None
    tasa_conversion_ofertas_pct: float | None
    tasa_exito_completo_pct: float | None
    ranking_ciudad: int
    ranking_nacional: int
    percentil_ofertas_ganadoras_ciudad: float
    percentil_ofertas_ganadoras_nacional: float
    calculado_at: datetime


@rows_of("kpi.city_summary")
class City(BaseModel):
    """One city of advisors, their last local days summed."""

    ciudad: str
    asesores: int
    asesores_con_ofertas: int
    ofertas: int
    ofertas_ganadoras: int
    ofertas_aceptadas: int
    entregas_exitosas: int
    volumen_total_ofertas: float | None
    tasa_conversion_ofertas_pct: float | None
    conversion_low_pct: float | None
    conversion_high_pct: float | None
    tasa_exito_completo_pct: float | None
    tasa_respuesta_pct: float | None
    calculado_at: datetime


@rows_of("ops.mv_refresh_log")
class Refreshed(BaseModel):
    """What came of refreshing one view."""

    view_name: str
    status: Literal["ok", "error"]
    duration_ms: int
    row_count: int | None
    error_message: str | None


class ViewStats(BaseModel):
    """How one materialized view is: a row of `kpi.get_mv_stats()`, whose columns PostgreSQL lets nobody comment on."""

    model_config = ConfigDict(use_attribute_docstrings=True)

    view_name: str
    """Name of the materialized view, without its schema."""
    is_populated: bool
    """Whether it can be read: it was filled at least once."""
    row_count: int | None
    """Its rows now; null while it cannot be read."""
    size_bytes: int
    """Bytes on disk, its indexes included."""
    last_refreshed_at: datetime | None
    """Moment the last refresh that worked ended; null: none has."""
    last_duration_ms: int | None
    """Time the last refresh took, failed or not, milliseconds."""
    last_status: Literal["ok", "error"] | None
    """How the last refresh ended; null: there was none."""


@rows_of("ops.schedule")
class Job(BaseModel):
    """What the servers do by the clock."""

    job: str
    hour: int | None
    minute: int
    time_zone: str | None
    next_run_at: datetime
    is_overdue: bool
    last_due_at: datetime | None
    last_started_at: datetime | None
    last_finished_at: datetime | None
    last_status: Literal["running", "succeeded", "failed", "skipped"] | None
    last_message: str | None
