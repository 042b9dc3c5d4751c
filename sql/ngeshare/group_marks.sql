-- ngeshare.group_marks (fact)
-- Question: who went on to which course, and who broke a rule of the curriculum, from which day to which?
-- Grain:    one row per group, mark and local date from which it is so (group_id, mark, since)
-- Traps:    only groups of the curriculum; made of ngeshare.marks_of, with the limits of ngeshare.group_successions; as of a
--           day, the rows count that hold on it (since <= day < until)
comment on table ngeshare.group_marks is
    'Fact: what is so of a group beside how far it came: whether it went on, and what is odd about it. Every count of it is '
    'a sum of ngeshare.group_changes, which counts these rows, too.';
comment on column ngeshare.group_marks.group_id is 'The group.';
comment on column ngeshare.group_marks.mark is
    'GRADUATED; ONWARD: a group of a later course carries the graduated one on; or a kind of finding: SKIPPED_COURSE, '
    'STARTED_BEFORE_GRADUATION, EXTRA_FACILITATORS, NO_FACILITATOR, EPISODE_OUT_OF_RANGE.';
comment on column ngeshare.group_marks.since is 'First local date on which it was so.';
comment on column ngeshare.group_marks.until is 'First local date on which it was so no longer; infinity: it is still so.';
comment on column ngeshare.group_marks.part is
    'Of GRADUATED, days since the first meeting; of ONWARD, how many courses were skipped, the fewest; else 0.';
comment on column ngeshare.group_marks.hangout_id is 'The Hangout that the group works through.';
