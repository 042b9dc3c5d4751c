-- ngeshare.person_name (function)
-- Question: what do we call a person, given that the source has no names?
-- Grain:    one name
-- Reads:    ngeshare.given
-- Traps:    an address without anything before '@' counts as missing and the next candidate is tried
create function ngeshare.person_name(email text, membership_email text, public_id text, user_id text) returns text
language sql immutable parallel safe
return coalesce(
    ngeshare.given(split_part(email, '@', 1)),
    ngeshare.given(split_part(membership_email, '@', 1)),
    ngeshare.given(public_id),
    user_id
);

comment on function ngeshare.person_name(text, text, text, text) is
    'The part of the e-mail before @, else of the membership''s e-mail, else the public id, else the user id.';
