-- The tables of a TeLOO production: the six that Atalaya copies, among tables and columns that it must ignore.

create schema if not exists teloo;

drop table if exists teloo.notificaciones, teloo.auditorias, teloo.ofertas, teloo.solicitudes, teloo.asesores,
    teloo.clientes, teloo.repuestos, teloo.parametros_config, teloo.alembic_version cascade;

create table teloo.alembic_version (version_num varchar(32) primary key);

create table teloo.parametros_config (
    id text primary key, valor jsonb not null, updated_at timestamptz not null);

create table teloo.repuestos (
    id uuid primary key, nombre text not null, created_at timestamptz not null);

create table teloo.clientes (
    id uuid primary key, nombre text not null, telefono text, ciudad text, departamento text,
    created_at timestamptz not null, updated_at timestamptz not null, preferencias jsonb);

create table teloo.asesores (
    id uuid primary key, nombre text not null, email text, telefono text, password_hash text, ciudad text not null,
    departamento text not null, punto_venta text, confianza numeric(3, 2), nivel_actual smallint,
    estado text not null, actividad_reciente_pct numeric(5, 2), desempeno_historico_pct numeric(5, 2),
    ultima_conexion_at timestamptz, created_at timestamptz not null, updated_at timestamptz not null);

create table teloo.solicitudes (
    id uuid primary key, codigo text not null unique, cliente_id uuid not null references teloo.clientes,
    estado text not null, marca_vehiculo text, modelo_vehiculo text, anio_vehiculo smallint, ciudad text,
    departamento text, created_at timestamptz not null, cerrada_at timestamptz, updated_at timestamptz not null);

create table teloo.ofertas (
    id uuid primary key, solicitud_id uuid not null references teloo.solicitudes,
    asesor_id uuid not null references teloo.asesores, monto_total numeric(14, 2) not null,
    tiempo_entrega_dias integer, garantia_meses integer, puntaje numeric(4, 1), observaciones text,
    ganadora boolean default false not null, aceptada_at timestamptz, entregada_at timestamptz,
    created_at timestamptz not null, updated_at timestamptz not null);

create table teloo.auditorias (
    id uuid primary key, asesor_id uuid not null references teloo.asesores, auditor text,
    confianza_auditada numeric(3, 2) not null, auditada_at timestamptz not null, updated_at timestamptz not null);

create table teloo.notificaciones (
    id uuid primary key, asesor_id uuid not null references teloo.asesores,
    solicitud_id uuid not null references teloo.solicitudes, canal text default 'PUSH' not null,
    enviada_at timestamptz not null, respondida_at timestamptz, updated_at timestamptz not null);
