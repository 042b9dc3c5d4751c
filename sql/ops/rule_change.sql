-- ops.rule_change (table)
-- Question: who changed a rule, when, from what to what, and what was made anew for it?
-- Grain:    one row per changed rule and moment (source, key, changed_at)
-- Traps:    a change of several rules of a source rebuilds once: its seconds are those of the whole
comment on table ops.rule_change is 'Every change of a rule, since it was first set.';
comment on column ops.rule_change.changed_at is 'Moment of the change.';
comment on column ops.rule_change.source is 'The source that the rule belongs to.';
comment on column ops.rule_change.key is 'Its name in the file of rules.';
comment on column ops.rule_change.old is 'What was in force until then.';
comment on column ops.rule_change.new is 'What is in force from then on.';
comment on column ops.rule_change.changed_by is
    'User of ATALAYA_BASIC_AUTH; anonymous where nobody is asked, token for a program with the token; of a file of rules its '
    'path.';
comment on column ops.rule_change.rebuilt is 'Facts and materialized views that were made anew.';
comment on column ops.rule_change.seconds is 'How long the change of this source''s rules took.';
comment on index ops.rule_change_by_time is 'Serves: the newest changes first.';
