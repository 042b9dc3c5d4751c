-- ngeshare.findings_to_date (view)
-- Question: which groups break a rule of the curriculum today?
-- Grain:    one row per group_id, kind
-- Reads:    ngeshare.group_marks, public."Hangout", ngeshare.course_config, ngeshare.today
-- Traps:    no more than which ones: how one knows stands in ngeshare.pipeline_findings, which looks for it group by group
create view ngeshare.findings_to_date as
select
    group_marks.group_id,
    group_marks.mark as kind,
    course.course_name
from ngeshare.group_marks
inner join public."Hangout" as hangout on hangout.id = group_marks.hangout_id
inner join ngeshare.course_config as course on course.course_name = hangout.name
where
    group_marks.mark not in ('GRADUATED', 'ONWARD')
    and group_marks.since <= (select ngeshare.today())
    and group_marks.until > (select ngeshare.today());

comment on view ngeshare.findings_to_date is 'Groups that break a rule of the curriculum, by rule.';
comment on column ngeshare.findings_to_date.group_id is 'The group.';
comment on column ngeshare.findings_to_date.kind is
    'SKIPPED_COURSE, STARTED_BEFORE_GRADUATION, EXTRA_FACILITATORS, NO_FACILITATOR or EPISODE_OUT_OF_RANGE.';
comment on column ngeshare.findings_to_date.course_name is 'Course of the group.';
