-- name: courses
-- Courses of imported study groups with the number of their episodes; those that began first come first.
select hangout.name, least(max(episode."order"), 1000) as episodes
from public."Hangout" as hangout
join public."HangoutEpisode" as episode on episode."hangoutId" = hangout.id
left join (
    select groups."hangoutId" as id, min(attendance."attendedAt") as began
    from public."HangoutGroup" as groups
    join public."UserHangoutGroupAttendance" as attendance on attendance."hangoutGroupId" = groups.id
    group by groups."hangoutId"
) as held on held.id = hangout.id
group by hangout.name
having max(episode."order") >= 1
order by min(held.began) nulls last, hangout.name
