-- analytics.changed_hours (table)
-- Question: which closed hours must be rolled up again, because their raw rows changed?
-- Grain:    one row per change noted (change)
-- Traps:    school_id null means every school; empty between syncs
comment on table analytics.changed_hours is
    'Hours whose raw rows changed; written by triggers with the rows, taken away once they are rolled up again.';
comment on column analytics.changed_hours.change is 'Number of the change, ascending.';
comment on column analytics.changed_hours.school_id is 'The school; null: all schools.';
comment on column analytics.changed_hours.first_hour is 'First hour.';
comment on column analytics.changed_hours.last_hour is 'Last hour; infinity: all since.';
