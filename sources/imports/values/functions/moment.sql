-- imports.moment (function)
-- Question: which moment does a text say by a format?
-- Grain:    one moment, null where it cannot be read
-- Reads:    imports.counted_moment, imports.format_reading, imports.format_text, imports.format_usual, imports.iso_moment,
--           imports.spelled_moment
-- Traps:    a text with an offset is absolute, any other is on a clock of the zone; the planner puts this expression in the
--           place of a call and computes what depends on the format alone once, so that the format should be a constant
create or replace function imports.moment(value text, format text, zone text) returns timestamptz
language sql immutable parallel safe as $$
    select case
        when imports.format_text(format) = 'iso' then imports.iso_moment(value, zone)
        when imports.format_text(format) in ('epoch', 'epoch milliseconds', 'excel serial')
            then imports.counted_moment(value, imports.format_text(format), zone)
        else imports.spelled_moment(
            value, imports.format_usual(imports.format_text(format)),
            (imports.format_reading(imports.format_text(format)))[1],
            (imports.format_reading(imports.format_text(format)))[2:]::integer[], zone
        )
    end
$$;

comment on function imports.moment(text, text, text) is 'The moment that a text says; null where it cannot be read.';
