-- ops.derived_object (table)
-- Question: which views and functions did the last migration create?
-- Grain:    one row per created object (position)
-- Traps:    the order of creation; whoever drops them goes backwards
comment on table ops.derived_object is
    'The views and functions that the last migration created, in the order of creation.';
comment on column ops.derived_object."position" is 'Place in that order, from 0.';
comment on column ops.derived_object.identity is 'Schema and name.';
comment on column ops.derived_object.kind is 'view, materialized view, function or trigger function.';
comment on column ops.derived_object.lineage is
    'Hash of its file and of all that it reads: a materialized view stays while this is the same.';
