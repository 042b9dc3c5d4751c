-- mgmt.catch_up (function)
-- Question: which facts wait for the next report?
-- Grain:    writes mgmt.student_findings
-- Reads:    mgmt.refresh_findings
-- Traps:    called before facts are compared with their rows: what is only late is not wrong
create function mgmt.catch_up() returns void
language sql volatile
begin atomic
    select mgmt.refresh_findings();
end;

comment on function mgmt.catch_up() is 'Brings the findings up to date that the next report would have.';
