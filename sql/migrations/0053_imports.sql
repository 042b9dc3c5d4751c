-- 0053_imports: where the rows of each source came from, and rows of imported files that cannot be read

create table ops.source_origin (
    source text primary key,
    origin text not null check (origin in ('demo', 'imports', 'url')),
    since timestamptz default clock_timestamp() not null
);

alter table ops.sync_rejects add column recipe text;
alter table ops.sync_rejects add column file text;
alter table ops.sync_rejects add column line bigint;
create index sync_rejects_recipe_idx on ops.sync_rejects (recipe) where recipe is not null
