-- kpi.remember_advisors (function)
-- Question: what shall the page show beside the ranking without reading offers?
-- Grain:    brings kpi.advisor_weeks and kpi.advisor_previous_ranks up to date
-- Reads:    kpi.weeks_now, kpi.previous_ranks_now, kpi.advisor_weeks, kpi.advisor_previous_ranks
-- Writes:   kpi.advisor_previous_ranks, kpi.advisor_weeks
-- Traps:    only rows that differ are written, which leaves readers and vacuum alone
create function kpi.remember_advisors() returns void
language sql volatile
begin atomic
    with
        found as materialized (
            select
                asesor_id,
                week,
                ofertas,
                ganadoras
            from kpi.weeks_now
        ),

        gone as (
            delete from kpi.advisor_weeks as known
            where not exists (
                select from found
                where found.asesor_id = known.asesor_id and found.week = known.week
            )
        )

    insert into kpi.advisor_weeks as known (asesor_id, week, ofertas, ganadoras)
    select
        asesor_id,
        week,
        ofertas,
        ganadoras
    from found
    on conflict (asesor_id, week) do update set
        ofertas = excluded.ofertas,
        ganadoras = excluded.ganadoras
    where (known.ofertas, known.ganadoras) <> (excluded.ofertas, excluded.ganadoras);

    with
        found as materialized (
            select
                asesor_id,
                ofertas,
                ranking_ciudad,
                ranking_nacional
            from kpi.previous_ranks_now
        ),

        gone as (
            delete from kpi.advisor_previous_ranks as known
            where not exists (select from found where found.asesor_id = known.asesor_id)
        )

    insert into kpi.advisor_previous_ranks as known (asesor_id, ofertas, ranking_ciudad, ranking_nacional)
    select
        asesor_id,
        ofertas,
        ranking_ciudad,
        ranking_nacional
    from found
    on conflict (asesor_id) do update set
        ofertas = excluded.ofertas,
        ranking_ciudad = excluded.ranking_ciudad,
        ranking_nacional = excluded.ranking_nacional
    where
        (known.ofertas, known.ranking_ciudad, known.ranking_nacional)
        <> (excluded.ofertas, excluded.ranking_ciudad, excluded.ranking_nacional);
end;

comment on function kpi.remember_advisors() is
    'Brings the advisors'' weeks and their ranks of the period before up to date.';
