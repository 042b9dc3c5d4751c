-- ops.table_verification (view)
-- Question: when was each table last compared row by row, what differed, and is it mended?
-- Grain:    one row per source, table that was ever verified
-- Reads:    ops.verification
-- Traps:    tells of the newest comparison only: a sync since then may have mended or broken what it says
create view ops.table_verification as
with
    newest as (
        select distinct on (source, "table")
            source,
            "table",
            run,
            verified_at,
            duration_ms,
            rows_compared,
            missing,
            different,
            surplus,
            repaired,
            missing + different + surplus - repaired as remaining,
            sample_keys,
            message
        from ops.verification
        order by source, "table", run desc
    )

select
    source,
    "table",
    case
        when message is not null then 'failed'
        when remaining > 0 then 'differs'
        when repaired > 0 then 'mended'
        else 'equal'
    end as state,
    run,
    verified_at,
    duration_ms,
    rows_compared,
    missing,
    different,
    surplus,
    repaired,
    remaining,
    sample_keys,
    message
from newest;

comment on view ops.table_verification is 'The newest row-by-row comparison of each table with production, and of each fact with its raw rows.';
comment on column ops.table_verification.source is 'Name of the source.';
comment on column ops.table_verification."table" is 'Name of the table; of a fact: with its schema.';
comment on column ops.table_verification.state is
    'equal; mended: differed, and every row was mended; differs: some rows still do; failed: could not be compared.';
comment on column ops.table_verification.run is 'The run that compared it.';
comment on column ops.table_verification.verified_at is 'Moment the comparison ended.';
comment on column ops.table_verification.duration_ms is 'Time spent on the table, milliseconds.';
comment on column ops.table_verification.rows_compared is 'Rows of the source''s snapshot.';
comment on column ops.table_verification.missing is 'Rows that production has and the warehouse lacked.';
comment on column ops.table_verification.different is 'Rows whose values differed.';
comment on column ops.table_verification.surplus is 'Rows that production no longer has.';
comment on column ops.table_verification.repaired is 'How many of these were mended.';
comment on column ops.table_verification.remaining is 'How many were not.';
comment on column ops.table_verification.sample_keys is 'Up to twenty primary keys of rows that differed.';
comment on column ops.table_verification.message is 'Why the table could not be compared or mended; null otherwise.';
