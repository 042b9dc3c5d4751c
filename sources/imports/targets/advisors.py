"""Tables of the advisor marketplace."""

from sources.imports.targets.target import FIRST, KEY, Column, Target, column, key, of, optional, updated

_KEY = "uuid"
_CREATED = column("created_at", "timestamptz", FIRST)

TABLES = (
    Target(
        "clientes",
        (key(_KEY), column("nombre", otherwise=KEY), optional("ciudad"), optional("departamento"), _CREATED, updated()),
    ),
    Target(
        "asesores",
        (
            key(_KEY),
            column("nombre", otherwise=KEY),
            optional("email"),
            column("ciudad", otherwise="'—'"),
            column("departamento", otherwise="'—'"),
            optional("punto_venta"),
            optional("confianza", "numeric(3,2)"),
            optional("nivel_actual", "smallint"),
            column("estado", otherwise="'ACTIVO'"),
            optional("actividad_reciente_pct", "numeric(5,2)"),
            optional("desempeno_historico_pct", "numeric(5,2)"),
            _CREATED,
            updated(),
        ),
    ),
    Target(
        "solicitudes",
        (
            key(_KEY),
            of("cliente_id", "clientes", _KEY),
            column("estado"),
            optional("marca_vehiculo"),
            optional("ciudad"),
            optional("departamento"),
            column("created_at", "timestamptz"),
            optional("cerrada_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "ofertas",
        (
            key(_KEY),
            of("solicitud_id", "solicitudes", _KEY),
            of("asesor_id", "asesores", _KEY),
            column("monto_total", "numeric(14,2)"),
            optional("tiempo_entrega_dias", "integer"),
            optional("garantia_meses", "integer"),
            Column("ganadora", "boolean", otherwise="false"),
            optional("aceptada_at", "timestamptz"),
            optional("entregada_at", "timestamptz"),
            column("created_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "auditorias",
        (
            key(_KEY),
            of("asesor_id", "asesores", _KEY),
            column("confianza_auditada", "numeric(3,2)"),
            column("auditada_at", "timestamptz"),
            updated(),
        ),
    ),
    Target(
        "notificaciones",
        (
            key(_KEY),
            of("asesor_id", "asesores", _KEY),
            of("solicitud_id", "solicitudes", _KEY),
            column("enviada_at", "timestamptz"),
            optional("respondida_at", "timestamptz"),
            updated(),
        ),
    ),
)
