-- A marketplace of :offers offers on a quarter as many requests, made over three years by 5,000 advisors.
insert into teloo.clientes (id, nombre, created_at, updated_at)
select ('00000000-0000-0000-0001-' || lpad(to_hex(number), 12, '0'))::uuid, 'Client', now(), now()
from generate_series(1, 20000) as number;

insert into teloo.asesores (id, nombre, ciudad, departamento, nivel_actual, estado, created_at, updated_at)
select
    ('00000000-0000-0000-0002-' || lpad(to_hex(number), 12, '0'))::uuid, 'Advisor ' || number, 'City ' || number % 40, 'D',
    number % 5, 'ACTIVO', now(), now()
from generate_series(1, 5000) as number;

insert into teloo.solicitudes (id, cliente_id, estado, marca_vehiculo, created_at, cerrada_at, updated_at)
select
    ('00000000-0000-0000-0003-' || lpad(to_hex(number), 12, '0'))::uuid,
    ('00000000-0000-0000-0001-' || lpad(to_hex(1 + number::bigint * 7919 % 20000), 12, '0'))::uuid,
    (array['ACEPTADA', 'ACEPTADA', 'RECHAZADA', 'EXPIRADA', 'ABIERTA'])[1 + number % 5],
    'Brand ' || number % 30,
    made.at,
    case when number % 5 < 4 then made.at + interval '2 days' end,
    now()
from generate_series(1, :offers / 4) as number
cross join lateral (select now() - interval '3 years' * (1 - number::double precision / (:offers / 4)) as at) as made;

insert into teloo.ofertas (
    id, solicitud_id, asesor_id, monto_total, tiempo_entrega_dias, garantia_meses, ganadora, aceptada_at, entregada_at,
    created_at, updated_at
)
select
    ('00000000-0000-0000-0004-' || lpad(to_hex(number), 12, '0'))::uuid,
    ('00000000-0000-0000-0003-' || lpad(to_hex(1 + number / 4), 12, '0'))::uuid,
    ('00000000-0000-0000-0002-' || lpad(to_hex(1 + number * 31 % 5000), 12, '0'))::uuid,
    100000 + number % 900000,
    number % 9,
    number % 13,
    number % 4 = 0,
    case when number % 8 = 0 then made.at + interval '1 day' end,
    case when number % 16 = 0 then made.at + interval '5 days' end,
    made.at,
    now()
from generate_series(0, :offers - 1) as number
cross join lateral (select now() - interval '3 years' * (1 - number::double precision / :offers) as at) as made;

insert into teloo.notificaciones (id, asesor_id, solicitud_id, enviada_at, respondida_at, updated_at)
select
    ('00000000-0000-0000-0005-' || lpad(to_hex(number), 12, '0'))::uuid,
    ('00000000-0000-0000-0002-' || lpad(to_hex(1 + number * 17 % 5000), 12, '0'))::uuid,
    ('00000000-0000-0000-0003-' || lpad(to_hex(1 + number), 12, '0'))::uuid,
    made.at,
    case when number % 3 > 0 then made.at + interval '20 minutes' end,
    now()
from generate_series(0, :offers / 4 - 1) as number
cross join lateral (select now() - interval '3 years' * (1 - number::double precision / (:offers / 4)) as at) as made;
