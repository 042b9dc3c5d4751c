-- ops.quarantine (view)
-- Question: how many rows of each table are in quarantine, and since when?
-- Grain:    one row per source, table that has any
-- Reads:    ops.sync_rejects
-- Traps:    lines of files that an import cannot read are not among them (ops.unreadable_lines);
--           newest_at is when the last of them came: a row that stays as it is keeps its moment
create view ops.quarantine as
select
    source,
    "table",
    count(*) as rejected_rows,
    count(distinct sqlstate) as kinds,
    max(at) as newest_at
from ops.sync_rejects
where recipe is null
group by source, "table";

comment on view ops.quarantine is 'How many rows of each table are in quarantine.';
comment on column ops.quarantine.source is 'Name of the source.';
comment on column ops.quarantine."table" is 'Name of the table.';
comment on column ops.quarantine.rejected_rows is 'Rows that production has and the warehouse refused.';
comment on column ops.quarantine.kinds is 'How many different error codes they were refused with.';
comment on column ops.quarantine.newest_at is 'Moment the last of them came in, or changed.';
