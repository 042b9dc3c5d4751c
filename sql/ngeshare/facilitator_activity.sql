-- ngeshare.facilitator_activity (fact)
-- Question: from when until when did each facilitator lead at least one active group?
-- Grain:    one row per facilitator and local date on which such a time began (facilitator_id, since)
-- Traps:    the facilitator shown for a group, not its extra ones; groups of the curriculum alone; days ahead are here as well
comment on table ngeshare.facilitator_activity is 'Fact: times in which a facilitator led an active group, without gaps.';
comment on column ngeshare.facilitator_activity.facilitator_id is 'The user.';
comment on column ngeshare.facilitator_activity.since is 'First local date.';
comment on column ngeshare.facilitator_activity.until is 'First local date on which no group of theirs was active any more.';
