-- ngeshare.facilitator_figures (view)
-- Question: how many facilitators are there, how many of them are active, risen from membership, new?
-- Grain:    one row
-- Reads:    ngeshare.v_facilitator_growth, ngeshare.v_facilitator_growth_monthly, ngeshare.today
-- Traps:    the month is still running, so its newcomers are not comparable with those of the month before
create view ngeshare.facilitator_figures as
with
    newcomers as (
        select
            max(v_facilitator_growth_monthly.new_facilitators) filter (
                where v_facilitator_growth_monthly.month = date_trunc('month', (select ngeshare.today())::timestamp)
            ) as new_this_month,
            max(v_facilitator_growth_monthly.new_facilitators) filter (
                where
                    v_facilitator_growth_monthly.month
                    = date_trunc('month', (select ngeshare.today())::timestamp) - interval '1 month'
            ) as new_the_month_before
        from ngeshare.v_facilitator_growth_monthly
    )

select
    v_facilitator_growth.total_facilitators,
    v_facilitator_growth.active_facilitators,
    v_facilitator_growth.alumni_facilitators,
    v_facilitator_growth.alumni_pct,
    newcomers.new_this_month,
    newcomers.new_the_month_before
from ngeshare.v_facilitator_growth
cross join newcomers;

comment on view ngeshare.facilitator_figures is 'Facilitators in total, active, risen from membership, and new.';
comment on column ngeshare.facilitator_figures.total_facilitators is 'Users with a FACILITATOR membership, all time.';
comment on column ngeshare.facilitator_figures.active_facilitators is 'Facilitators of at least one ACTIVE group.';
comment on column ngeshare.facilitator_figures.alumni_facilitators is 'Facilitators who were members before.';
comment on column ngeshare.facilitator_figures.alumni_pct is
    'Alumni over all facilitators, 0 to 100; empty without facilitators.';
comment on column ngeshare.facilitator_figures.new_this_month is
    'Who became facilitator in the running local month; empty without facilitators.';
comment on column ngeshare.facilitator_figures.new_the_month_before is
    'Who did in the month before; empty where the first one began in this.';
