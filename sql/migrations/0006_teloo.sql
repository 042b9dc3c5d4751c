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
    confianza numeric(3,2),
    nivel_actual smallint,
    estado text not null,
    actividad_reciente_pct numeric(5,2),
    desempeno_historico_pct numeric(5,2),
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
    monto_total numeric(14,2) not null,
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
    confianza_auditada numeric(3,2) not null,
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
