-- ngeshare.v_time_to_graduate_outliers (view)
-- Question: which groups graduated unusually fast or slowly for their course?
-- Grain:    one row per graduated group outside its course's fences
-- Reads:    ngeshare.graduation_fences, public."Hangout", ngeshare.group_marks, ngeshare.today
-- Traps:    courses with fewer than 4 graduated groups have no fences
create view ngeshare.v_time_to_graduate_outliers as
select
    group_marks.group_id,
    fences.course_name,
    group_marks.part as days_to_graduate,
    case when group_marks.part < fences.lower_fence then 'FAST' else 'SLOW' end as verdict
from ngeshare.graduation_fences as fences
inner join public."Hangout" as hangout on hangout.name = fences.course_name
inner join ngeshare.group_marks
    on group_marks.mark = 'GRADUATED'
    and group_marks.hangout_id = hangout.id
    and (group_marks.part < fences.lower_fence or group_marks.part > fences.upper_fence)
where group_marks.since <= (select ngeshare.today());

comment on view ngeshare.v_time_to_graduate_outliers is
    'Graduated groups whose time lies beyond {ngeshare.outlier_fence} times the interquartile range of their course.';
comment on column ngeshare.v_time_to_graduate_outliers.group_id is 'The group.';
comment on column ngeshare.v_time_to_graduate_outliers.course_name is 'Course of the group.';
comment on column ngeshare.v_time_to_graduate_outliers.days_to_graduate is 'Days from first meeting to graduation.';
comment on column ngeshare.v_time_to_graduate_outliers.verdict is
    'FAST: below the first quartile less {ngeshare.outlier_fence} ranges; SLOW: above the third quartile plus as many.';
