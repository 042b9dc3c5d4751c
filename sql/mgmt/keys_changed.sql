-- mgmt.keys_changed (trigger function)
-- Question: which keys came or went with the written rows of a raw table?
-- Grain:    once per statement on each raw table
-- Reads:    ops.counting_of_keys
-- Triggers: academy.students, academy.check_ins
-- Traps:    atalaya.skip_facts makes no difference: what a loader brings is counted as it comes
create function mgmt.keys_changed() returns trigger
language plpgsql
set datestyle = 'ISO' as $$
begin
    execute ops.counting_of_keys(tg_relid, tg_op);
    return null;
end;
$$;

comment on function mgmt.keys_changed() is 'Keeps ops.key_checksum current when a raw table is written.';

do $$
declare
    raw text;
begin
    foreach raw in array array[
        'academy.students', 'academy.check_ins'
    ] loop
        execute format(
            'create or replace trigger keys_inserted after insert on %1$s referencing new table as new_rows '
            'for each statement execute function mgmt.keys_changed(); '
            'create or replace trigger keys_updated after update on %1$s referencing old table as old_rows '
            'new table as new_rows for each statement execute function mgmt.keys_changed(); '
            'create or replace trigger keys_deleted after delete on %1$s referencing old table as old_rows '
            'for each statement execute function mgmt.keys_changed(); '
            'create or replace trigger keys_truncated after truncate on %1$s '
            'for each statement execute function mgmt.keys_changed()',
            raw
        );
    end loop;
end;
$$;
