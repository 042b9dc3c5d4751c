-- ngeshare.before_rules_change (function)
-- Question: which meetings stay as they were recorded when rules change, and which are told by raw rows?
-- Grain:    writes ngeshare.group_meetings
-- Reads:    ngeshare.group_meetings, public."UserHangoutGroupAttendance", ngeshare.local_date, ngeshare.recording_rules
-- Writes:   ngeshare.group_meetings
-- Traps:    called while the rules of before are in force, in the transaction that changes them and rebuilds the facts;
--           takes the rules that change (source.key); a meeting that raw rows tell is forgotten where days become others, for
--           the rebuild finds it on another date; one that they do not tell is marked with the rules that recorded it
create function ngeshare.before_rules_change(changed text[]) returns bigint
language sql volatile
begin atomic
    with
        attended as materialized (
            select distinct
                attendance."hangoutGroupId" as group_id,
                ngeshare.local_date(attendance."attendedAt") as met_on
            from public."UserHangoutGroupAttendance" as attendance
            where changed && array['ngeshare.time_zone', 'ngeshare.reached_by', 'ngeshare.window_days']
        ),

        kept as (
            update ngeshare.group_meetings set recorded_under = ngeshare.recording_rules()
            where
                changed && array['ngeshare.time_zone', 'ngeshare.reached_by', 'ngeshare.window_days']
                and group_meetings.recorded_under is null
                and not exists (
                    select 1
                    from attended
                    where attended.group_id = group_meetings.group_id and attended.met_on = group_meetings.met_on
                )
            returning 1
        ),

        forgotten as (
            delete from ngeshare.group_meetings
            where
                'ngeshare.time_zone' = any(changed)
                and exists (
                    select 1
                    from attended
                    where attended.group_id = group_meetings.group_id and attended.met_on = group_meetings.met_on
                )
            returning 1
        )

    select (select count(*) from kept) + (select count(*) from forgotten);
end;

comment on function ngeshare.before_rules_change(text[]) is
    'Prepares the meetings for other days and another rule of who has to attend: what raw rows tell is told anew, the rest stays.';
