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

create index check_ins_student_id_checked_in_at_idx on academy.check_ins (student_id, checked_in_at);
comment on index academy.check_ins_student_id_checked_in_at_idx is
    'Serves: the visits of one student, in order; the sync: may a student that is gone in the source be deleted '
    '(foreign key)?';

create index check_ins_checked_in_at_idx on academy.check_ins (checked_in_at);
comment on index academy.check_ins_checked_in_at_idx is
    'Serves: mgmt.quality_of_recent_check_ins and all views of minutes: the check-ins of the last 90 days';

comment on table academy.students is 'academy replica: people who study at the centre. One row per student.';
comment on column academy.students.id is 'Key of the student.';
comment on column academy.students.full_name is 'Name as the front desk wrote it.';
comment on column academy.students.level is 'Level of English, free text such as A1 or B2; empty: not placed yet.';
comment on column academy.students.created_at is
    'When the student was registered; from that local day on the student exists.';
comment on column academy.students.updated_at is 'Last change of the row; the cursor of the sync.';
comment on column academy.students.deleted_at is
    'Soft delete; any value takes the student and all check-ins out of every number.';

comment on table academy.check_ins is 'academy replica: who was at the centre from when to when. One row per check-in.';
comment on column academy.check_ins.id is 'Key of the check-in.';
comment on column academy.check_ins.student_id is 'The student.';
comment on column academy.check_ins.checked_in_at is 'When the student came; its local date is the visit day.';
comment on column academy.check_ins.checked_out_at is
    'When the student left; empty: still inside, or never checked out. Minutes count up to 16 hours.';
comment on column academy.check_ins.updated_at is 'Last change of the row; the cursor of the sync.';
