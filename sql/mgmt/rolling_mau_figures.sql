-- mgmt.rolling_mau_figures (function)
-- Question: where does the curve of monthly active students begin, end and peak?
-- Grain:    one row, for the given levels (none given: everybody)
-- Reads:    mgmt.rolling_mau
-- Traps:    of equal peaks the earliest
create function mgmt.rolling_mau_figures(levels text[])
returns table (first_students integer, last_students integer, peak_students integer, peak_on date)
language sql stable parallel safe
begin atomic
    select
        (array_agg(rolling_mau.mau_rolling_30d order by rolling_mau.snapshot_date))[1] as first_students,
        (array_agg(rolling_mau.mau_rolling_30d order by rolling_mau.snapshot_date desc))[1] as last_students,
        max(rolling_mau.mau_rolling_30d) as peak_students,
        (array_agg(rolling_mau.snapshot_date order by rolling_mau.mau_rolling_30d desc, rolling_mau.snapshot_date))[1]
            as peak_on
    from mgmt.rolling_mau(levels);
end;

comment on function mgmt.rolling_mau_figures(text[]) is
    'First, last and highest of the last {academy.trend_days:days}'' monthly active students.';
