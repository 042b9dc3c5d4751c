-- ngeshare.group_outcomes (view)
-- Question: where did each group go: on to the next course, past it, to graduation, or nowhere yet?
-- Grain:    one row per curriculum group
-- Reads:    ngeshare.group_standings, ngeshare.group_marks, ngeshare.course_config, ngeshare.today
-- Traps:    a group with links both to the next course and past it continued; of several skips the nearest counts
create view ngeshare.group_outcomes as
with
    linked as (
        select
            group_marks.group_id,
            group_marks.part as fewest_skipped
        from ngeshare.group_marks
        where
            group_marks.mark = 'ONWARD'
            and group_marks.since <= (select ngeshare.today())
            and group_marks.until > (select ngeshare.today())
    ),

    led_somewhere as (
        select
            group_standings.group_id,
            group_standings.course_name,
            group_standings.status,
            group_standings.progress_pct,
            group_standings.days_since_last_meeting as days_inactive,
            coalesce(linked.fewest_skipped = 0, false) as is_continued,
            course_reached.course_name as course_reached
        from ngeshare.group_standings
        left join linked on linked.group_id = group_standings.group_id
        left join ngeshare.course_config as course_reached
            on course_reached.sequence_order = group_standings.sequence_order + linked.fewest_skipped + 1
    )

select
    led_somewhere.group_id,
    led_somewhere.course_name,
    led_somewhere.status,
    led_somewhere.progress_pct,
    led_somewhere.days_inactive,
    led_somewhere.is_continued,
    case
        when led_somewhere.is_continued then led_somewhere.course_reached
        when led_somewhere.course_reached is not null then led_somewhere.course_reached || ' (anomaly)'
        when led_somewhere.status = 'GRADUATED' then 'Graduated'
        when led_somewhere.status = 'ACTIVE' then 'Active'
        when led_somewhere.status = 'NOT_STARTED' then 'Not started'
        else 'Stalled'
    end as target
from led_somewhere;

comment on view ngeshare.group_outcomes is
    'Status of each group in the curriculum and the Sankey edge that it belongs to.';
comment on column ngeshare.group_outcomes.group_id is 'The group.';
comment on column ngeshare.group_outcomes.course_name is 'Course of the group: the source of its edge.';
comment on column ngeshare.group_outcomes.status is 'GRADUATED, ACTIVE, NOT_STARTED or STALLED.';
comment on column ngeshare.group_outcomes.progress_pct is 'Highest episode over the course''s last one, 0 to 100.';
comment on column ngeshare.group_outcomes.days_inactive is
    'Whole days from the last meeting to today; empty if it never met.';
comment on column ngeshare.group_outcomes.is_continued is 'Whether it went on with the next course.';
comment on column ngeshare.group_outcomes.target is
    'End of its edge: the course reached, with (anomaly) where one was skipped, else '
    'Graduated, Active, Stalled or Not started.';
