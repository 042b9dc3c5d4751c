-- ngeshare.home_standing_on (function)
-- Question: how was the programme doing on a day, in the numbers of Home?
-- Grain:    one row
-- Reads:    ngeshare.home_standing
-- Traps:    sets the clock of every view to noon UTC of that day, which is the same date in Jakarta, and back again:
--           what is asked beside it in the same statement keeps its own moment
create function ngeshare.home_standing_on(asked_day date) returns setof ngeshare.home_standing
language plpgsql volatile
as $$
declare
    moment_before constant text := coalesce(current_setting('atalaya.as_of', true), '');
begin
    perform set_config('atalaya.as_of', asked_day || ' 12:00:00+00', true);
    return query select * from ngeshare.home_standing;
    perform set_config('atalaya.as_of', moment_before, true);
end;
$$;

comment on function ngeshare.home_standing_on(date) is 'The key figures of the programme as of a day.';
