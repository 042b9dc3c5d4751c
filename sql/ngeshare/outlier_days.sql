-- ngeshare.outlier_days (view)
-- Question: after how many days did groups graduate unusually fast or slowly?
-- Grain:    one row per course_name, days_to_graduate
-- Reads:    ngeshare.states_to_date, ngeshare.graduation_fences, ngeshare.group_marks, public."Hangout",
--           public."HangoutGroup", ngeshare.today
-- Traps:    for the picture, in which groups of the same course and time are one point; a lone one has its name
create view ngeshare.outlier_days as
select
    states_to_date.course_name,
    states_to_date.part as days_to_graduate,
    case when states_to_date.part < fences.lower_fence then 'FAST' else 'SLOW' end as verdict,
    states_to_date.groups,
    case
        when states_to_date.groups = 1
            then (
                select hangout_group.name
                from ngeshare.group_marks
                inner join public."Hangout" as hangout on hangout.id = group_marks.hangout_id
                inner join public."HangoutGroup" as hangout_group on hangout_group.id = group_marks.group_id
                where
                    hangout.name = states_to_date.course_name
                    and group_marks.mark = 'GRADUATED'
                    and group_marks.part = states_to_date.part
                    and group_marks.since <= (select ngeshare.today())
            )
    end as group_name
from ngeshare.states_to_date
inner join ngeshare.graduation_fences as fences
    on fences.course_name = states_to_date.course_name
    and (states_to_date.part < fences.lower_fence or states_to_date.part > fences.upper_fence)
where states_to_date.state = 'GRADUATED';

comment on view ngeshare.outlier_days is 'Times to graduate that lie far from their course''s.';
comment on column ngeshare.outlier_days.course_name is 'The course.';
comment on column ngeshare.outlier_days.days_to_graduate is 'Days from the first meeting to graduation.';
comment on column ngeshare.outlier_days.verdict is 'FAST: below the lower fence; SLOW: above the upper one.';
comment on column ngeshare.outlier_days.groups is 'Groups that took so long.';
comment on column ngeshare.outlier_days.group_name is 'Name of the group; empty where there are several.';
