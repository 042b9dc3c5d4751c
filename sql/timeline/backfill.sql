-- timeline.backfill (function)
-- Question: what do all the raw rows say that students did?
-- Grain:    writes timeline.student_activity_timeline, timeline.searched_students; returns how many rows changed
-- Reads:    timeline.rebuild_dates, timeline.rebuild_activities, timeline.refresh_searched_students
-- Traps:    of activities that exist it keeps created_at, video_timestamp_seconds and goal_id
create function timeline.backfill() returns bigint
language sql volatile
begin atomic
    select timeline.rebuild_dates() + timeline.refresh_searched_students(null) + sum(timeline.rebuild_activities(source.name))::bigint
    from unnest(array[
        'video_progress', 'reflections', 'quiz_attempts', 'enrollments', 'lesson_completions', 'milestones',
        'daily_notes', 'success_proofs', 'goal_messages'
    ]) as source (name);
end;

comment on function timeline.backfill() is
    'Rebuilds the timeline from the raw tables; changes nothing, and returns 0, when it is already right.';
