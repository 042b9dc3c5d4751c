-- ngeshare.course_config (catalogue)
-- Question: which courses make up the curriculum, in which order, and when is each finished?
-- Grain:    one row per course (course_name)
-- Traps:    a Hangout belongs to it only if its name is the same to the letter
comment on table ngeshare.course_config is 'The curriculum: one row per course. Every rule about courses reads it.';
comment on column ngeshare.course_config.course_name is
    'Name of the course = name of its Hangout, character by character.';
comment on column ngeshare.course_config.max_episodes is 'Episode that graduates a group.';
comment on column ngeshare.course_config.sequence_order is
    'Place in the curriculum, from 1; the next course is one higher.';
