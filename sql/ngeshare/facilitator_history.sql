-- ngeshare.facilitator_history (fact)
-- Question: who facilitated from when on, under which name, and had they been members before?
-- Grain:    one row per facilitator and local date from which it was known (facilitator_id, since)
-- Traps:    as of a day, the one row of a facilitator counts that holds on it (since <= day < until); groups of the curriculum
--           alone, from their creation on; days ahead are here as well
comment on table ngeshare.facilitator_history is
    'Fact: everybody with a FACILITATOR membership in the curriculum, with what was known of them from day to day.';
comment on column ngeshare.facilitator_history.facilitator_id is 'The user.';
comment on column ngeshare.facilitator_history.since is 'First local date on which it was known.';
comment on column ngeshare.facilitator_history.until is 'First local date on which something else was; infinity: it still is.';
comment on column ngeshare.facilitator_history.facilitator_name is 'Name by the earliest FACILITATOR membership then known.';
comment on column ngeshare.facilitator_history.facilitator_since is 'Joining moment of that membership.';
comment on column ngeshare.facilitator_history.facilitator_since_on is 'Its local date.';
comment on column ngeshare.facilitator_history.member_since is 'Earliest MEMBER joining moment then known; empty if never a member.';
comment on column ngeshare.facilitator_history.is_alumni is
    'Whether some MEMBER membership began before the latest FACILITATOR membership.';
