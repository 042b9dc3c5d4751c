-- kpi.offers_by_place (function)
-- Question: how many offers has each city that has any, and how many the place on the map that it lies in?
-- Grain:    one row per city with offers among those that are named
-- Reads:    kpi.trade_by_city, kpi.few_advisors
-- Traps:    both lists have one order; spots are what whoever draws the map calls its places: cities of one spot share its
--           offers and its people, a city without one is a place of its own
create function kpi.offers_by_place(cities text[], spots text[]) returns table (
    ciudad text,
    ofertas bigint,
    tasa_conversion_ofertas_pct numeric,
    place_offers bigint,
    few_people integer
)
language sql stable parallel safe
begin atomic
    select
        city.ciudad,
        city.ofertas,
        city.tasa_conversion_ofertas_pct,
        (sum(city.ofertas) over place)::bigint as place_offers,
        (
            case
                when sum(city.asesores_con_ofertas) over place < kpi.few_advisors()
                    then sum(city.asesores_con_ofertas) over place
            end
        )::integer as few_people
    from kpi.trade_by_city(as_written => false) as city
    inner join unnest(cities, spots) as placed (ciudad, spot) on placed.ciudad = city.ciudad
    where city.ofertas > 0
    window place as (partition by coalesce(placed.spot, city.ciudad));
end;

comment on function kpi.offers_by_place(text[], text[]) is
    'Offers of cities and of the places on a map that they lie in; few_people is missing where enough advisors made them.';
