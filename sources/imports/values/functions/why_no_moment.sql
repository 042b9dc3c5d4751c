-- imports.why_no_moment (function)
-- Question: why is a text no moment by a format?
-- Grain:    one sentence, null for a moment
-- Reads:    imports.format_reading, imports.format_text, imports.moment, imports.why_unreadable
-- Traps:    as for imports.moment, the format should be a constant
create or replace function imports.why_no_moment(value text, format text) returns text
language sql immutable parallel safe as $$
    select case
        when imports.moment(value, format, 'UTC') is null
            then imports.why_unreadable(
                value, imports.format_text(format),
                imports.format_reading(
                    case imports.format_text(format) when 'iso' then '%Y-%m-%d %H:%M:%S.%f %z' else imports.format_text(format) end
                )
            )
    end
$$;

comment on function imports.why_no_moment(text, text) is 'Why a text is no moment, in a sentence; null for a moment.';
