-- ops.quarantined_rows (view)
-- Question: which rows are in quarantine, and why, by a code and its values?
-- Grain:    one row per row in quarantine
-- Reads:    ops.sync_rejects
-- Traps:    lines of files that an import cannot read are not among them (ops.unreadable_lines);
--           without what stands in the rows; the code follows from PostgreSQL's, and the values from what the database said,
--           by its brackets and quotation marks and not its words: servers speak many languages; what it said stays in reason
create view ops.quarantined_rows as
with
    heard as (
        select
            sync_rejects.reject,
            sync_rejects.source,
            sync_rejects."table",
            sync_rejects.key,
            sync_rejects.run,
            sync_rejects.at,
            sync_rejects.sqlstate,
            sync_rejects.reason,
            sync_rejects."table" = 'analytics.session_events' as is_event,
            regexp_match(sync_rejects.reason, '\(([^()]+)\)=\((.*)\)') as pair,
            regexp_match(sync_rejects.reason, '\(([^()]+)\)=\((.*)\).*["«„“]([^"«»„“”]+)["»“”]') as child,
            regexp_match(sync_rejects.reason, '["«„“]([^"«»„“”]+)["»“”]') as first_name,
            regexp_match(sync_rejects.reason, '["«„“][^"«»„“”]+["»“”].*?["«„“]([^"«»„“”]+)["»“”]') as second_name,
            regexp_match(sync_rejects.reason, '\)=\(.*\) is duplicated: (\d+) rows of the source have it\.$') as copies,
            regexp_match(sync_rejects.reason, '^Event (.*) has number (-?\d+) of session (.*)\.$') as taken,
            regexp_match(sync_rejects.reason, '^(.*) is no type of event\.$') as of_type
        from ops.sync_rejects
        where sync_rejects.recipe is null
    ),

    judged as (
        select
            heard.*,
            case
                when is_event and taken is not null then 'number_taken'
                when is_event and of_type is not null then 'no_type_of_event'
                when is_event and sqlstate = '23514' then 'number_below_one'
                when sqlstate = '23503' and child is not null then 'parent_missing'
                when sqlstate = '23503' and pair is not null then 'parent_missing_somewhere'
                when sqlstate = '23505' and copies is not null then 'key_shared'
                when sqlstate = '23505' and pair is not null then 'value_taken'
                when sqlstate = '23502' and key is null and first_name is not null then 'key_missing'
                when sqlstate = '23502' and first_name is not null then 'value_missing'
                when sqlstate = '23514' and second_name is not null then 'rule_broken'
                when sqlstate like '22%' then 'value_does_not_fit'
                when sqlstate is null then 'refused_without_code'
                else 'refused_otherwise'
            end as reason_code
        from heard
    )

select
    reject,
    source,
    "table",
    key,
    run,
    at,
    sqlstate,
    reason,
    reason_code,
    case reason_code
        when 'number_taken'
            then jsonb_build_object('event', taken[1], 'number', taken[2]::bigint, 'session', taken[3])
        when 'no_type_of_event' then jsonb_build_object('event_type', of_type[1])
        when 'parent_missing' then jsonb_build_object('column', child[1], 'value', child[2], 'parent', child[3])
        when 'parent_missing_somewhere' then jsonb_build_object('column', pair[1], 'value', pair[2])
        when 'key_shared' then jsonb_build_object('column', pair[1], 'value', pair[2], 'rows', copies[1]::bigint)
        when 'value_taken' then jsonb_build_object('column', pair[1], 'value', pair[2])
        when 'key_missing' then jsonb_build_object('column', first_name[1])
        when 'value_missing' then jsonb_build_object('column', first_name[1])
        when 'rule_broken' then jsonb_build_object('rule', second_name[1])
        when 'value_does_not_fit' then jsonb_build_object('sqlstate', sqlstate)
        when 'refused_otherwise' then jsonb_build_object('sqlstate', sqlstate)
        else jsonb_build_object()
    end as reason_values
from judged;

comment on view ops.quarantined_rows is 'Rows in quarantine, with the reason by its code, without what stands in them.';
comment on column ops.quarantined_rows.reject is 'Number of the row in ops.sync_rejects.';
comment on column ops.quarantined_rows.source is 'Name of the source.';
comment on column ops.quarantined_rows."table" is 'Name of the table.';
comment on column ops.quarantined_rows.key is 'Primary key of the row, as text; null where it has none.';
comment on column ops.quarantined_rows.run is 'The run that put it here, as it is.';
comment on column ops.quarantined_rows.at is 'Moment it did.';
comment on column ops.quarantined_rows.sqlstate is 'PostgreSQL''s error code for the broken constraint.';
comment on column ops.quarantined_rows.reason is 'Which constraint it breaks, in the database''s words.';
comment on column ops.quarantined_rows.reason_code is 'The same as a code of ops.sentences.';
comment on column ops.quarantined_rows.reason_values is 'What the sentence of that code says it with.';
