-- ngeshare.write_alone (function)
-- Question: may this transaction write the sums over groups now?
-- Grain:    nothing; returns when no other transaction is writing them, and keeps others waiting until this one ends
-- Reads:    none
-- Traps:    of two transactions that add to a sum at once, the later would forget the other's part
create function ngeshare.write_alone() returns void
language sql volatile
begin atomic
    select pg_advisory_xact_lock(hashtextextended('atalaya writes the sums of ngeshare', 0));
end;

comment on function ngeshare.write_alone() is 'Waits until no other transaction writes sums over the study groups.';
