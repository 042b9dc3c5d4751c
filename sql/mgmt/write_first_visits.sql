-- mgmt.write_first_visits (function)
-- Question: how many students came first on each day after these changes?
-- Grain:    writes mgmt.first_visits; takes one row per key, with how many more or less there are
-- Reads:    mgmt.first_visits
-- Writes:   mgmt.first_visits
-- Traps:    a row that nobody is left in goes, so that changed facts equal rebuilt ones
create function mgmt.write_first_visits(changes mgmt.first_visits[]) returns bigint
language sql volatile
begin atomic
    with
        firsts as materialized (
            select
                change.created_on,
                change.level,
                change.first_visit_on,
                change.students + coalesce(first_visits.students, 0) as students
            from unnest(changes) as change
            left join mgmt.first_visits
                on first_visits.created_on = change.created_on
                and first_visits.level = change.level
                and first_visits.first_visit_on = change.first_visit_on
        ),

        forgotten as (
            delete from mgmt.first_visits
            using firsts
            where
                first_visits.created_on = firsts.created_on
                and first_visits.level = firsts.level
                and first_visits.first_visit_on = firsts.first_visit_on
                and firsts.students = 0
        ),

        written as (
            insert into mgmt.first_visits (created_on, level, first_visit_on, students)
            select
                firsts.created_on,
                firsts.level,
                firsts.first_visit_on,
                firsts.students
            from firsts
            where firsts.students <> 0
            on conflict (created_on, level, first_visit_on) do update set students = excluded.students
        )

    select count(*) from firsts;
end;

comment on function mgmt.write_first_visits(mgmt.first_visits[]) is
    'Adds changes to the first visits; returns how many rows changed.';
