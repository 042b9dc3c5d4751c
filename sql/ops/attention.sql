-- ops.attention (view)
-- Question: how much is there that makes one doubt the numbers?
-- Grain:    one row
-- Reads:    ops.source_freshness, ops.table_validation, ops.table_verification, ops.failed_checks, ops.quarantine
-- Traps:    a table whose counts disagree and that differs row by row is one of tables_in_doubt, not two
create view ops.attention as
with
    sources as (
        select
            count(*) filter (where source_freshness.state in ('late', 'stale')) as sources_late,
            count(*) filter (where not source_freshness.validated) as sources_not_validated
        from ops.source_freshness
    ),

    doubts as (
        select
            table_validation.source,
            table_validation."table",
            1 as not_validated,
            0 as differing
        from ops.table_validation
        where table_validation.status <> 'succeeded'
        union all
        select
            table_verification.source,
            table_verification."table",
            0 as not_validated,
            1 as differing
        from ops.table_verification
        where table_verification.state in ('differs', 'failed')
    ),

    doubtful_tables as (
        select
            doubts.source,
            doubts."table",
            max(doubts.not_validated) as not_validated,
            max(doubts.differing) as differing
        from doubts
        group by doubts.source, doubts."table"
    ),

    tables as (
        select
            coalesce(sum(doubtful_tables.not_validated), 0) as tables_not_validated,
            coalesce(sum(doubtful_tables.differing), 0) as tables_differing,
            count(*) as tables_in_doubt
        from doubtful_tables
    )

select
    sources.sources_late::integer as sources_late,
    sources.sources_not_validated::integer as sources_not_validated,
    tables.tables_not_validated::integer as tables_not_validated,
    tables.tables_differing::integer as tables_differing,
    tables.tables_in_doubt::integer as tables_in_doubt,
    (select count(*) from ops.failed_checks)::integer as checks_failed,
    (select coalesce(sum(quarantine.rejected_rows), 0) from ops.quarantine)::bigint as rows_in_quarantine
from sources
cross join tables;

comment on view ops.attention is 'How many sources, tables, checks and rows somebody should look at.';
comment on column ops.attention.sources_late is 'Sources whose data are older than they should be: late or stale.';
comment on column ops.attention.sources_not_validated is 'Sources of whose newest sync a table did not validate.';
comment on column ops.attention.tables_not_validated is 'Tables whose newest load does not agree with their source.';
comment on column ops.attention.tables_differing is
    'Tables that still differed, or could not be compared, when they were verified last.';
comment on column ops.attention.tables_in_doubt is 'Tables of which one or the other is true.';
comment on column ops.attention.checks_failed is 'Checks that say that numbers suffer.';
comment on column ops.attention.rows_in_quarantine is 'Rows that production has and the warehouse refused.';
