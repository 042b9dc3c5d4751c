-- imports.iso_moment (function)
-- Question: which moment does a text of ISO 8601 say?
-- Grain:    one moment, null where there is none
-- Reads:    imports.format_reading, imports.spelled_moment
-- Traps:    what PostgreSQL reads by itself is five times faster; it would fail for a day that no month has
create or replace function imports.iso_moment(value text, zone text) returns timestamptz
language plpgsql immutable parallel safe as $$
declare
    usual constant text := '^(?:19|20|21)[0-9]{2}-'
        '(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)'
        '(?:[ T](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[-+](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?)?)?$';
    reading text[];
begin
    if value ~ usual then
        if length(value) > 16 and translate(substr(value, 17), '-Z', '++') like '%+%' then
            return value::timestamptz;
        end if;
        return value::timestamp at time zone zone;
    end if;
    reading := imports.format_reading('%Y-%m-%d %H:%M:%S.%f %z');
    return imports.spelled_moment(value, null, reading[1], reading[2:]::integer[], zone);
end;
$$;

comment on function imports.iso_moment(text, text) is
    'The moment that a text of ISO 8601 says, on a clock of the zone where the text has no offset.';
