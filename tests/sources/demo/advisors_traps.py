"""Where each planted blemish of the marketplace shows, as SQL on the simulated production, and how often it may."""

from tests.sources.demo.curriculum_traps import Trap

NOW = "(select lived_until from demo.simulation where source = 'teloo')"
CLIENTS = "teloo.clientes"
ADVISORS = "teloo.asesores"
REQUESTS = "teloo.solicitudes"
OFFERS = "teloo.ofertas o join teloo.solicitudes s on s.id = o.solicitud_id"
AUDITS = "teloo.auditorias"
NOTIFICATIONS = "teloo.notificaciones"
ADDRESSES = (
    "(select lower(trim(email)) as address, count(*) as advisors from teloo.asesores where email ~ '@' group by 1) "
    "as addresses"
)
MONTHS = (
    "(select to_char(created_at at time zone 'America/Bogota', 'YYYY-MM') as local_month, "
    "to_char(created_at at time zone 'UTC', 'YYYY-MM') as utc_month from teloo.solicitudes) as months"
)
WINNERS = "(select count(*) filter (where ganadora) as winners from teloo.ofertas group by solicitud_id) as requests"
BRANDS = (
    "(select marca_vehiculo as brand, count(*) over (partition by lower(marca_vehiculo)) - "
    "count(*) over (partition by marca_vehiculo) as others from teloo.solicitudes) as brands"
)
SIMULTANEOUS = "(select count(*) as audits from teloo.auditorias group by asesor_id, auditada_at) as moments"
REPEATED = "(select count(*) as messages from teloo.notificaciones group by asesor_id, solicitud_id) as told"
NAMESAKES = "('Armenia', 'Barbosa', 'La Unión')"
MISSPELT = "('Bogota', 'BOGOTÁ', 'bogotá ', 'Medellin', 'medellín', 'CALI', 'cali', 'barranquilla', 'Cucuta', 'Ibague')"

TRAPS = {
    "client with updated_at in the future": Trap(CLIENTS, f"updated_at > {NOW}", 0.001, 3),
    "client created in 1970, impossible": Trap(CLIENTS, "created_at < '1971-01-01'", 0.001, 3),
    "client without a city": Trap(CLIENTS, "ciudad is null", 3, 10),
    "advisor without e-mail": Trap(ADVISORS, "email is null", 0.5, 8),
    "blank e-mail of an advisor": Trap(ADVISORS, "trim(email) = ''", 0.5, 6),
    "duplicate e-mail of an advisor": Trap(ADDRESSES, "advisors > 1", 1, 12),
    "advisor without a shop": Trap(ADVISORS, "punto_venta is null", 8, 28),
    "advisor not yet judged": Trap(ADVISORS, "confianza is null", 0.5, 8),
    "unknown estado of an advisor": Trap(ADVISORS, "estado not in ('ACTIVO', 'INACTIVO', 'SUSPENDIDO')", 0.5, 9),
    "trust on a scale of ten": Trap(ADVISORS, "confianza > 5", 0.5, 8),
    "percent above 100": Trap(ADVISORS, "actividad_reciente_pct > 100", 0.5, 9),
    "blank city": Trap(ADVISORS, "trim(ciudad) = ''", 0.3, 5),
    "city spelt otherwise": Trap(ADVISORS, f"ciudad in {MISSPELT}", 1, 14),
    "city of two departments": Trap(ADVISORS, f"ciudad in {NAMESAKES}", 1, 12),
    "advisor with updated_at in the future": Trap(ADVISORS, f"updated_at > {NOW}", 0.1, 12),
    "brand missing": Trap(REQUESTS, "marca_vehiculo is null", 1.5, 5),
    "blank brand": Trap(REQUESTS, "trim(marca_vehiculo) = ''", 0.2, 2),
    "brand in capitals": Trap(BRANDS, "others > 0 and brand = upper(brand) and brand <> 'BMW'", 1, 6),
    "unknown estado of a request": Trap(
        REQUESTS, "estado not in ('ABIERTA', 'ACEPTADA', 'RECHAZADA', 'EXPIRADA', 'SIN_OFERTAS')", 0.2, 2
    ),
    "closed without cerrada_at": Trap(REQUESTS, "estado <> 'ABIERTA' and cerrada_at is null", 0.5, 3),
    "closed before it was made": Trap(REQUESTS, "cerrada_at < created_at", 0.1, 1.5),
    "open with cerrada_at": Trap(REQUESTS, "estado = 'ABIERTA' and cerrada_at is not null", 0.1, 1.5),
    "edited long after": Trap(REQUESTS, "updated_at > created_at + interval '95 days'", 0.5, 4),
    "request of another month in UTC": Trap(MONTHS, "local_month <> utc_month", 0.05, 2),
    "request dated in the future": Trap(REQUESTS, f"created_at > {NOW}", 0.001, 6),
    "request changed before it was made, impossible": Trap(
        REQUESTS, f"updated_at < created_at and created_at < {NOW}", 0.001, 6
    ),
    "made before its request": Trap(OFFERS, "o.created_at < s.created_at", 0.1, 1.5),
    "made after the request was closed": Trap(OFFERS, "o.created_at > s.cerrada_at", 0.2, 3),
    "offer on a request without offers": Trap(OFFERS, "s.estado = 'SIN_OFERTAS'", 0.1, 1.5),
    "offer recorded late": Trap(
        OFFERS, "o.puntaje is null and o.updated_at > o.created_at + interval '19 hours'", 0.3, 3
    ),
    "amount of zero": Trap(OFFERS, "o.monto_total = 0", 0.05, 1),
    "negative amount": Trap(OFFERS, "o.monto_total < 0", 0.02, 0.8),
    "negative term": Trap(OFFERS, "o.tiempo_entrega_dias < 0", 0.03, 0.8),
    "delivery days missing": Trap(OFFERS, "o.tiempo_entrega_dias is null", 2.5, 6),
    "warranty missing": Trap(OFFERS, "o.garantia_meses is null", 4, 8),
    "several winners": Trap(WINNERS, "winners > 1", 0.5, 4),
    "accepted but not winning": Trap(OFFERS, "o.aceptada_at is not null and not o.ganadora", 0.1, 1.5),
    "accepted, request not": Trap(OFFERS, "o.aceptada_at is not null and s.estado <> 'ACEPTADA'", 0.05, 1.5),
    "delivered before accepted": Trap(OFFERS, "o.entregada_at < o.aceptada_at", 0.05, 1.5),
    "delivered but not accepted": Trap(OFFERS, "o.entregada_at is not null and o.aceptada_at is null", 0.05, 1),
    "offer dated in the future": Trap(OFFERS, f"o.created_at > {NOW}", 0.001, 3),
    "offer of 1970, impossible": Trap(OFFERS, "o.created_at < '1971-01-01'", 0.001, 3),
    "audited twice at once": Trap(SIMULTANEOUS, "audits > 1", 0.8, 6),
    "audit on a scale of ten": Trap(AUDITS, "confianza_auditada > 5", 0.2, 3),
    "audit dated in the future": Trap(AUDITS, f"auditada_at > {NOW}", 0.001, 8),
    "audit of 1970, impossible": Trap(AUDITS, "auditada_at < '1971-01-01'", 0.001, 8),
    "answered before sent": Trap(NOTIFICATIONS, "respondida_at < enviada_at", 0.1, 1),
    "notified twice": Trap(REPEATED, "messages > 1", 0.2, 1.5),
    "notification in the future": Trap(NOTIFICATIONS, f"enviada_at > {NOW}", 0.001, 3),
    "notification of 1970, impossible": Trap(NOTIFICATIONS, "enviada_at < '1971-01-01'", 0.001, 3),
}
