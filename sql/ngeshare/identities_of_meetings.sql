-- ngeshare.identities_of_meetings (view)
-- Question: do meetings, and the progress and states of groups made of them, add up?
-- Grain:    one row per fact, measure
-- Reads:    public."HangoutGroup", ngeshare.checked_attendance, ngeshare.group_meetings, ngeshare.group_progress,
--           ngeshare.meeting_days, ngeshare.group_marks, ngeshare.group_changes, ngeshare.local_date, ngeshare.horizon,
--           ngeshare.midnight, ngeshare.today, ops.rule_ngeshare_window_days
-- Traps:    meetings older than {ngeshare.window_days:days} outlive their attendance: of the days since then those count
--           whose attendance is still there, so that a meeting too many is noticed by what follows from it, or by
--           `atalaya verify --facts`
create view ngeshare.identities_of_meetings as
with
    attended as materialized (
        select
            attendance.group_id,
            ngeshare.local_date(attendance.attended_at) as met_on,
            attendance.hangout_id,
            max(attendance.episode) as highest_episode,
            count(distinct attendance.user_id) as attendees
        from ngeshare.checked_attendance as attendance
        where
            attendance.hangout_id is not null
            and attendance.attended_at >= (select ngeshare.midnight(ngeshare.today() - ops.rule_ngeshare_window_days()))
            and attendance.attended_at < (select ngeshare.horizon())
        group by 1, 2, 3
    ),

    remembered as (
        select
            sum(group_meetings.attendees) as attendees,
            sum(group_meetings.highest_episode) as episodes
        from ngeshare.group_meetings
        inner join attended
            on attended.group_id = group_meetings.group_id
            and attended.met_on = group_meetings.met_on
            and attended.hangout_id = group_meetings.hangout_id
    ),

    progress as (
        select
            count(*) filter (where group_progress.meetings = 0) as groups,
            sum(group_progress.attendees) filter (where group_progress.met_on <= (select ngeshare.today())) as attendees,
            count(*) filter (
                where group_progress.since <= (select ngeshare.today()) and group_progress.until > (select ngeshare.today())
            ) as standing,
            count(*) filter (
                where
                    group_progress.since <= (select ngeshare.today())
                    and group_progress.until > (select ngeshare.today())
                    and isfinite(group_progress.first_met_on)
                    and isfinite(group_progress.graduated_on)
            ) as graduated
        from ngeshare.group_progress
    ),

    marks as (
        select
            count(*) as marked,
            count(*) filter (where group_marks.mark = 'GRADUATED') as graduated
        from ngeshare.group_marks
        where group_marks.since <= (select ngeshare.today()) and group_marks.until > (select ngeshare.today())
    ),

    states as (
        select
            sum(group_changes.groups) filter (where group_changes.state in ('NEW', 'WAITING', 'MEETING', 'SILENT')) as standing,
            sum(group_changes.groups) filter (where group_changes.state not in ('NEW', 'WAITING', 'MEETING', 'SILENT')) as marked
        from ngeshare.group_changes
        where
            group_changes.changed_on <= (select ngeshare.today())
            and group_changes.is_month
            = (group_changes.changed_on < (select date_trunc('month', ngeshare.today()::timestamp)::date))
    ),

    compared as (
        select
            'ngeshare.group_meetings' as fact,
            'attendees' as measure,
            (select remembered.attendees from remembered) as counted,
            (select sum(attended.attendees) from attended) as expected
        union all
        select
            'ngeshare.group_meetings' as fact,
            'highest_episode' as measure,
            (select remembered.episodes from remembered) as counted,
            (select sum(attended.highest_episode) from attended) as expected
        union all
        select
            'ngeshare.group_progress' as fact,
            'groups' as measure,
            (select progress.groups from progress) as counted,
            (
                select count(*)
                from public."HangoutGroup" as hangout_group
                where hangout_group."hangoutId" is not null
            ) as expected
        union all
        select
            'ngeshare.group_progress' as fact,
            'attendees' as measure,
            (select progress.attendees from progress) as counted,
            (
                select sum(group_meetings.attendees)
                from ngeshare.group_meetings
                inner join public."HangoutGroup" as hangout_group
                    on hangout_group.id = group_meetings.group_id
                    and hangout_group."hangoutId" = group_meetings.hangout_id
                where group_meetings.met_on <= (select ngeshare.today())
            ) as expected
        union all
        select
            'ngeshare.meeting_days' as fact,
            'attendances' as measure,
            (
                select sum(meeting_days.attendances)
                from ngeshare.meeting_days
                where meeting_days.met_on <= (select ngeshare.today())
            ) as counted,
            (select progress.attendees from progress) as expected
        union all
        select
            'ngeshare.group_changes' as fact,
            'states' as measure,
            (select states.standing from states) as counted,
            (select progress.standing from progress) as expected
        union all
        select
            'ngeshare.group_changes' as fact,
            'marks' as measure,
            (select states.marked from states) as counted,
            (select marks.marked from marks) as expected
        union all
        select
            'ngeshare.group_marks' as fact,
            'GRADUATED' as measure,
            (select marks.graduated from marks) as counted,
            (select progress.graduated from progress) as expected
    )

select
    compared.fact,
    compared.measure,
    coalesce(compared.counted, 0)::numeric as counted,
    coalesce(compared.expected, 0)::numeric as expected
from compared;

comment on view ngeshare.identities_of_meetings is 'Sums of meetings, progress and states beside those of attendance and groups.';
comment on column ngeshare.identities_of_meetings.fact is 'The fact, with its schema.';
comment on column ngeshare.identities_of_meetings.measure is 'What of it is added up: a column, or which rows are counted.';
comment on column ngeshare.identities_of_meetings.counted is 'What the fact holds.';
comment on column ngeshare.identities_of_meetings.expected is 'What the rows that it is made of say.';
