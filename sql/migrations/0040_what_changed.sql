-- 0040_what_changed: a sync looks for its news without reading whole tables, and the quality report at the rows that changed

create index check_ins_updated_at_idx on academy.check_ins (updated_at);
comment on index academy.check_ins_updated_at_idx is
    'Serves: the sync: the rows since the watermark, which are compared with the source''s';

-- As sync/compare/buckets.py asks; a key is hashed as in ops.summing_of_keys.
create index check_ins_key_hash_idx on academy.check_ins (
    (hashtextextended(id collate "C", 0) & 1023), (hashtextextended(id collate "C", 0))
);
comment on index academy.check_ins_key_hash_idx is
    'Serves: the sync: rows that the source deleted, of which the sums of the keys'' hashes tell the hash';

create index "User_updatedAt_idx" on public."User" ("updatedAt");
comment on index public."User_updatedAt_idx" is
    'Serves: the sync: the rows since the watermark, which are compared with the source''s';

create index "UserHangoutGroup_updatedAt_idx" on public."UserHangoutGroup" ("updatedAt");
comment on index public."UserHangoutGroup_updatedAt_idx" is
    'Serves: the sync: the rows since the watermark, which are compared with the source''s';

create index solicitudes_updated_at_idx on teloo.solicitudes (updated_at);
comment on index teloo.solicitudes_updated_at_idx is
    'Serves: the sync: the rows since the watermark, which are compared with the source''s';

create index ofertas_updated_at_idx on teloo.ofertas (updated_at);
comment on index teloo.ofertas_updated_at_idx is
    'Serves: the sync: the rows since the watermark, which are compared with the source''s';

-- As in ops.email_address, which is made anew with each version, so that no index can name it.
create index "User_email_address_idx" on public."User" (
    nullif(lower(btrim(email, e' \t\n\r\f\x0b')), '')
);
comment on index public."User_email_address_idx" is
    'Serves: ngeshare.quality_of_people: who has the same e-mail as a user that changed';

-- What was noted before is a whole group or student.
alter table ops.unchecked_entity add column kind text;
update ops.unchecked_entity set kind = case source when 'academy' then 'student' else 'group' end;
alter table ops.unchecked_entity
    alter column kind set not null,
    drop constraint unchecked_entity_pkey,
    add primary key (source, kind, entity);
comment on index ops.unchecked_entity_pkey is 'Key.';

create index group_findings_key_idx on ngeshare.group_findings (key);
comment on index ngeshare.group_findings_key_idx is
    'Serves: ngeshare.refresh_findings: what was found in a membership or an attendance that changed';

create table ngeshare.user_findings (
    user_id text not null,
    "check" text not null,
    primary key (user_id, "check")
);
comment on index ngeshare.user_findings_pkey is 'Key.';

alter table mgmt.student_findings
    add column "table" text not null default 'check_ins',
    drop constraint student_findings_pkey,
    add primary key (student_id, "table", key, failed);
alter table mgmt.student_findings alter column "table" drop default;
comment on index mgmt.student_findings_pkey is 'Key.';

create index student_findings_key_idx on mgmt.student_findings (key);
comment on index mgmt.student_findings_key_idx is
    'Serves: mgmt.refresh_findings: what was found in a check-in that changed';

-- So that the next reports fill them.
delete from ops.findings_checked where source in ('ngeshare', 'academy');
