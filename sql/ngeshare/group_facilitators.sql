-- ngeshare.group_facilitators (view)
-- Question: who facilitates each group, and is there more than one?
-- Grain:    one row per group with at least one FACILITATOR membership
-- Reads:    ngeshare.rosters_to_date
-- Traps:    several records of the same user are one facilitator; groups outside the curriculum are here too
create view ngeshare.group_facilitators as
select distinct on (rosters_to_date.group_id)
    rosters_to_date.group_id,
    rosters_to_date.user_id as facilitator_id,
    rosters_to_date.user_name as facilitator_name,
    rosters_to_date.contact as facilitator_contact,
    rosters_to_date.joined_at as facilitating_since,
    (count(*) over (partition by rosters_to_date.group_id))::integer as facilitator_count
from ngeshare.rosters_to_date
where rosters_to_date.role = 'FACILITATOR'
order by
    rosters_to_date.group_id,
    rosters_to_date.joined_at,
    rosters_to_date.membership_id collate "C";

comment on view ngeshare.group_facilitators is
    'The facilitator of each group: the FACILITATOR membership with the earliest joining time, then the '
    'smallest record id.';
comment on column ngeshare.group_facilitators.group_id is 'The group.';
comment on column ngeshare.group_facilitators.facilitator_id is 'The facilitator''s user id.';
comment on column ngeshare.group_facilitators.facilitator_name is 'Name by the facilitator''s own membership record.';
comment on column ngeshare.group_facilitators.facilitator_contact is
    'The facilitator''s e-mail, else the one given when joining; empty when neither is known.';
comment on column ngeshare.group_facilitators.facilitating_since is 'Moment the facilitator joined the group as such.';
comment on column ngeshare.group_facilitators.facilitator_count is
    'Distinct users with a FACILITATOR membership in the group.';
