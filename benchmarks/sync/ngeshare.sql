-- An ngeShare production of realistic size, made by `sources/demo/curriculum/production.sql` and filled here: 20,000 groups in
-- 5,000 chains of four courses, 140,000 memberships, 120,000 users, 995,000 attendances over three years, with a few
-- blemishes of each kind that the quality report looks for. Keys are 25 characters, in order of creation, as Prisma makes
-- them. The attendances stay just under a million, up to which every sync also compares a checksum of the keys.
set timezone = 'UTC';
set max_parallel_workers_per_gather = 0;
set session_replication_role = replica;

create function pg_temp.began(group_number integer) returns timestamp
language sql stable
return date_trunc('minute', localtimestamp) - interval '1080 days' + ((group_number / 4) % 780) * interval '1 day'
    + (group_number % 4) * interval '100 days';

create function pg_temp.key(kind text, number bigint, made timestamp) returns text
language sql immutable
return 'c' || lpad(to_hex((extract(epoch from made) * 1000)::bigint), 11, '0') || left(md5(kind || number), 13);

-- What would lie ahead happened some time in the last 100 days.
create function pg_temp.past(moment timestamp, number bigint) returns timestamp
language sql stable
return case
    when moment < localtimestamp - interval '3 hours' then moment
    else localtimestamp - interval '3 hours' - (number % 2400) * interval '1 hour'
end;

insert into "CircleProfile" (id, "updatedAt", name, slug) values ('circle', localtimestamp, 'Circle', 'circle');

insert into "Hangout" (id, "createdAt", "updatedAt", name, type, price, "circleProfileId")
select
    'hangout' || number,
    localtimestamp - interval '1200 days',
    localtimestamp - interval '900 days',
    coalesce(
        ('{Ngeshare Sesi Aqidah,Ngeshare Sesi Hijrah,Ngeshare Sesi Sejarah,Ngeshare Sesi Dakwah}'::text[])[number],
        'Side event ' || number
    ),
    'GROUP', 0, 'circle'
from generate_series(1, 6) as number;

insert into "HangoutEpisode" (id, "createdAt", "updatedAt", name, "hangoutId", "order")
select
    'hangout' || hangout || 'episode' || episode,
    localtimestamp - interval '1200 days', localtimestamp - interval '900 days', 'Episode ' || episode,
    'hangout' || hangout, episode
from generate_series(1, 6) as hangout, generate_series(1, 14) as episode;

create temporary table person as
select number, localtimestamp - interval '1100 days' + number * interval '13 minutes' as made
from generate_series(1, 120000) as number;
alter table person add column id text, add primary key (number);
update person set id = pg_temp.key('user', number, made);

insert into "User" (id, "createdAt", "updatedAt", email, "passwordHash", "lastLogin", "lastActive", "deletedAt")
select
    id, made, pg_temp.past(made + (number % 300) * interval '1 day', number),
    case when number % 50 <> 0 then 'person' || number || '@example.org' end,
    md5(id) || md5(made::text),
    made + (number % 200) * interval '1 day',
    made + (number % 200) * interval '1 day',
    case when number % 97 = 0 then localtimestamp - interval '100 days' end
from person
order by number;

create temporary table team as
select
    number, pg_temp.began(number) as made,
    'hangout' || case when number % 20 = 19 then 5 + number % 2 else 1 + number % 4 end as hangout,
    case when number % 20 = 19 then 14 else ('{9,9,11,7}'::integer[])[1 + number % 4] end as last_episode
from generate_series(0, 19999) as number;
alter table team add column id text, add primary key (number);
update team set id = pg_temp.key('group', number, made);

insert into "HangoutGroup" (id, "createdAt", "updatedAt", name, status, "whatsappLink", "hangoutId", city, province)
select
    id, made, pg_temp.past(made + (number % 90) * interval '1 day', number), 'Group ' || number,
    'OPEN', 'https://chat.example.org/' || md5(id), hangout, 'City ' || number % 80, 'Province ' || number % 12
from team
order by made, number;

-- Seat 0 leads: a tenth of the chains under one person, the others under 3,000. Seats 1 to 6 are members who move on with
-- the chain.
insert into "UserHangoutGroup" (
    id, "createdAt", "updatedAt", "joinedAt", status, "hangoutGroupRole", "hangoutGroupId", "userId", "userEmail"
)
select
    pg_temp.key('membership', team.number * 10 + seat, team.made + seat * interval '1 hour'),
    team.made + seat * interval '1 hour',
    pg_temp.past(team.made + seat * interval '9 days', team.number),
    case when team.number % 33 <> 0 or seat <> 3 then team.made + seat * interval '1 hour' end,
    'JOINED',
    case when seat = 0 then 'FACILITATOR' else 'MEMBER' end,
    team.id,
    person.id,
    case when person.number % 3 = 0 then 'person' || person.number || '@example.org' end
from team
cross join generate_series(0, 6) as seat
inner join person on person.number = case
    when seat = 0 then case when (team.number / 4) % 10 = 0 then 1 else 1 + (team.number / 4) % 3000 end
    else 3001 + (team.number / 4) * 6 + seat
end
order by team.made, team.number, seat;

insert into "UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
select
    pg_temp.key('attendance', (seen.number * 20 + seen.meeting) * 10 + seen.seat, seen.attended_at),
    seen.attended_at, seen.hangout || 'episode' || seen.episode, seen.group_id, seen.user_id
from (
    select
        team.number, meeting, least(meeting, team.last_episode) as episode, seat, team.hangout, team.id as group_id, person.id as user_id,
        team.made + meeting * interval '7 days' + seat * interval '1 minute' as attended_at
    from team
    cross join generate_series(1, 13) as meeting
    cross join generate_series(1, 6) as seat
    inner join person on person.number = 3001 + (team.number / 4) * 6 + seat
    where
        meeting <= 4 + team.number % 9 + (team.number / 7) % 2
        and team.made + meeting * interval '7 days' < localtimestamp - interval '3 hours'
    order by attended_at desc
    limit 995000
) as seen
order by seen.attended_at;

create index on "UserHangoutGroup" ("hangoutGroupId");
create index on "UserHangoutGroup" ("userId");
create index on "UserHangoutGroupAttendance" ("attendedAt");
create index on "UserHangoutGroupAttendance" ("hangoutGroupId", "attendedAt");
create index on "UserHangoutGroupAttendance" ("userId", "attendedAt");
