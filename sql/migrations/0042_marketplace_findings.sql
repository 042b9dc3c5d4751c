-- 0042_marketplace_findings: what the marketplace's quality reports found in each request, offer and notification, so that a
-- sync counts what changed

create table kpi.trade_findings (
    "table" text not null,
    key uuid not null,
    "check" text not null,
    primary key ("table", key, "check")
);
comment on index kpi.trade_findings_pkey is 'Key.';
