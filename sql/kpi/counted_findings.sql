-- kpi.counted_findings (view)
-- Question: how many raw rows fail each check, as the rows are and as facts remember them?
-- Grain:    one row per origin, check, table with findings
-- Reads:    kpi.quality_of_people, kpi.quality_of_requests, kpi.quality_of_offers, kpi.quality_of_notifications,
--           kpi.quality_of_quarantine, kpi.trade_findings
-- Traps:    always asked of one origin, so that the other one is not read; clients, advisors and audits are few, or compared
--           with each other, and looked at anew for both
create view kpi.counted_findings as
with
    findings as (
        select false as from_facts, "check", "table", key from kpi.quality_of_people
        union all
        select false as from_facts, "check", "table", key from kpi.quality_of_requests
        union all
        select false as from_facts, "check", "table", key from kpi.quality_of_offers
        union all
        select false as from_facts, "check", "table", key from kpi.quality_of_notifications
        union all
        select false as from_facts, "check", "table", key from kpi.quality_of_quarantine
        union all
        select true as from_facts, "check", "table", key from kpi.quality_of_people
        union all
        select true as from_facts, "check", "table", key from kpi.trade_findings
        union all
        select true as from_facts, "check", "table", key from kpi.quality_of_quarantine
    ),

    gathered as (
        select
            from_facts,
            "check",
            "table",
            array_agg(key) as keys
        from findings
        group by from_facts, "check", "table"
    )

select
    gathered.from_facts,
    gathered."check",
    gathered."table",
    cardinality(gathered.keys)::bigint as count,
    array(
        select sample.key::text
        from unnest(gathered.keys) as sample (key)
        order by sample.key
        limit 5
    ) as sample_keys
from gathered;

comment on view kpi.counted_findings is 'Findings of the marketplace''s quality report by check, from rows and from facts.';
comment on column kpi.counted_findings.from_facts is
    'Whether requests, offers and notifications are told by kpi.trade_findings, as of its last refresh.';
comment on column kpi.counted_findings."check" is 'Name of the check, as in kpi.quality_checks.';
comment on column kpi.counted_findings."table" is 'Raw table.';
comment on column kpi.counted_findings.count is 'Rows that fail it.';
comment on column kpi.counted_findings.sample_keys is 'Up to five of their ids, in order.';
