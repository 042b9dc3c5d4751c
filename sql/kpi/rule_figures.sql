-- kpi.rule_figures (view)
-- Question: how does the marketplace do, under the rules in force?
-- Grain:    one row per figure
-- Reads:    kpi.trade_figures
-- Traps:    asked before and after a change that is tried, in one transaction
create view kpi.rule_figures as
select
    listed.figure,
    listed.position,
    coalesce(listed.value, 0)::numeric as value
from kpi.trade_figures
cross join lateral (
    values
    ('requests_this_month', 1, trade_figures.solicitudes_este_mes),
    ('advisors_with_offers', 2, trade_figures.asesores_con_ofertas),
    ('offers', 3, trade_figures.ofertas),
    ('winning_offers', 4, trade_figures.ofertas_ganadoras)
) as listed (figure, position, value);

comment on view kpi.rule_figures is 'Figures that show what a change of rules does, one a row.';
comment on column kpi.rule_figures.figure is 'What is counted, as a code.';
comment on column kpi.rule_figures.position is 'Its place in the list.';
comment on column kpi.rule_figures.value is 'The number.';
