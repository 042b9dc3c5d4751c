-- ops.rule_state (table)
-- Question: how often were rules changed, as of the rows that a transaction sees?
-- Grain:    one row in all (only_row)
-- Traps:    functions are replaced for everybody at once, rows only for whoever looks later: where the two numbers
--           differ, a change came in the middle, and the question is asked again
comment on table ops.rule_state is 'The number of changes of rules, beside the one that ops.rule_generation() states.';
comment on column ops.rule_state.only_row is 'Always true: the table has one row.';
comment on column ops.rule_state.generation is 'How often rules were changed.';
