-- 0005_academy: the academy replica in schema academy, and schema mgmt for everything derived from it
-- The raw tables are the source's own, name by name.
-- Only the columns that serve as cursors may be empty here: a row without one is kept, not refused.

create schema academy;
comment on schema academy is 'academy replica: The study centre: students who check in and out. Local zone America/Guayaquil.';

create schema mgmt;
comment on schema mgmt is 'Derived from academy. The study centre: students who check in and out. Local zone America/Guayaquil.';

create table academy.students (
    id text primary key,
    full_name text not null,
    level text,
    created_at timestamptz not null,
    updated_at timestamptz,
    deleted_at timestamptz
);

create table academy.check_ins (
    id text primary key,
    student_id text not null references academy.students,
    checked_in_at timestamptz not null,
    checked_out_at timestamptz,
    updated_at timestamptz
);
