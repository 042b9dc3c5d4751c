-- The indexes that a production would have, made after the tables are full.

create index on teloo.solicitudes (cliente_id);
create index on teloo.solicitudes (created_at);
create index on teloo.solicitudes (updated_at);
create index on teloo.ofertas (solicitud_id);
create index on teloo.ofertas (asesor_id, created_at);
create index on teloo.ofertas (updated_at);
create index on teloo.auditorias (asesor_id, auditada_at);
create index on teloo.notificaciones (asesor_id, enviada_at);
create index on teloo.notificaciones (solicitud_id);
create index on teloo.notificaciones (updated_at);
