"""ngeShare: how groups move through the curriculum, where they stop, whom to rescue, how facilitators grow.

Every function answers one question from one view of schema ngeshare; `as_of` is the day to look from (None: now).
Days are those of the zone in force. `courses` empty means all. All raise QueryError when the warehouse cannot answer.
"""

from collections.abc import Sequence
from datetime import date

import pandas as pd

from analytics import counted, places, query
from analytics.question import question

_OF_COURSES = "(cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses))"
_OF_KINDS = "(cardinality(cast(:kinds as text[])) = 0 or kind = any(:kinds))"

_RESCUE_FILTERS = (
    "(cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses)) "
    "and (cardinality(cast(:cities as text[])) = 0 or ops.is_among(city, cast(:cities as text[]))) "
    "and (cardinality(cast(:facilitators as text[])) = 0 "
    "or ops.is_among(facilitator_name, cast(:facilitators as text[])))"
)


def _first(limit: int | None, key: str, order: str, *, of: str, where: str) -> str:
    """A condition that leaves the first rows of a list, found before anything else about them is looked up."""
    if limit is None:
        return ""
    return f"and {key} = any(array(select {key} from {of} where {where} order by {order} limit :limit)) "


@question("ngeshare.home_changes")
def changes(*, as_of: date | None = None) -> pd.DataFrame:
    """How does the programme stand, and what changed in the days that a group counts as active? One row.

    Columns: day (the local today), groups_total; groups_active, groups_graduated, groups_rescuable,
    active_facilitators, meetings_28_days; against so many days ago: groups_active_change, groups_graduated_change,
    groups_rescuable_change, active_facilitators_change, meetings_28_days_change. Source: ngeshare.home_changes.
    """
    return query.frame(
        "select day, groups_total, groups_active, groups_active_change, groups_graduated, groups_graduated_change, "
        "groups_rescuable, groups_rescuable_change, active_facilitators, active_facilitators_change, "
        "meetings_28_days, meetings_28_days_change from ngeshare.home_changes",
        as_of=as_of,
    )


@question("ngeshare.meetings_weekly", needs="meetings")
def meetings_weekly(*, as_of: date | None = None) -> pd.DataFrame:
    """How much did groups meet, week by week? Oldest first, empty weeks included.

    Columns: week (its Monday), meetings, groups_met, attendances, is_current (the week is still under way).
    Source: ngeshare.meetings_weekly.
    """
    return query.frame(
        "select week, meetings, groups_met, attendances, is_current from ngeshare.meetings_weekly order by week",
        as_of=as_of,
    )


@question("ngeshare.v_curriculum_funnel")
def funnel(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Of the groups of each course, how many started, graduated, continued? In curriculum order.

    Columns: course_name, sequence_order, groups_total, groups_started, groups_graduated, groups_active,
    groups_stalled, groups_not_started, graduation_rate_pct (0 to 100; missing without groups), groups_continued,
    continuation_rate_pct (missing for the last course). Source: ngeshare.v_curriculum_funnel.
    """
    return query.frame(
        "select course_name, sequence_order, groups_total, groups_started, groups_graduated, groups_active, "
        "groups_stalled, groups_not_started, graduation_rate_pct, groups_continued, continuation_rate_pct "
        "from ngeshare.v_curriculum_funnel "
        "where cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses) order by sequence_order",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.v_curriculum_funnel")
def funnel_totals(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Of the groups of these courses together, how many started, graduated, continued, stalled? One row.

    Columns: groups_total, groups_started, groups_graduated, groups_continued, groups_stalled.
    Source: ngeshare.v_curriculum_funnel.
    """
    return query.frame(
        "select coalesce(sum(groups_total), 0)::bigint as groups_total, "
        "coalesce(sum(groups_started), 0)::bigint as groups_started, "
        "coalesce(sum(groups_graduated), 0)::bigint as groups_graduated, "
        "coalesce(sum(groups_continued), 0)::bigint as groups_continued, "
        "coalesce(sum(groups_stalled), 0)::bigint as groups_stalled "
        "from ngeshare.v_curriculum_funnel "
        "where cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses)",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.v_curriculum_flow")
def flow(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """Where do the groups of each course go?

    Columns: source, target, groups; no zero edges, each course's edges sum to its groups.
    Source: ngeshare.v_curriculum_flow.
    """
    return query.frame(
        "select source, target, groups from ngeshare.v_curriculum_flow "
        "where cardinality(cast(:courses as text[])) = 0 or source = any(:courses) "
        "order by ops.sort_key(source), ops.sort_key(target)",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.v_curriculum_flow")
def flow_totals(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many groups leave each course, arrive at each end, take each way, and how many are there in all?

    Columns: source (missing: any), target (missing: any), groups. Source: ngeshare.v_curriculum_flow.
    """
    return query.frame(
        "select source, target, coalesce(sum(groups), 0)::bigint as groups from ngeshare.v_curriculum_flow "
        "where cardinality(cast(:courses as text[])) = 0 or source = any(:courses) "
        "group by grouping sets ((source, target), (source), (target), ()) "
        "order by ops.sort_key(source), ops.sort_key(target)",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.group_directory")
def groups(
    *,
    courses: Sequence[str] = (),
    source: str = "",
    target: str = "",
    limit: int | None = None,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Which groups are there, and how does each stand? One row per group, by name; the first `limit`.

    `source` and `target` are the ends of an edge of `flow`; one alone asks for all that leave or reach it.

    Columns: group_id, group_name, course_name, flow_target (end of the group's Sankey edge), status,
    max_episode_reached, max_episodes, progress_pct (0 to 100), total_meetings, first_meeting_date and
    last_meeting_date (missing: never met), days_inactive, graduated_on (missing: not yet), facilitator_name (missing:
    none), member_count, city, province, created_at. Source: ngeshare.group_directory.
    """
    asked = (
        f"{_OF_COURSES} and course_name = coalesce(nullif(:source, ''), course_name) "
        "and flow_target = coalesce(nullif(:target, ''), flow_target)"
    )
    order = 'ops.sort_key(group_name), group_id collate "C"'
    return query.frame(
        "select group_id, group_name, course_name, flow_target, status, max_episode_reached, max_episodes, "
        "progress_pct, total_meetings, first_meeting_date, last_meeting_date, days_inactive, graduated_on, "
        f"facilitator_name, member_count, city, province, created_at from ngeshare.group_directory where {asked} "
        f"{_first(limit, 'group_id', order, of='ngeshare.group_directory', where=asked)}"
        f"order by {order} limit :limit",
        as_of=as_of,
        courses=list(courses),
        source=source,
        target=target,
        limit=limit,
    )


@question("ngeshare.v_episode_dropoff")
def episode_dropoff(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """After which episode do stalled groups stop?

    Columns: course_name, episode (0: never met), stalled_groups, share_pct (of the course's stalled groups, 0 to 100),
    is_peak. Source: ngeshare.v_episode_dropoff.
    """
    return query.frame(
        "select course_name, episode, stalled_groups, share_pct, is_peak from ngeshare.v_episode_dropoff "
        "where cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses) "
        "order by ops.sort_key(course_name), episode",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.v_time_to_graduate", needs="meetings")
def time_to_graduate(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many days lie between a group's first meeting and its graduation?

    Columns: course_name, graduated_groups, avg_days, median_days, fastest_days, slowest_days (missing without
    graduated groups). Source: ngeshare.v_time_to_graduate.
    """
    return query.frame(
        "select course_name, graduated_groups, avg_days, median_days, fastest_days, slowest_days "
        "from ngeshare.v_time_to_graduate "
        "where cardinality(cast(:courses as text[])) = 0 or course_name = any(:courses) "
        "order by ops.sort_key(course_name)",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.outlier_groups", explained_by="ngeshare.v_time_to_graduate_outliers", needs="meetings")
def graduation_outliers(
    *, courses: Sequence[str] = (), limit: int | None = None, as_of: date | None = None
) -> pd.DataFrame:
    """Which groups graduated unusually fast or slowly for their course? Slowest first; the first `limit`.

    Columns: group_id, group_name, course_name, days_to_graduate, verdict (FAST, SLOW), facilitator_name (missing:
    none), city, province. Source: ngeshare.outlier_groups.
    """
    order = 'days_to_graduate desc, group_id collate "C"'
    return query.frame(
        "select group_id, group_name, course_name, days_to_graduate, verdict, facilitator_name, city, province "
        f"from ngeshare.outlier_groups where {_OF_COURSES} "
        f"{_first(limit, 'group_id', order, of='ngeshare.v_time_to_graduate_outliers', where=_OF_COURSES)}"
        f"order by {order} limit :limit",
        as_of=as_of,
        courses=list(courses),
        limit=limit,
    )


@question("ngeshare.outlier_days", explained_by="ngeshare.v_time_to_graduate_outliers", needs="meetings")
def outlier_days(*, courses: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """After how many days did groups graduate unusually fast or slowly for their course? Slowest first.

    Columns: course_name, days_to_graduate, verdict (FAST, SLOW), groups, group_name (missing: several), groups_in_all
    (of all these days, the same in every row). Source: ngeshare.outlier_days.
    """
    return query.frame(
        "select course_name, days_to_graduate, verdict, groups, group_name, "
        "(sum(groups) over ())::bigint as groups_in_all "
        f"from ngeshare.outlier_days where {_OF_COURSES} order by days_to_graduate desc, ops.sort_key(course_name)",
        as_of=as_of,
        courses=list(courses),
    )


@question("ngeshare.anomaly_groups", explained_by="ngeshare.v_pipeline_anomalies")
def anomalies(
    *,
    courses: Sequence[str] = (),
    kinds: Sequence[str] = (),
    limit: int | None = None,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Which groups break a rule of the curriculum, and how do we know? The first `limit`.

    Of some courses and kinds where any are named. Columns: group_id, group_name, kind, detail (in English), detail_code
    and detail_values (the same for any language), course_name, facilitator_name (missing: none), city, province.
    Source: ngeshare.anomaly_groups.
    """
    asked = f"{_OF_COURSES} and {_OF_KINDS}"
    order = 'ops.sort_key(kind), group_id collate "C"'
    return query.frame(
        "select group_id, group_name, kind, detail, detail_code, detail_values, course_name, facilitator_name, city, "
        f"province from ngeshare.anomaly_groups where {asked} "
        f"{_first(limit, 'group_id', order, of='ngeshare.findings_to_date', where=asked)}"
        f"order by {order} limit :limit",
        as_of=as_of,
        courses=list(courses),
        kinds=list(kinds),
        limit=limit,
    )


@question("ngeshare.anomalies_by_course")
def anomaly_kinds(*, courses: Sequence[str] = (), kinds: Sequence[str] = (), as_of: date | None = None) -> pd.DataFrame:
    """How many findings about the groups of these courses are there of each of these kinds? Most first.

    Columns: kind, findings, findings_in_all (of all these kinds, the same in every row).
    Source: ngeshare.anomalies_by_course.
    """
    return query.frame(
        "select kind, sum(findings)::bigint as findings, (sum(sum(findings)) over ())::bigint as findings_in_all "
        "from ngeshare.anomalies_by_course "
        f"where {_OF_COURSES} and {_OF_KINDS} group by kind order by findings desc, ops.sort_key(kind)",
        as_of=as_of,
        courses=list(courses),
        kinds=list(kinds),
    )


@question("ngeshare.anomalies_by_course")
def anomaly_totals(*, as_of: date | None = None) -> pd.DataFrame:
    """How many groups has nobody to lead them, and how many other findings are there? One row.

    Columns: groups_without_facilitator, other_findings, other_kinds (list: of which kinds these are).
    Source: ngeshare.anomalies_by_course.
    """
    return query.frame(
        "select coalesce(sum(findings) filter (where kind = 'NO_FACILITATOR'), 0)::bigint "
        "as groups_without_facilitator, "
        "coalesce(sum(findings) filter (where kind <> 'NO_FACILITATOR'), 0)::bigint as other_findings, "
        'coalesce(array_agg(distinct kind collate "C" order by kind collate "C") '
        "filter (where kind <> 'NO_FACILITATOR'), '{}') as other_kinds "
        "from ngeshare.anomalies_by_course",
        as_of=as_of,
    )


@question("ngeshare.rescuable_groups", explained_by="ngeshare.v_rescue_list")
def rescue_list(
    *,
    courses: Sequence[str] = (),
    cities: Sequence[str] = (),
    facilitators: Sequence[str] = (),
    limit: int | None = None,
    as_of: date | None = None,
) -> pd.DataFrame:
    """Which stalled groups are so close to the end that a call may bring them back? Stopped last, first.

    `limit` of them.

    Columns: group_id, group_name, course_name, facilitator_id, facilitator_name, facilitator_contact,
    last_meeting_date, days_inactive, max_episode_reached, episodes_remaining, progress_pct (0 to 100), member_count,
    city, province, reason (in English), reason_code and reason_values (the same for any language).
    Source: ngeshare.rescuable_groups.
    """
    order = 'days_inactive, group_id collate "C"'
    return query.frame(
        "select group_id, group_name, course_name, facilitator_id, facilitator_name, facilitator_contact, "
        "last_meeting_date, days_inactive, max_episode_reached, episodes_remaining, progress_pct, member_count, city, "
        f"province, reason, reason_code, reason_values from ngeshare.rescuable_groups where {_RESCUE_FILTERS} "
        f"{_first(limit, 'group_id', order, of='ngeshare.rescuable_groups', where=_RESCUE_FILTERS)}"
        f"order by {order} limit :limit",
        as_of=as_of,
        courses=list(courses),
        cities=list(cities),
        facilitators=list(facilitators),
        limit=limit,
    )


@question("ngeshare.rescuable_groups", explained_by="ngeshare.v_rescue_list")
def rescue_totals(
    *,
    courses: Sequence[str] = (),
    cities: Sequence[str] = (),
    facilitators: Sequence[str] = (),
    as_of: date | None = None,
) -> pd.DataFrame:
    """How many groups of the rescue list are these, and how many of them have no city? One row.

    Columns: groups, groups_without_city. Source: ngeshare.rescuable_groups.
    """
    return query.frame(
        "select count(*) as groups, count(*) filter (where city is null) as groups_without_city "
        f"from ngeshare.rescuable_groups where {_RESCUE_FILTERS}",
        as_of=as_of,
        courses=list(courses),
        cities=list(cities),
        facilitators=list(facilitators),
    )


@question("ngeshare.people_of")
def people_of(
    *,
    courses: Sequence[str] = (),
    cities: Sequence[str] = (),
    facilitators: Sequence[str] = (),
    as_of: date | None = None,
) -> pd.DataFrame:
    """How many different people stand behind these groups of the rescue list?

    One row; columns: members, facilitators, groups_without_facilitator. Source: ngeshare.people_of.
    """
    known = query.known(
        f"select group_id from ngeshare.rescuable_groups where {_RESCUE_FILTERS}",
        as_of=as_of,
        courses=list(courses),
        cities=list(cities),
        facilitators=list(facilitators),
    )
    return query.frame(
        "select members, facilitators, groups_without_facilitator from ngeshare.people_of(cast(:group_ids as text[]))",
        as_of=as_of,
        group_ids=known["group_id"].to_list(),
    )


@question("ngeshare.rescue_choices")
def rescue_choices(*, as_of: date | None = None) -> pd.DataFrame:
    """By which courses, cities and facilitators can the rescue list be narrowed? Courses in curriculum order.

    Columns: kind (course, city, facilitator), choice (its most usual spelling). Source: ngeshare.rescue_choices.
    """
    return query.frame(
        "select kind, choice from ngeshare.rescue_choices order by ops.sort_key(kind), place, ops.sort_key(choice)",
        as_of=as_of,
    )


@question("ngeshare.rescue_directory")
def rescue_cities(
    *,
    courses: Sequence[str] = (),
    cities: Sequence[str] = (),
    facilitators: Sequence[str] = (),
    as_of: date | None = None,
) -> pd.DataFrame:
    """How many groups of the rescue list has each city, and how many the place on the map that it lies in? Most first.

    Columns: city (its most usual spelling), groups, place_groups (a city's quarters share its place).
    Source: ngeshare.rescue_directory.
    """
    known = query.known(
        "select distinct usual_city from ngeshare.rescue_directory where usual_city is not null", as_of=as_of
    )
    named = known["usual_city"].to_list()
    return query.frame(
        "select city, groups, (sum(groups) over (partition by coalesce(spot, city)))::bigint as place_groups "
        "from (select usual_city as city, spot, count(*) as groups from ngeshare.rescue_directory "
        "inner join unnest(cast(:named as text[]), cast(:spots as text[])) as placed (usual_city, spot) "
        "using (usual_city) "
        f"where {_RESCUE_FILTERS} group by usual_city, spot) as counted order by groups desc, ops.sort_key(city)",
        as_of=as_of,
        named=named,
        spots=places.spots(named),
        courses=list(courses),
        cities=list(cities),
        facilitators=list(facilitators),
    )


@question("ngeshare.facilitator_figures", needs="facilitators")
def facilitator_figures(*, as_of: date | None = None) -> pd.DataFrame:
    """How many facilitators are there, active, risen from membership, new? One row.

    Columns: total_facilitators, active_facilitators, alumni_facilitators, alumni_pct (0 to 100; missing without
    facilitators), new_this_month (so far), new_the_month_before (missing: the first one began this month).
    Source: ngeshare.facilitator_figures.
    """
    return query.frame(
        "select total_facilitators, active_facilitators, alumni_facilitators, alumni_pct, new_this_month, "
        "new_the_month_before from ngeshare.facilitator_figures",
        as_of=as_of,
    )


@question("ngeshare.v_facilitator_growth_monthly", needs="facilitators")
def facilitator_growth_monthly(*, months: int | None = None, as_of: date | None = None) -> pd.DataFrame:
    """How many facilitators are new each month? From the first one's month to the running one, or the last `months`.

    Columns: month (its first day), new_facilitators, cumulative_facilitators.
    Source: ngeshare.v_facilitator_growth_monthly.
    """
    return query.frame(
        "select month, new_facilitators, cumulative_facilitators from ("
        "select month, new_facilitators, cumulative_facilitators from ngeshare.v_facilitator_growth_monthly "
        "order by month desc limit :months) as newest order by month",
        as_of=as_of,
        months=months,
    )


@question("ngeshare.v_facilitator_alumni", needs="facilitators")
def facilitators(*, limit: int | None = None, as_of: date | None = None) -> pd.DataFrame:
    """Who leads groups, since when, and who was a member before? Newest first; the first `limit`.

    Columns: facilitator_id, facilitator_name, is_alumni, member_since (missing: never a member), facilitator_since.
    Source: ngeshare.v_facilitator_alumni.
    """
    return query.frame(
        "select facilitator_id, facilitator_name, is_alumni, member_since, facilitator_since "
        'from ngeshare.v_facilitator_alumni order by facilitator_since desc, facilitator_id collate "C" limit :limit',
        as_of=as_of,
        limit=limit,
    )


@question("ngeshare.what_counts")
def what_counts(*, days: int = 0, hours: int = 0, as_of: date | None = None) -> pd.DataFrame:
    """How many of the copied rows do the pages rest on, until which day, and is that before the last days?

    Columns: subject, position, copied, counted, left_out, last_day, named (list), is_over. What must count first comes
    first. Reads all of history: asked only where there is nothing to show. Source: ngeshare.what_counts.
    """
    return query.frame(counted.statement_of("ngeshare"), days=days, hours=hours, as_of=as_of)
