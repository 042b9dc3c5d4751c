-- analytics.happening_changed (trigger function)
-- Question: which hours does a written reading, guidance event, analysis or record of usage touch?
-- Grain:    once per statement on classwaves.session_metrics, classwaves.guidance_events, classwaves.ai_analyses and
--           classwaves.resource_usage; its argument is the column that dates a row
-- Reads:    classwaves.session_metrics, classwaves.guidance_events, classwaves.ai_analyses, classwaves.resource_usage,
--           classwaves.sessions, analytics.changed_hours, analytics.hour_of, analytics.note_all
-- Writes:   analytics.changed_hours
-- Triggers: classwaves.ai_analyses, classwaves.guidance_events, classwaves.resource_usage, classwaves.session_metrics
-- Traps:    the hour before an update counts as much as the one after it; atalaya.skip_facts = 'on' leaves the facts to
--           the loader
create or replace function analytics.happening_changed() returns trigger
language plpgsql as $$
declare
    kept text;
    found_school text := case
        when tg_table_name = 'resource_usage' then 'changed.school_id'
        else '(select session.school_id from classwaves.sessions as session where session.id = changed.session_id)'
    end;
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    if tg_op = 'TRUNCATE' then
        perform analytics.note_all();
        return null;
    end if;
    foreach kept in array case tg_op
        when 'INSERT' then array['new_rows'] when 'DELETE' then array['old_rows'] else array['old_rows', 'new_rows']
    end loop
        execute format(
            'insert into analytics.changed_hours (school_id, first_hour, last_hour) '
            'select distinct %1$s, analytics.hour_of(changed.%2$I), analytics.hour_of(changed.%2$I) '
            'from %3$I as changed where isfinite(changed.%2$I)',
            found_school, tg_argv[0], kept
        );
    end loop;
    return null;
end;
$$;

comment on function analytics.happening_changed() is 'Notes the hours of rows that count by a moment of their own.';

create or replace trigger session_metrics_noted_on_insert
    after insert on classwaves.session_metrics
    referencing new table as new_rows
    for each statement execute function analytics.happening_changed('measured_at');

create or replace trigger session_metrics_noted_on_update
    after update on classwaves.session_metrics
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.happening_changed('measured_at');

create or replace trigger session_metrics_noted_on_delete
    after delete on classwaves.session_metrics
    referencing old table as old_rows
    for each statement execute function analytics.happening_changed('measured_at');

create or replace trigger session_metrics_noted_on_truncate
    after truncate on classwaves.session_metrics
    for each statement execute function analytics.happening_changed('measured_at');

create or replace trigger guidance_events_noted_on_insert
    after insert on classwaves.guidance_events
    referencing new table as new_rows
    for each statement execute function analytics.happening_changed('occurred_at');

create or replace trigger guidance_events_noted_on_update
    after update on classwaves.guidance_events
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.happening_changed('occurred_at');

create or replace trigger guidance_events_noted_on_delete
    after delete on classwaves.guidance_events
    referencing old table as old_rows
    for each statement execute function analytics.happening_changed('occurred_at');

create or replace trigger guidance_events_noted_on_truncate
    after truncate on classwaves.guidance_events
    for each statement execute function analytics.happening_changed('occurred_at');

create or replace trigger ai_analyses_noted_on_insert
    after insert on classwaves.ai_analyses
    referencing new table as new_rows
    for each statement execute function analytics.happening_changed('finished_at');

create or replace trigger ai_analyses_noted_on_update
    after update on classwaves.ai_analyses
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.happening_changed('finished_at');

create or replace trigger ai_analyses_noted_on_delete
    after delete on classwaves.ai_analyses
    referencing old table as old_rows
    for each statement execute function analytics.happening_changed('finished_at');

create or replace trigger ai_analyses_noted_on_truncate
    after truncate on classwaves.ai_analyses
    for each statement execute function analytics.happening_changed('finished_at');

create or replace trigger resource_usage_noted_on_insert
    after insert on classwaves.resource_usage
    referencing new table as new_rows
    for each statement execute function analytics.happening_changed('recorded_at');

create or replace trigger resource_usage_noted_on_update
    after update on classwaves.resource_usage
    referencing old table as old_rows new table as new_rows
    for each statement execute function analytics.happening_changed('recorded_at');

create or replace trigger resource_usage_noted_on_delete
    after delete on classwaves.resource_usage
    referencing old table as old_rows
    for each statement execute function analytics.happening_changed('recorded_at');

create or replace trigger resource_usage_noted_on_truncate
    after truncate on classwaves.resource_usage
    for each statement execute function analytics.happening_changed('recorded_at');
