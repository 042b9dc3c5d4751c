-- ngeshare.v_curriculum_pipeline (view)
-- Question: which graduated groups went on together with a later course?
-- Grain:    one row per group_a_id, group_b_id
-- Reads:    ngeshare.group_successions
-- Traps:    one group may have several rows on either side; the overlap is compared exactly, before rounding
create view ngeshare.v_curriculum_pipeline as
select
    group_successions.group_a_id,
    group_successions.course_a,
    group_successions.group_b_id,
    group_successions.course_b,
    group_successions.shared_facilitator_id,
    group_successions.shared_member_count,
    group_successions.overlap_pct,
    group_successions.days_between,
    group_successions.skipped_courses,
    group_successions.skipped_courses > 0 as is_anomaly
from ngeshare.group_successions
where group_successions.is_link;

comment on view ngeshare.v_curriculum_pipeline is
    'Links from a graduated group to a group of a later course: same facilitator, at least '
    '{ngeshare.shared_members:members} shared, at least {ngeshare.overlap_percent:percent} of the smaller group, '
    'started 0 to {ngeshare.continuity_days:days} after the graduation.';
comment on column ngeshare.v_curriculum_pipeline.group_a_id is 'The graduated group.';
comment on column ngeshare.v_curriculum_pipeline.course_a is 'Its course.';
comment on column ngeshare.v_curriculum_pipeline.group_b_id is 'The group that goes on.';
comment on column ngeshare.v_curriculum_pipeline.course_b is 'Its course.';
comment on column ngeshare.v_curriculum_pipeline.shared_facilitator_id is 'The facilitator of both.';
comment on column ngeshare.v_curriculum_pipeline.shared_member_count is 'Users with a MEMBER membership in both.';
comment on column ngeshare.v_curriculum_pipeline.overlap_pct is
    'Shared members over the members of the smaller group, 0 to 100.';
comment on column ngeshare.v_curriculum_pipeline.days_between is 'Days from the graduation of A to the start of B.';
comment on column ngeshare.v_curriculum_pipeline.skipped_courses is 'Courses left out between the two.';
comment on column ngeshare.v_curriculum_pipeline.is_anomaly is 'Whether a course was left out.';
