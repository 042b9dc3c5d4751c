-- mgmt.heatmap_extremes (function)
-- Question: which hour of the week is the fullest, and which the quietest with at least a minute?
-- Grain:    one row, none where nobody came; for the given levels (none given: everybody)
-- Reads:    mgmt.hourly_heatmap
-- Traps:    of all 168 hours of the week, whichever a picture shows; of equal hours the first in the week; hours of less
--           than half a minute are no quietest ones; last {academy.trend_days:days}
create function mgmt.heatmap_extremes(levels text[])
returns table (
    fullest_weekday integer,
    fullest_hour integer,
    fullest_minutes integer,
    quietest_weekday integer,
    quietest_hour integer,
    quietest_minutes integer
)
language sql stable parallel safe
begin atomic
    with
        cells as materialized (
            select
                hourly_heatmap.iso_weekday,
                hourly_heatmap.hour_local,
                hourly_heatmap.minutes
            from mgmt.hourly_heatmap(levels)
        ),

        fullest as (
            select
                cells.iso_weekday,
                cells.hour_local,
                cells.minutes
            from cells
            order by cells.minutes desc, cells.iso_weekday, cells.hour_local
            limit 1
        ),

        quietest as (
            select
                cells.iso_weekday,
                cells.hour_local,
                cells.minutes
            from cells
            order by cells.minutes, cells.iso_weekday, cells.hour_local
            limit 1
        )

    select
        fullest.iso_weekday as fullest_weekday,
        fullest.hour_local as fullest_hour,
        fullest.minutes as fullest_minutes,
        quietest.iso_weekday as quietest_weekday,
        quietest.hour_local as quietest_hour,
        quietest.minutes as quietest_minutes
    from fullest
    cross join quietest;
end;

comment on function mgmt.heatmap_extremes(text[]) is
    'The fullest and the quietest of all hours of the week with anybody in them.';
