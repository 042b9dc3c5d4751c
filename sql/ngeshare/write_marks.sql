-- ngeshare.write_marks (function)
-- Question: what do the other facts now say about the marks of these groups?
-- Grain:    writes ngeshare.group_marks, one row per group, mark and day; returns how many rows changed
-- Reads:    ngeshare.marks_of, ngeshare.group_marks
-- Writes:   ngeshare.group_marks
-- Traps:    leaves the sums over groups alone: ngeshare.refresh_marks writes both
create function ngeshare.write_marks(group_ids text[]) returns bigint
language sql volatile
begin atomic
    with
        measured as materialized (
            select marks.group_id, marks.mark, marks.since, marks.until, marks.part, marks.hangout_id
            -- As one array: the planner expects a thousand times too many, and would not hash them below.
            from unnest(array(select found from ngeshare.marks_of(group_ids) as found)) as marks
        ),

        forgotten as (
            delete from ngeshare.group_marks
            where
                group_marks.group_id = any(group_ids)
                -- None is null; hashed once, however few rows the planner expects.
                and (group_marks.group_id, group_marks.mark, group_marks.since) not in (
                    select measured.group_id, measured.mark, measured.since
                    from measured
                )
            returning 1
        ),

        written as (
            insert into ngeshare.group_marks (group_id, mark, since, until, part, hangout_id)
            select measured.group_id, measured.mark, measured.since, measured.until, measured.part, measured.hangout_id
            from measured
            on conflict (group_id, mark, since) do update set
                until = excluded.until,
                part = excluded.part,
                hangout_id = excluded.hangout_id
            where
                (group_marks.until, group_marks.part, group_marks.hangout_id)
                is distinct from (excluded.until, excluded.part, excluded.hangout_id)
            returning 1
        )

    select (select count(*) from forgotten) + (select count(*) from written);
end;

comment on function ngeshare.write_marks(text[]) is 'Recomputes the marks of the given groups.';
