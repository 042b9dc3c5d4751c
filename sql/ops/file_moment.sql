-- ops.file_moment (function)
-- Question: how is a moment written into a file?
-- Grain:    one text
-- Reads:    none
-- Traps:    on the clock of the session's time zone, which whoever writes a file sets to the domain's
create function ops.file_moment(moment timestamptz) returns text
language sql stable parallel safe
return case
    when not isfinite(moment) then moment::text
    when moment = date_trunc('second', moment) then to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SSTZH:TZM')
    else to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS.USTZH:TZM')
end;

comment on function ops.file_moment(timestamptz) is
    'ISO 8601 with the offset of the session''s time zone; microseconds where there are any.';
