-- ngeshare.shared_members (fact)
-- Question: which groups of one facilitator have members in common, and how many, from day to day?
-- Grain:    one row per group, other group and local date from which the numbers hold (group_id, other_group_id, since)
-- Traps:    each pair is here from both sides; as of a day, the row counts that holds on it; whatever the two groups' courses
--           are, and whether they met, is asked when it is read: ngeshare.group_successions
comment on table ngeshare.shared_members is
    'Fact: pairs of groups that the same user leads and that share members (at least {ngeshare.shared_members}), with their '
    'numbers from one joining to the next. Made of ngeshare.group_rosters alone, so that no meeting touches it.';
comment on column ngeshare.shared_members.group_id is 'One group, inside or outside the curriculum.';
comment on column ngeshare.shared_members.other_group_id is 'The other group.';
comment on column ngeshare.shared_members.since is 'First local date on which the numbers hold.';
comment on column ngeshare.shared_members.until is 'First local date on which they no longer do; infinity for the last ones.';
comment on column ngeshare.shared_members.facilitator_id is 'Facilitator of both.';
comment on column ngeshare.shared_members.shared_members is 'Users with a MEMBER membership in both.';
comment on column ngeshare.shared_members.smaller_members is 'Members of the smaller of the two groups.';
