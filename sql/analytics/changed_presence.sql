-- analytics.changed_presence (table)
-- Question: whose active hours must be worked out again?
-- Grain:    one row per change noted (change)
-- Traps:    empty between syncs
comment on table analytics.changed_presence is
    'Sessions, teachers and students whose active hours may have changed; written by triggers, taken away once '
    'analytics.presence follows.';
comment on column analytics.changed_presence.change is 'Number of the change, ascending.';
comment on column analytics.changed_presence.kind is 'session, teacher or student.';
comment on column analytics.changed_presence.school_id is 'The school.';
comment on column analytics.changed_presence.entity is 'Id of the session, the teacher or the student.';
