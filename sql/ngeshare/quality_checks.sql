-- ngeshare.quality_checks (view)
-- Question: which checks does the quality report of ngeShare make?
-- Grain:    one row per check, table
-- Reads:    none
-- Traps:    error: a number on a page may be wrong; warning: rows are left out; info: worth knowing
create view ngeshare.quality_checks as
select
    listed."check",
    listed."table",
    listed.severity,
    listed.explanation
from (
    values
    ('missing_email', 'User', 'info', 'No e-mail: the name comes from the membership, contact may be missing.'),
    ('duplicate_email', 'User', 'warning', 'Another user has the same e-mail, upper and lower case apart.'),
    ('future_date', 'User', 'warning', 'Created, changed or deleted after today.'),
    ('impossible_date', 'User', 'warning', 'Changed or deleted before it was created, or created before 2000.'),
    ('course_without_hangout', 'Hangout', 'error', 'No Hangout bears the name of this course.'),
    ('course_with_several_hangouts', 'Hangout', 'info', 'Several Hangouts bear the name of this course; all count.'),
    ('future_date', 'Hangout', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'Hangout', 'warning', 'Changed before it was created.'),
    ('orphan_hangout', 'HangoutEpisode', 'error', 'Its Hangout is missing.'),
    ('episode_out_of_range', 'HangoutEpisode', 'warning', 'Number below 1 or above the course''s last episode.'),
    ('duplicate_episode', 'HangoutEpisode', 'warning', 'Another episode of the Hangout has the same number.'),
    ('future_date', 'HangoutEpisode', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'HangoutEpisode', 'warning', 'Changed before it was created.'),
    ('missing_hangout', 'HangoutGroup', 'warning', 'Works through no Hangout.'),
    ('orphan_hangout', 'HangoutGroup', 'error', 'Its Hangout is missing.'),
    ('outside_curriculum', 'HangoutGroup', 'info', 'Its Hangout is not a course: it is in no view.'),
    ('missing_name', 'HangoutGroup', 'info', 'Blank name.'),
    ('missing_city', 'HangoutGroup', 'info', 'No city.'),
    ('city_spelt_differently', 'HangoutGroup', 'info', 'Most groups of the city spell it otherwise: pages take both for one.'),
    ('missing_province', 'HangoutGroup', 'info', 'No province.'),
    ('future_date', 'HangoutGroup', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'HangoutGroup', 'warning', 'Changed before creation, ending before its start, or before 2000.'),
    ('ignored_no_joined_at', 'UserHangoutGroup', 'warning', 'Ignored: no joining date.'),
    ('ignored_no_user', 'UserHangoutGroup', 'warning', 'Ignored: no user.'),
    ('ignored_deleted_user', 'UserHangoutGroup', 'info', 'Ignored: the user is soft-deleted.'),
    ('ignored_future_joined_at', 'UserHangoutGroup', 'warning', 'Ignored: joins after today.'),
    ('ignored_outside_curriculum', 'UserHangoutGroup', 'info', 'Ignored: the group is in no course.'),
    ('unknown_role', 'UserHangoutGroup', 'warning', 'Neither FACILITATOR nor MEMBER: only in the roster.'),
    ('orphan_user', 'UserHangoutGroup', 'error', 'Its user is missing.'),
    ('orphan_group', 'UserHangoutGroup', 'error', 'Its group is missing.'),
    ('no_name', 'UserHangoutGroup', 'info', 'No e-mail and no public id: shown by the user id.'),
    ('future_date', 'UserHangoutGroup', 'warning', 'Created or changed after today.'),
    ('impossible_date', 'UserHangoutGroup', 'warning', 'Changed before it was created, or joined before 2000.'),
    ('future_date', 'UserHangoutGroupAttendance', 'warning', 'Ignored: attended after today.'),
    ('impossible_date', 'UserHangoutGroupAttendance', 'error', 'Attended before 2000.'),
    (
        'episode_of_another_hangout', 'UserHangoutGroupAttendance', 'warning',
        'Ignored: the episode belongs to another Hangout than the group.'
    ),
    (
        'episode_out_of_range', 'UserHangoutGroupAttendance', 'warning',
        'Beyond the course''s last episode; whoever reached it has graduated.'
    ),
    ('before_group_creation', 'UserHangoutGroupAttendance', 'info', 'Attended before the group was created.'),
    ('orphan_user', 'UserHangoutGroupAttendance', 'error', 'Its user is missing.'),
    ('orphan_episode', 'UserHangoutGroupAttendance', 'error', 'Ignored: its episode is missing.'),
    (
        'recorded_under_other_rules', 'UserHangoutGroupAttendance', 'info',
        'Attendance of a meeting that is gone: the meeting stays as the rules of then recorded it.'
    )
) as listed ("check", "table", severity, explanation);

comment on view ngeshare.quality_checks is 'The checks of the ngeShare quality report.';
comment on column ngeshare.quality_checks."check" is 'Name of the check.';
comment on column ngeshare.quality_checks."table" is 'Raw table that it looks at.';
comment on column ngeshare.quality_checks.severity is 'error, warning or info.';
comment on column ngeshare.quality_checks.explanation is 'What a finding means.';
