-- 0006_teloo: the teloo replica in schema teloo, and schema kpi for everything derived from it
-- The raw tables are the source's own, name by name.
-- Only the columns that serve as cursors may be empty here: a row without one is kept, not refused.

create schema teloo;
comment on schema teloo is 'teloo replica: The advisor marketplace: requests, offers, audits. Local zone America/Bogota.';

create schema kpi;
comment on schema kpi is 'Derived from teloo. The advisor marketplace: requests, offers, audits. Local zone America/Bogota.';

create table teloo.clientes (
    id uuid primary key,
    nombre text not null,
    ciudad text,
    departamento text,
    created_at timestamptz not null,
    updated_at timestamptz
);

create table teloo.asesores (
    id uuid primary key,
    nombre text not null,
    email text,
    ciudad text not null,
    departamento text not null,
    punto_venta text,
    confianza numeric(3, 2),
    nivel_actual smallint,
    estado text not null,
    actividad_reciente_pct numeric(5, 2),
    desempeno_historico_pct numeric(5, 2),
    created_at timestamptz not null,
    updated_at timestamptz
);

create table teloo.solicitudes (
    id uuid primary key,
    cliente_id uuid not null references teloo.clientes,
    estado text not null,
    marca_vehiculo text,
    ciudad text,
    departamento text,
    created_at timestamptz not null,
    cerrada_at timestamptz,
    updated_at timestamptz
);

create table teloo.ofertas (
    id uuid primary key,
    solicitud_id uuid not null references teloo.solicitudes,
    asesor_id uuid not null references teloo.asesores,
    monto_total numeric(14, 2) not null,
    tiempo_entrega_dias integer,
    garantia_meses integer,
    ganadora boolean default false not null,
    aceptada_at timestamptz,
    entregada_at timestamptz,
    created_at timestamptz not null,
    updated_at timestamptz
);

create table teloo.auditorias (
    id uuid primary key,
    asesor_id uuid not null references teloo.asesores,
    confianza_auditada numeric(3, 2) not null,
    auditada_at timestamptz not null,
    updated_at timestamptz
);

create table teloo.notificaciones (
    id uuid primary key,
    asesor_id uuid not null references teloo.asesores,
    solicitud_id uuid not null references teloo.solicitudes,
    enviada_at timestamptz not null,
    respondida_at timestamptz,
    updated_at timestamptz
);

create index solicitudes_cliente_id_idx on teloo.solicitudes (cliente_id);
comment on index teloo.solicitudes_cliente_id_idx is
    'Serves: the sync: may a client that is gone in the source be deleted (foreign key)?';

create index ofertas_solicitud_id_idx on teloo.ofertas (solicitud_id);
comment on index teloo.ofertas_solicitud_id_idx is
    'Serves: the offers of one request; the sync: may a request be deleted (foreign key)?';

create index ofertas_ganadora_idx on teloo.ofertas (solicitud_id) where ganadora;
comment on index teloo.ofertas_ganadora_idx is
    'Serves: kpi.quality_of_offers: requests with several winning offers, without reading the other offers';

create index ofertas_asesor_id_idx on teloo.ofertas (asesor_id);
comment on index teloo.ofertas_asesor_id_idx is
    'Serves: the offers of one advisor; the sync: may an advisor be deleted (foreign key)?';

-- Rows arrive roughly in the order of these moments. A block range index is then as selective as a tree and costs next to
-- nothing at first load; several ranges a block keep single late rows from widening it.
create index ofertas_created_at_idx on teloo.ofertas using brin (created_at timestamptz_minmax_multi_ops);
comment on index teloo.ofertas_created_at_idx is
    'Serves: kpi.mv_ranking_asesores: the offers of the last 30 days';

create index auditorias_asesor_id_auditada_at_idx on teloo.auditorias (asesor_id, auditada_at, id);
comment on index teloo.auditorias_asesor_id_auditada_at_idx is
    'Serves: kpi.mv_ranking_asesores: the latest audit of each advisor; the sync: may an advisor be deleted (foreign key)?';

create index notificaciones_asesor_id_idx on teloo.notificaciones (asesor_id);
comment on index teloo.notificaciones_asesor_id_idx is
    'Serves: the sync: may an advisor be deleted (foreign key)?';

create index notificaciones_solicitud_id_idx on teloo.notificaciones (solicitud_id);
comment on index teloo.notificaciones_solicitud_id_idx is
    'Serves: the sync: may a request be deleted (foreign key)?';

create index notificaciones_enviada_at_idx on teloo.notificaciones using brin (enviada_at timestamptz_minmax_multi_ops);
comment on index teloo.notificaciones_enviada_at_idx is
    'Serves: kpi.mv_ranking_asesores: the notifications of the last 30 days';

comment on table teloo.clientes is 'teloo replica: clients, who ask for spare parts. One row per client.';
comment on column teloo.clientes.id is 'Key of the client.';
comment on column teloo.clientes.nombre is 'Name.';
comment on column teloo.clientes.ciudad is 'City; no rule of ours reads it.';
comment on column teloo.clientes.departamento is 'Department; no rule of ours reads it.';
comment on column teloo.clientes.created_at is 'When the client registered.';
comment on column teloo.clientes.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table teloo.asesores is 'teloo replica: advisors, who bid on requests. One row per advisor, every estado included.';
comment on column teloo.asesores.id is 'Key of the advisor.';
comment on column teloo.asesores.nombre is 'Name.';
comment on column teloo.asesores.email is 'E-mail address.';
comment on column teloo.asesores.ciudad is 'City; its text alone, whatever the department, is the city of the rankings.';
comment on column teloo.asesores.departamento is 'Department.';
comment on column teloo.asesores.punto_venta is 'Sales point; empty for advisors without a shop.';
comment on column teloo.asesores.confianza is 'Trust score that the marketplace keeps, 0 to 5.';
comment on column teloo.asesores.nivel_actual is 'Level that the marketplace gave.';
comment on column teloo.asesores.estado is 'ACTIVO, INACTIVO or SUSPENDIDO.';
comment on column teloo.asesores.actividad_reciente_pct is 'Recent activity as the marketplace measures it, 0 to 100.';
comment on column teloo.asesores.desempeno_historico_pct is 'Historical performance as the marketplace measures it, 0 to 100.';
comment on column teloo.asesores.created_at is 'When the advisor registered.';
comment on column teloo.asesores.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table teloo.solicitudes is 'teloo replica: requests for spare parts. One row per request.';
comment on column teloo.solicitudes.id is 'Key of the request.';
comment on column teloo.solicitudes.cliente_id is 'The client who asks.';
comment on column teloo.solicitudes.estado is 'ABIERTA, ACEPTADA, RECHAZADA, EXPIRADA or SIN_OFERTAS.';
comment on column teloo.solicitudes.marca_vehiculo is 'Brand of the vehicle, as typed.';
comment on column teloo.solicitudes.ciudad is 'City of the request; no rule of ours reads it.';
comment on column teloo.solicitudes.departamento is 'Department of the request; no rule of ours reads it.';
comment on column teloo.solicitudes.created_at is 'When it was made; its local month is the month of all its offers.';
comment on column teloo.solicitudes.cerrada_at is 'When it was closed, whatever the estado; empty while it is open.';
comment on column teloo.solicitudes.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table teloo.ofertas is 'teloo replica: what an advisor offers on a request. One row per offer.';
comment on column teloo.ofertas.id is 'Key of the offer.';
comment on column teloo.ofertas.solicitud_id is 'The request.';
comment on column teloo.ofertas.asesor_id is 'The advisor who offers.';
comment on column teloo.ofertas.monto_total is 'Price of everything offered, Colombian pesos.';
comment on column teloo.ofertas.tiempo_entrega_dias is 'Promised days until delivery.';
comment on column teloo.ofertas.garantia_meses is 'Promised months of warranty.';
comment on column teloo.ofertas.ganadora is 'Whether the evaluation chose it.';
comment on column teloo.ofertas.aceptada_at is 'When the client accepted it; empty for the others.';
comment on column teloo.ofertas.entregada_at is 'When the parts were delivered.';
comment on column teloo.ofertas.created_at is 'When it was made.';
comment on column teloo.ofertas.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table teloo.auditorias is 'teloo replica: audits of the trust in an advisor. One row per audit.';
comment on column teloo.auditorias.id is 'Key of the audit; the greater one wins a tie.';
comment on column teloo.auditorias.asesor_id is 'The audited advisor.';
comment on column teloo.auditorias.confianza_auditada is 'Trust score that the audit found, 0 to 5.';
comment on column teloo.auditorias.auditada_at is 'When it was made.';
comment on column teloo.auditorias.updated_at is 'Last change of the row; the cursor of the sync.';

comment on table teloo.notificaciones is 'teloo replica: which advisor was told of which request. One row per message.';
comment on column teloo.notificaciones.id is 'Key of the notification.';
comment on column teloo.notificaciones.asesor_id is 'The advisor who was told.';
comment on column teloo.notificaciones.solicitud_id is 'The request.';
comment on column teloo.notificaciones.enviada_at is 'When it was sent.';
comment on column teloo.notificaciones.respondida_at is 'When the advisor answered; empty without an answer.';
comment on column teloo.notificaciones.updated_at is 'Last change of the row; the cursor of the sync.';
