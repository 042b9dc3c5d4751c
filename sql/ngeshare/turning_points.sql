-- ngeshare.turning_points (function)
-- Question: when was each of these groups created, when did it start, graduate, and go beyond its course?
-- Grain:    one row per asked group of the curriculum, dates in the future included
-- Reads:    ngeshare.group_progress, public."Hangout", ngeshare.course_config
-- Traps:    what happened before the creation is known from the creation on
create function ngeshare.turning_points(group_ids text[]) returns table (
    group_id text, hangout_id text, sequence_order integer, created_on date, started_on date, graduated_on date, exceeded_on date
)
language sql stable
begin atomic
    select
        group_progress.group_id,
        group_progress.hangout_id,
        course.sequence_order,
        group_progress.created_on,
        min(group_progress.first_met_on) as started_on,
        min(group_progress.graduated_on) as graduated_on,
        min(group_progress.since) filter (where group_progress.attended_episode > course.max_episodes) as exceeded_on
    from ngeshare.group_progress
    inner join public."Hangout" as hangout on hangout.id = group_progress.hangout_id
    inner join ngeshare.course_config as course on course.course_name = hangout.name
    where group_progress.group_id = any(group_ids)
    group by group_progress.group_id, group_progress.hangout_id, group_progress.created_on, course.sequence_order;
end;

comment on function ngeshare.turning_points(text[]) is 'The days on which the given groups'' places in the curriculum changed.';
