-- ops.health (view)
-- Question: what was looked at behind the pages, and how is it?
-- Grain:    one row per check, subject
-- Reads:    ops.health_of_sources, ops.health_of_schedule, ops.health_of_views, ops.health_of_facts,
--           ops.health_of_rights, ops.health_of_replicas, ops.health_of_identities
-- Traps:    a new check is a view of these columns and one more branch here
create view ops.health as
select "check", subject, status, message, since, message_code, message_values from ops.health_of_sources
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_schedule
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_views
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_facts
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_rights
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_replicas
union all
select "check", subject, status, message, since, message_code, message_values from ops.health_of_identities;

comment on view ops.health is 'Every check behind the pages.';
comment on column ops.health."check" is 'What was looked at: source, schedule, materialized view, facts, rights, replica, identities.';
comment on column ops.health.subject is 'Which one of them.';
comment on column ops.health.status is 'ok, warning: look at it, error: something does not work.';
comment on column ops.health.message is 'What is wrong; null: nothing.';
comment on column ops.health.since is 'The moment that the status speaks of; null: unknown.';
comment on column ops.health.message_code is
    'What is wrong, as a code of ops.sentences; null: nothing, or in words of the log.';
comment on column ops.health.message_values is 'What the sentence of that code says it with.';
