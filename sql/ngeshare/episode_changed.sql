-- ngeshare.episode_changed (trigger function)
-- Question: which meetings does an episode's new number or Hangout touch?
-- Grain:    once per update statement on public."HangoutEpisode"
-- Reads:    public."UserHangoutGroupAttendance", ngeshare.refresh_meetings, ngeshare.local_date
-- Triggers: public."HangoutEpisode"
-- Traps:    other columns of an episode change often and touch no meeting
create or replace function ngeshare.episode_changed() returns trigger
language plpgsql as $$
begin
    if current_setting('atalaya.skip_facts', true) = 'on' then
        return null;
    end if;
    perform ngeshare.refresh_meetings(array_agg(touched.group_id), array_agg(touched.met_on))
    from (
        select distinct
            attendance."hangoutGroupId" as group_id,
            ngeshare.local_date(attendance."attendedAt") as met_on
        from public."UserHangoutGroupAttendance" as attendance
        where
            attendance."hangoutEpisodeId" in (
                select changed.id
                from (
                    select id, "order", "hangoutId" from new_rows
                    except
                    select id, "order", "hangoutId" from old_rows
                ) as changed
            )
    ) as touched;
    return null;
end;
$$;

comment on function ngeshare.episode_changed() is
    'Keeps ngeshare.group_meetings current when an episode is renumbered or moved.';

create or replace trigger episode_updated
    after update on public."HangoutEpisode"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.episode_changed();
