-- What the quality reports found in each group and student, so that a sync counts what changed.

create table ops.unchecked_entity (
    source text not null,
    entity text not null,
    primary key (source, entity)
);
comment on index ops.unchecked_entity_pkey is 'Key.';

create table ops.findings_checked (
    source text primary key,
    as_of timestamptz not null,
    horizon timestamptz not null
);
comment on index ops.findings_checked_pkey is 'Key.';

create table ngeshare.group_findings (
    group_id text not null,
    "table" text not null,
    key text not null,
    "check" text not null,
    primary key (group_id, "table", key, "check")
);
comment on index ngeshare.group_findings_pkey is 'Key.';

create table mgmt.student_findings (
    student_id text not null,
    key text not null,
    failed text not null,
    primary key (student_id, key, failed)
);
comment on index mgmt.student_findings_pkey is 'Key.';
