-- ngeshare.course_changed (trigger function)
-- Question: whose graduations change with the name of a Hangout, or with the courses themselves?
-- Grain:    once per statement on public."Hangout" and ngeshare.course_config
-- Reads:    public."HangoutGroup", ngeshare.course_config, ngeshare.refresh_groups,
--           ngeshare.refresh_marks, ngeshare.refresh_facilitators, ngeshare.facilitators_among, ngeshare.rebuild_groups
-- Triggers: public."Hangout", ngeshare.course_config
-- Traps:    rare, so that all groups of a renamed Hangout, or all groups there are, may be gone through; a new Hangout has no
--           group yet, and one that goes has none any more
create or replace function ngeshare.course_changed() returns trigger
language plpgsql as $$
begin
    if tg_table_name = 'course_config' then
        perform ngeshare.rebuild_groups();
    elsif current_setting('atalaya.skip_facts', true) is distinct from 'on' then
        perform
            ngeshare.refresh_groups(array_agg(hangout_group.id)),
            -- The turning points are those of the new name already.
            ngeshare.refresh_marks(array_agg(hangout_group.id)),
            ngeshare.refresh_facilitators(ngeshare.facilitators_among('{}', array_agg(hangout_group.id)))
        from public."HangoutGroup" as hangout_group
        where
            hangout_group."hangoutId" in (
                select new_rows.id
                from new_rows
                left join old_rows on old_rows.id = new_rows.id
                where new_rows.name is distinct from old_rows.name
            );
    end if;
    return null;
end;
$$;

comment on function ngeshare.course_changed() is 'Keeps facts current when a Hangout takes or loses a course''s name, or a course changes.';

create or replace trigger course_renamed
    after update on public."Hangout"
    referencing old table as old_rows new table as new_rows
    for each statement execute function ngeshare.course_changed();

create or replace trigger course_changed
    after insert or update or delete or truncate on ngeshare.course_config
    for each statement execute function ngeshare.course_changed();
