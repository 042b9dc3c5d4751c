-- mgmt.engagement_hourly_heatmap_90d_v (view)
-- Question: in which hours of the week is the centre full?
-- Grain:    one row per ISO weekday and local hour with at least half a minute
-- Reads:    mgmt.hourly_heatmap
-- Traps:    all 24 hours, the page shows {academy.shown_hours:hours} at first; cells that round to nothing are left out;
--           last {academy.trend_days:days}
create view mgmt.engagement_hourly_heatmap_90d_v as
select
    hourly_heatmap.iso_weekday,
    hourly_heatmap.hour_local,
    hourly_heatmap.minutes
from mgmt.hourly_heatmap('{}');

comment on view mgmt.engagement_hourly_heatmap_90d_v is 'Minutes of the last {academy.trend_days} local days by weekday and hour.';
comment on column mgmt.engagement_hourly_heatmap_90d_v.iso_weekday is 'ISO weekday, 1 Monday to 7 Sunday.';
comment on column mgmt.engagement_hourly_heatmap_90d_v.hour_local is 'Local hour, 0 to 23; one that comes twice when clocks go back is one.';
comment on column mgmt.engagement_hourly_heatmap_90d_v.minutes is 'Minutes inside that hour of that weekday.';
