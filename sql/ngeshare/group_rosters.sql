-- ngeshare.group_rosters (fact)
-- Question: who belongs to each group, in which role, and since when?
-- Grain:    one row per group, user and role (group_id, user_id, role)
-- Traps:    the earliest record speaks; records without a user or a joining date, and soft-deleted users, are left out
comment on table ngeshare.group_rosters is
    'Fact: one row per group, user and role, from the earliest record with a joining date of a user who is not '
    'soft-deleted.';
comment on column ngeshare.group_rosters.group_id is 'The group, inside or outside the curriculum.';
comment on column ngeshare.group_rosters.user_id is 'The user.';
comment on column ngeshare.group_rosters.role is 'FACILITATOR or MEMBER, as production writes it.';
comment on column ngeshare.group_rosters.membership_id is
    'The earliest record; of equal joining times the smallest id.';
comment on column ngeshare.group_rosters.joined_at is 'Joining moment of that record.';
comment on column ngeshare.group_rosters.user_name is
    'Name by that record: e-mail before @, else the record''s own, else public id, else user id.';
comment on column ngeshare.group_rosters.contact is
    'E-mail of the user, else the record''s; empty when neither is known.';
