-- ngeshare.v_facilitator_growth (view)
-- Question: how many facilitators are there, how many lead an active group, how many were members before?
-- Grain:    one row
-- Reads:    ngeshare.v_facilitator_alumni, ngeshare.active_facilitators, ngeshare.percent
-- Traps:    active counts the facilitator shown for a group, not its extra ones
create view ngeshare.v_facilitator_growth as
with
    everybody as (
        select
            count(*) as total_facilitators,
            count(*) filter (where v_facilitator_alumni.is_alumni) as alumni_facilitators
        from ngeshare.v_facilitator_alumni
    ),

    leaders as (
        select active_facilitators.active_facilitators
        from ngeshare.active_facilitators
    )

select
    everybody.total_facilitators::integer as total_facilitators,
    leaders.active_facilitators::integer as active_facilitators,
    everybody.alumni_facilitators::integer as alumni_facilitators,
    ngeshare.percent(everybody.alumni_facilitators, everybody.total_facilitators) as alumni_pct
from everybody
cross join leaders;

comment on view ngeshare.v_facilitator_growth is 'Facilitators in total, active, and risen from membership.';
comment on column ngeshare.v_facilitator_growth.total_facilitators is 'Users with a FACILITATOR membership, all time.';
comment on column ngeshare.v_facilitator_growth.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.v_facilitator_growth.alumni_facilitators is 'Facilitators who were members before.';
comment on column ngeshare.v_facilitator_growth.alumni_pct is
    'Alumni over all facilitators, 0 to 100; empty without facilitators.';
