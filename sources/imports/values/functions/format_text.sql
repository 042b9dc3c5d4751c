-- imports.format_text (function)
-- Question: which format of strptime is meant, where PostgreSQL's or a spreadsheet's notation may be written?
-- Grain:    one text; what has a percent sign and the names of this house's own formats stay
-- Reads:    none
-- Traps:    MM after HH are minutes, as in spreadsheets; HH alone is of 24 hours unless AM or PM is said
create or replace function imports.format_text(format text) returns text
language plpgsql immutable strict parallel safe as $$
declare
    rest text := regexp_replace(btrim(format), '\m(?:FM|TM|FX)(?=[A-Z])|"', '', 'g');
    written text := '';
    token text;
    hour text := case when rest ~* '[ap]\.?m\M' then '%I' else '%H' end;
    hour_was_said boolean := false;
begin
    if format ~ '%' or lower(btrim(format)) in ('iso', 'epoch', 'epoch milliseconds', 'excel serial') then
        return case when format ~ '%' then btrim(format) else lower(btrim(format)) end;
    end if;
    while rest <> '' loop
        token := substring(rest from '(?i)^(?:yyyy|yy|month|mon|mmmm|mmm|mm|mi|m|dddd|ddd|day|dy|dd|d|hh24|hh12|hh|h|ss|s|ms|us|ff\d?'
            || '|[ap]\.?m\.?(?:/pm)?|tzh(?::?tzm)?|of|tz)');
        if token is null then
            written := written || left(rest, 1);
            rest := substr(rest, 2);
            continue;
        end if;
        rest := substr(rest, length(token) + 1);
        written := written || case
            when lower(token) = 'yyyy' then '%Y'
            when lower(token) = 'yy' then '%y'
            when lower(token) in ('month', 'mmmm') then '%B'
            when lower(token) in ('mon', 'mmm') then '%b'
            when lower(token) in ('mm', 'm') and hour_was_said then '%M'
            when lower(token) in ('mm', 'm') then '%m'
            when lower(token) = 'mi' then '%M'
            when lower(token) in ('dddd', 'day') then '%A'
            when lower(token) in ('ddd', 'dy') then '%a'
            when lower(token) in ('dd', 'd') then '%d'
            when lower(token) = 'hh24' then '%H'
            when lower(token) = 'hh12' then '%I'
            when lower(token) in ('hh', 'h') then hour
            when lower(token) in ('ss', 's') then '%S'
            when lower(token) in ('ms', 'us') or lower(token) like 'ff%' then '%f'
            when lower(token) like 'tz%' or lower(token) = 'of' then '%z'
            else '%p'
        end;
        hour_was_said := hour_was_said or lower(token) like 'h%';
    end loop;
    return written;
end;
$$;

comment on function imports.format_text(text) is
    'The format in the notation of strptime, or the name of a format of its own: iso, epoch, epoch milliseconds, excel serial.';
