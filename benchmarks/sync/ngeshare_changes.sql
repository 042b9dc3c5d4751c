-- What happens between two syncs, `:times` fold: 300 attendances, 150 changed memberships, 20 attendances deleted.
with
    attended as (
        insert into "UserHangoutGroupAttendance" (id, "attendedAt", "hangoutEpisodeId", "hangoutGroupId", "userId")
        select
            'c' || left(replace(gen_random_uuid()::text, '-', ''), 24), localtimestamp, earlier."hangoutEpisodeId",
            earlier."hangoutGroupId", earlier."userId"
        from (
            select "hangoutEpisodeId", "hangoutGroupId", "userId"
            from "UserHangoutGroupAttendance"
            where "attendedAt" > localtimestamp - interval '60 days'
            order by md5(id || clock_timestamp()) limit 300 * :times
        ) as earlier
        returning 1
    ),

    changed as (
        update "UserHangoutGroup" set status = 'MOVED', "updatedAt" = localtimestamp
        where id in (
            select id from "UserHangoutGroup" order by md5(id || clock_timestamp()) limit 150 * :times
        )
        returning 1
    ),

    deleted as (
        delete from "UserHangoutGroupAttendance"
        where id in (
            select id from "UserHangoutGroupAttendance"
            where "attendedAt" between localtimestamp - interval '40 days' and localtimestamp - interval '1 day'
            order by md5(id || clock_timestamp()) limit 20 * :times
        )
        returning 1
    )

select (select count(*) from attended) + (select count(*) from changed) + (select count(*) from deleted);
