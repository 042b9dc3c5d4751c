-- kpi.advisor_choices (view)
-- Question: by which cities, levels and states can advisors be chosen?
-- Grain:    one row per kind (city, level, state) and choice, however it is spelt
-- Reads:    kpi.mv_ranking_asesores, ops.fold, ops.usual_spelling
-- Traps:    blank and missing ones cannot be chosen
create view kpi.advisor_choices as
with
    spelt as (
        select
            one.kind,
            one.spelling,
            count(*) as advisors
        from kpi.mv_ranking_asesores as ranking
        cross join lateral (
            values ('city', ranking.ciudad), ('level', ranking.nivel_actual::text), ('state', ranking.estado_asesor)
        ) as one (kind, spelling)
        group by one.kind, one.spelling
    )

select
    spelt.kind,
    ops.usual_spelling(array_agg(spelt.spelling), array_agg(spelt.advisors)) as choice,
    sum(spelt.advisors)::bigint as advisors
from spelt
where ops.fold(spelt.spelling) <> ''
group by spelt.kind, ops.fold(spelt.spelling);

comment on view kpi.advisor_choices is 'Cities, levels and states of the advisors.';
comment on column kpi.advisor_choices.kind is 'city, level or state.';
comment on column kpi.advisor_choices.choice is 'Its most usual spelling.';
comment on column kpi.advisor_choices.advisors is 'How many advisors have it.';
