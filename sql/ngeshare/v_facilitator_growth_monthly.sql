-- ngeshare.v_facilitator_growth_monthly (view)
-- Question: how many people became facilitators in each month?
-- Grain:    one row per local month, from the first facilitator's to the current one
-- Reads:    ngeshare.named_facilitators, ngeshare.today
-- Traps:    counts a person once, in the month of the earliest FACILITATOR membership; no rows without facilitators
create view ngeshare.v_facilitator_growth_monthly as
with
    newcomers as (
        select
            date_trunc('month', named_facilitators.facilitator_since_on::timestamp) as month,
            count(*) as new_facilitators
        from ngeshare.named_facilitators
        group by 1
    ),

    months as (
        select
            generate_series(
                min(newcomers.month),
                date_trunc('month', (select ngeshare.today())::timestamp),
                interval '1 month'
            ) as month
        from newcomers
    )

select
    months.month::date as month,
    coalesce(newcomers.new_facilitators, 0)::integer as new_facilitators,
    (sum(coalesce(newcomers.new_facilitators, 0)) over (order by months.month))::integer as cumulative_facilitators
from months
left join newcomers on newcomers.month = months.month
order by months.month;

comment on view ngeshare.v_facilitator_growth_monthly is
    'New facilitators by local month, months without any included.';
comment on column ngeshare.v_facilitator_growth_monthly.month is 'First day of the local month.';
comment on column ngeshare.v_facilitator_growth_monthly.new_facilitators is
    'Users whose earliest FACILITATOR membership began in the month.';
comment on column ngeshare.v_facilitator_growth_monthly.cumulative_facilitators is
    'All facilitators up to the end of the month.';
