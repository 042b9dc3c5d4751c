-- ngeshare.catch_up (function)
-- Question: which facts wait for the next report?
-- Grain:    writes ngeshare.group_findings and ngeshare.user_findings
-- Reads:    ngeshare.refresh_findings
-- Traps:    called before facts are compared with their rows: what is only late is not wrong
create function ngeshare.catch_up() returns void
language sql volatile
begin atomic
    select ngeshare.refresh_findings();
end;

comment on function ngeshare.catch_up() is 'Brings the findings up to date that the next report would have.';
