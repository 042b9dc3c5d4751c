-- ngeshare.graduation_quartiles (view)
-- Question: within how many days did a quarter, half, and three quarters of each course's graduated groups graduate?
-- Grain:    one row per course with a graduated group
-- Reads:    ngeshare.states_to_date
-- Traps:    what percentile_cont says of all groups, from how many took how long: between two times it goes in proportion
create view ngeshare.graduation_quartiles as
with
    times as (
        select
            states_to_date.course_name,
            states_to_date.part as days,
            states_to_date.groups,
            sum(states_to_date.groups) over (
                partition by states_to_date.course_name order by states_to_date.part
            ) as groups_so_far,
            sum(states_to_date.groups) over (partition by states_to_date.course_name) as groups_in_all
        from ngeshare.states_to_date
        where states_to_date.state = 'GRADUATED'
    ),

    placed as (
        select
            times.course_name,
            quartile.share,
            quartile.share * (times.groups_in_all - 1)::double precision as place,
            times.groups_in_all,
            min(times.days) filter (
                where times.groups_so_far > floor(quartile.share * (times.groups_in_all - 1)::double precision)
            ) as lower_days,
            min(times.days) filter (
                where times.groups_so_far > ceil(quartile.share * (times.groups_in_all - 1)::double precision)
            ) as upper_days
        from times
        cross join (
            values (0.25::double precision), (0.5::double precision), (0.75::double precision)
        ) as quartile (share)
        group by times.course_name, quartile.share, times.groups_in_all
    ),

    computed as (
        select
            course_name,
            share,
            groups_in_all,
            lower_days + (place - floor(place)) * (upper_days - lower_days) as days
        from placed
    )

select
    course_name,
    max(groups_in_all)::integer as graduated_groups,
    max(days) filter (where share = 0.25) as first_quartile_days,
    max(days) filter (where share = 0.5) as median_days,
    max(days) filter (where share = 0.75) as third_quartile_days
from computed
group by course_name;

comment on view ngeshare.graduation_quartiles is 'Quartiles of the time to graduate, by course.';
comment on column ngeshare.graduation_quartiles.course_name is 'The course.';
comment on column ngeshare.graduation_quartiles.graduated_groups is 'Groups that graduated.';
comment on column ngeshare.graduation_quartiles.first_quartile_days is 'Days within which a quarter did.';
comment on column ngeshare.graduation_quartiles.median_days is 'Days within which half of them did.';
comment on column ngeshare.graduation_quartiles.third_quartile_days is 'Days within which three quarters did.';
