-- 0024_intake: a video that was opened and not watched is valid, and quarantine holds rows without a key, and equal ones

-- 0012 asked for at least 1 in the warehouses that it made and for 0 in those before an edit of it.
-- Rows that waited for that come in by the next sync, which tries all rows in quarantine again.
alter table learning.video_progress drop constraint if exists video_progress_percent_check;
alter table learning.video_progress add constraint video_progress_percent_check check (percent between 0 and 100);
alter table if exists incoming_learning.video_progress drop constraint if exists video_progress_percent_check;

-- A row without a key has none to be known by, and several rows may have one key: each has a number of its own here.
alter table ops.sync_rejects drop constraint sync_rejects_pkey;
alter table ops.sync_rejects alter column key drop not null;
alter table ops.sync_rejects add column reject bigint generated always as identity;
alter table ops.sync_rejects add constraint sync_rejects_pkey primary key (reject);
create index sync_rejects_key on ops.sync_rejects (source, "table", key);
comment on index ops.sync_rejects_key is 'Serves: every merge asks which of its keys wait in quarantine.';
