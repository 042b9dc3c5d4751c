"""What is copied of the advisor marketplace."""

from sync.specifications.specification import updated

TABLES = (
    updated("clientes"),
    updated("asesores"),
    updated("solicitudes", "created_at"),
    updated("ofertas", "created_at"),
    updated("auditorias", "auditada_at"),
    updated("notificaciones", "enviada_at"),
)
