-- timeline.waiting_figures (view)
-- Question: how many reflections wait, how long has the oldest, and how many are left out because they cannot wait?
-- Grain:    one row
-- Reads:    timeline.waits
-- Traps:    waiting and left_out together are the rows of timeline.v_pending_responses
create view timeline.waiting_figures as
select
    count(*) filter (where left_out_because is null) as waiting,
    max(age_hours) filter (where left_out_because is null) as longest_wait_hours,
    count(left_out_because) as left_out,
    count(*) filter (where is_overdue) as overdue
from timeline.waits;

comment on view timeline.waiting_figures is 'What waits for an instructor, in four numbers.';
comment on column timeline.waiting_figures.waiting is 'Reflections without an answer.';
comment on column timeline.waiting_figures.longest_wait_hours is 'Hours since the oldest of them was made.';
comment on column timeline.waiting_figures.left_out is
    'Reflections without an answer that are in neither number: dated ahead, before 2000, or before anybody was in the course.';
comment on column timeline.waiting_figures.overdue is
    'Those of the waiting that have waited longer than {learning.response_hours:hours}.';
