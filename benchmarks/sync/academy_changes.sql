-- What happens between two syncs, `:times` fold: 500 check-ins, 500 changed ones of any age, 30 deleted.
with
    arrived as (
        insert into academy.check_ins (id, student_id, checked_in_at, updated_at)
        select 'c' || left(replace(gen_random_uuid()::text, '-', ''), 24), someone.id, now(), now()
        from (select id from academy.students order by md5(id || clock_timestamp()) limit 500 * :times) as someone
        returning 1
    ),

    chosen as materialized (
        select id, row_number() over () as number
        from (
            select id from academy.check_ins tablesample bernoulli (1.5 * :times)
            order by md5(id || clock_timestamp()) limit 530 * :times
        ) as drawn
    ),

    changed as (
        update academy.check_ins
        set checked_out_at = coalesce(checked_out_at, checked_in_at) + interval '5 minutes', updated_at = now()
        where id in (select id from chosen where number <= 500 * :times)
        returning 1
    ),

    deleted as (
        delete from academy.check_ins where id in (select id from chosen where number > 500 * :times)
        returning 1
    )

select (select count(*) from arrived) + (select count(*) from changed) + (select count(*) from deleted);
