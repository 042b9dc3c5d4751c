-- timeline.rule_figures (view)
-- Question: what waits too long, and on how many days were students active, under the rules in force?
-- Grain:    one row per figure
-- Reads:    timeline.waiting_figures, timeline.student_figures
-- Traps:    asked before and after a change that is tried, in one transaction
create view timeline.rule_figures as
with
    students as (
        select sum(student_figures.active_days) as active_days
        from timeline.student_figures
    )

select
    listed.figure,
    listed.position,
    coalesce(listed.value, 0)::numeric as value
from timeline.waiting_figures as waiting
cross join students
cross join lateral (
    values
    ('waiting', 1, waiting.waiting),
    ('overdue', 2, waiting.overdue),
    ('active_days', 3, students.active_days)
) as listed (figure, position, value);

comment on view timeline.rule_figures is 'Figures that show what a change of rules does, one a row.';
comment on column timeline.rule_figures.figure is 'What is counted, as a code.';
comment on column timeline.rule_figures.position is 'Its place in the list.';
comment on column timeline.rule_figures.value is 'The number.';
