-- 0010_engagement: the facts of the study centre, so that no view of the Engagement Panel reads history
-- Every fact keeps the day from which it counts: a check-in may be older than the registration of its student.

create table mgmt.counted_students (
    student_id text primary key,
    full_name text not null,
    level text not null,
    created_on date not null,
    last_check_in_at timestamptz
);
comment on table mgmt.counted_students is
    'Fact: one row per student who is not soft-deleted, with the attributes that all facts count the student with.';
comment on column mgmt.counted_students.student_id is 'The student.';
comment on column mgmt.counted_students.full_name is 'Name as the front desk wrote it.';
comment on column mgmt.counted_students.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.counted_students.created_on is 'Local date of registration; the student exists from then on.';
comment on column mgmt.counted_students.last_check_in_at is 'Latest check-in, also in the future; null: never.';

create table mgmt.student_visits (
    student_id text primary key,
    visit_days date[] not null
);
comment on table mgmt.student_visits is
    'Fact: one row per counted student with every visit day; what the sums of visits are made of. Apart from the '
    'attributes, because whoever reads those of everybody should not have to read the days.';
comment on column mgmt.student_visits.student_id is 'The student.';
comment on column mgmt.student_visits.visit_days is 'Local dates with a check-in, ascending, also in the future.';

create table mgmt.visit_gaps (
    visited_on date not null,
    level text not null,
    next_on date not null,
    counts_from date not null,
    student_visits integer not null,
    primary key (visited_on, level, next_on, counts_from)
);
comment on table mgmt.visit_gaps is
    'Fact: how many students visited on a day and came again on another. Whoever is active in a window has exactly one '
    'visit in it whose next one lies after it: so counts of active students as of any day are sums over these rows.';
comment on column mgmt.visit_gaps.visited_on is 'Local date of the visit.';
comment on column mgmt.visit_gaps.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.visit_gaps.next_on is 'Local date of the same student''s next visit; infinity: none.';
comment on column mgmt.visit_gaps.counts_from is 'The later of the visit and the registration.';
comment on column mgmt.visit_gaps.student_visits is 'How many students.';

create index visit_gaps_known_from_idx on mgmt.visit_gaps (greatest(next_on, counts_from));
comment on index mgmt.visit_gaps_known_from_idx is 'Serves: mgmt.gap_counts, the gaps that ended in the running month.';

create table mgmt.monthly_gaps (
    month date not null,
    level text not null,
    gap_days integer not null,
    gaps bigint not null,
    primary key (month, level, gap_days)
);
comment on table mgmt.monthly_gaps is
    'Fact: mgmt.visit_gaps summed up by the month in which each gap ended, so that all of history is a few rows.';
comment on column mgmt.monthly_gaps.month is 'First day of the month of the later of next visit and registration.';
comment on column mgmt.monthly_gaps.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.monthly_gaps.gap_days is 'Days from a visit day to the next one.';
comment on column mgmt.monthly_gaps.gaps is 'How many gaps.';

create table mgmt.first_visits (
    created_on date not null,
    level text not null,
    first_visit_on date not null,
    students integer not null,
    primary key (created_on, level, first_visit_on)
);
comment on table mgmt.first_visits is 'Fact: how many students registered on a day and first came on another.';
comment on column mgmt.first_visits.created_on is 'Local date of registration.';
comment on column mgmt.first_visits.level is 'Current level; empty text: not placed yet.';
comment on column mgmt.first_visits.first_visit_on is 'Local date of the first visit; infinity: none.';
comment on column mgmt.first_visits.students is 'How many students.';

create table mgmt.presence_hours (
    on_day date not null,
    hour smallint not null,
    level text not null,
    counts_from date not null,
    sessions integer not null,
    microseconds bigint not null,
    primary key (on_day, hour, level, counts_from)
);
comment on table mgmt.presence_hours is
    'Fact: how long students were at the centre in each local clock hour, and how many check-ins began in it.';
comment on column mgmt.presence_hours.on_day is 'Local date.';
comment on column mgmt.presence_hours.hour is 'Local hour, 0 to 23.';
comment on column mgmt.presence_hours.level is 'Current level of the students; empty text: not placed yet.';
comment on column mgmt.presence_hours.counts_from is 'The later of the date and the students'' registration.';
comment on column mgmt.presence_hours.sessions is 'Check-ins that began in the hour, open and forgotten ones included.';
comment on column mgmt.presence_hours.microseconds is 'Time inside the hour, of all check-ins, exact.';
