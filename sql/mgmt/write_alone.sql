-- mgmt.write_alone (function)
-- Question: may this transaction write the facts of the study centre now?
-- Grain:    nothing; returns when no other transaction is writing them, and keeps others waiting until this one ends
-- Reads:    none
-- Traps:    the facts are sums: of two transactions that add to one of them at once, the later would forget the other's part
create function mgmt.write_alone() returns void
language sql volatile
begin atomic
    select pg_advisory_xact_lock(hashtextextended('atalaya writes the facts of mgmt', 0));
end;

comment on function mgmt.write_alone() is 'Waits until no other transaction writes the facts of the study centre.';
