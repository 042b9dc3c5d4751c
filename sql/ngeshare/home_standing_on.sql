-- ngeshare.home_standing_on (function)
-- Question: how was the programme doing on a day, in the numbers of Home?
-- Grain:    one row
-- Reads:    ngeshare.home_standing, ngeshare.iso_date
-- Traps:    makes that date the today of every view, and sets the clock back again:
--           what is asked beside it in the same statement keeps its own moment
create function ngeshare.home_standing_on(asked_day date) returns setof ngeshare.home_standing
language plpgsql volatile
as $$
declare
    moment_before constant text := coalesce(current_setting('atalaya.as_of', true), '');
begin
    perform set_config('atalaya.as_of', ngeshare.iso_date(asked_day), true);
    return query select * from ngeshare.home_standing;
    perform set_config('atalaya.as_of', moment_before, true);
end;
$$;

comment on function ngeshare.home_standing_on(date) is 'The key figures of the programme as of a day.';
