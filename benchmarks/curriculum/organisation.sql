-- A large ngeShare organisation, up to now: 20,000 groups in 5,000 chains of four courses, 140,000 memberships,
-- 1,000,000 attendances over three years. Sizes are parameters so that a benchmark can also show growth.
set local atalaya.skip_facts = 'on';
set local timezone = 'UTC';

create function pg_temp.began(group_number integer) returns timestamp
language sql stable
return localtimestamp - interval '1080 days' + ((group_number / 4) % 780) * interval '1 day'
    + (group_number % 4) * interval '100 days';

create function pg_temp.hangout(group_number integer) returns text
language sql immutable
return 'hangout ' || case when group_number % 20 = 19 then 5 + group_number % 2 else 1 + group_number % 4 end;

insert into public."Hangout" (id, "updatedAt", name, type, price, "circleProfileId")
select
    'hangout ' || number,
    localtimestamp,
    coalesce((select course_name from ngeshare.course_config where sequence_order = number), 'Side event ' || number),
    'GROUP', 0, 'circle'
from generate_series(1, 6) as number;

insert into public."HangoutEpisode" (id, "updatedAt", name, "hangoutId", "order")
select 'hangout ' || hangout || ' episode ' || episode, localtimestamp, 'Episode', 'hangout ' || hangout, episode
from generate_series(1, 6) as hangout, generate_series(1, 14) as episode;

insert into public."User" (id, "createdAt", "updatedAt", email, "deletedAt")
select
    md5('user ' || number), localtimestamp - interval '1100 days', localtimestamp,
    case when number % 50 <> 0 then 'user' || number || '@example.org' end,
    case when number % 97 = 0 then localtimestamp - interval '100 days' end
from generate_series(1, :groups * 2) as number;

insert into public."HangoutGroup" (id, "createdAt", "updatedAt", name, status, "hangoutId", city, province)
select
    md5('group ' || number), pg_temp.began(number), localtimestamp, 'Group ' || number, 'OPEN',
    pg_temp.hangout(number), 'City ' || number % 80, 'Province ' || number % 12
from generate_series(0, :groups - 1) as number;

-- Seat 0 leads: a tenth of the chains under one person, the others under 3,000. Seats 1 to 6 are members and move on with the chain.
insert into public."UserHangoutGroup" (
    id, "createdAt", "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId"
)
select
    md5('membership ' || number || ' ' || seat), localtimestamp, localtimestamp,
    pg_temp.began(number) + seat * interval '1 hour', 'JOINED',
    case when seat = 0 then 'FACILITATOR' else 'MEMBER' end,
    md5('group ' || number),
    md5('user ' || case
        when seat = 0 then case when (number / 4) % 10 = 0 then 1 else 1 + (number / 4) % 3000 end
        else 3001 + (number / 4) * 6 + seat
    end)
from generate_series(0, :groups - 1) as number, generate_series(0, 6) as seat;

insert into public."UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
select
    md5('attendance ' || number || ' ' || meeting || ' ' || seat),
    pg_temp.began(number) + meeting * interval '7 days' + seat * interval '1 minute',
    pg_temp.hangout(number) || ' episode ' || meeting,
    md5('group ' || number),
    md5('user ' || 3001 + (number / 4) * 6 + seat)
from generate_series(0, :groups - 1) as number
cross join generate_series(1, 13) as meeting
cross join generate_series(1, 6) as seat
where meeting <= 4 + number % 9 + (number / 7) % 2 and pg_temp.began(number) + meeting * interval '7 days' < localtimestamp;

select ngeshare.rebuild_facts();
