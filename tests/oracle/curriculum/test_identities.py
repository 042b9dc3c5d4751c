"""Sums and sets that tie the ngeShare views together by any rules, so that one page never contradicts another."""

from collections import Counter
from itertools import pairwise
from typing import Any

import psycopg
from hypothesis import given
from hypothesis import strategies as st

from db.rules import change
from tests.oracle.curriculum.groups import Rules
from tests.oracle.reading import COLUMNS, read_records, seen_from
from tests.oracle.strategies import organisations_under, organisations_with_many_graduates, rules, thoroughly
from tests.thoroughness import part

Views = dict[str, list[dict[str, Any]]]


@thoroughly(examples=part(200, share=0.2))
@given(drawn=st.data(), in_force=st.just(Rules()) | rules())
def test_the_views_never_contradict_one_another(
    connection: psycopg.Connection[Any], drawn: st.DataObject, in_force: Rules
) -> None:
    example = drawn.draw(organisations_under(in_force) | organisations_with_many_graduates())
    with connection.transaction(force_rollback=True):
        change.apply(connection, in_force.values(), "a test")
        with seen_from(connection, *example):
            views = {view: read_records(connection, view) for view in COLUMNS}
    for identity in IDENTITIES:
        identity(views)
    whom_to_rescue_is_stalled_and_nearly_through(views, in_force)


def every_group_is_in_each_view_about_groups_once(views: Views) -> None:
    groups = Counter(row["group_id"] for row in views["v_group_summary"])
    assert set(groups.values()) <= {1}
    assert groups == Counter(row["group_id"] for row in views["v_group_progress"])
    assert groups == Counter(row["group_id"] for row in views["v_group_status"])


def the_statuses_sum_to_the_total(views: Views) -> None:
    statuses = ("groups_graduated", "groups_active", "groups_stalled", "groups_not_started")
    for row in views["v_curriculum_funnel"]:
        assert sum(row[status] for status in statuses) == row["groups_total"]
        assert row["groups_graduated"] + row["groups_active"] <= row["groups_started"] <= row["groups_total"]
        assert row["groups_continued"] <= row["groups_graduated"]


def the_funnel_counts_the_groups_of_each_status(views: Views) -> None:
    statuses = Counter((row["course_name"], row["status"]) for row in views["v_group_status"])
    for row in views["v_curriculum_funnel"]:
        for status in ("GRADUATED", "ACTIVE", "STALLED", "NOT_STARTED"):
            assert row[f"groups_{status.lower()}"] == statuses[row["course_name"], status]


def the_flow_sums_to_the_funnel(views: Views) -> None:
    leaving: Counter[str] = Counter()
    for edge in views["v_curriculum_flow"]:
        assert edge["groups"] > 0
        leaving[edge["source"]] += edge["groups"]
    for row in views["v_curriculum_funnel"]:
        assert leaving[row["course_name"]] == row["groups_total"]


def the_flow_to_the_next_course_is_who_continued(views: Views) -> None:
    edges = {(edge["source"], edge["target"]): edge["groups"] for edge in views["v_curriculum_flow"]}
    funnel = sorted(views["v_curriculum_funnel"], key=lambda row: row["sequence_order"])
    for row, following in pairwise(funnel):
        assert edges.get((row["course_name"], following["course_name"]), 0) == row["groups_continued"]
    assert funnel[-1]["groups_continued"] == 0


def the_dropoff_sums_to_the_stalled_groups(views: Views) -> None:
    stalled: Counter[str] = Counter()
    for row in views["v_episode_dropoff"]:
        stalled[row["course_name"]] += row["stalled_groups"]
    for row in views["v_curriculum_funnel"]:
        assert stalled[row["course_name"]] == row["groups_stalled"]


def a_course_has_a_peak_where_groups_stalled(views: Views) -> None:
    peaks = {row["course_name"] for row in views["v_episode_dropoff"] if row["is_peak"]}
    assert peaks == {row["course_name"] for row in views["v_curriculum_funnel"] if row["groups_stalled"]}


def whom_to_rescue_is_stalled_and_nearly_through(views: Views, in_force: Rules) -> None:
    met = {row["group_id"] for row in views["v_group_progress"] if row["total_meetings"]}
    nearly = {
        row["group_id"]
        for row in views["v_group_status"]
        if row["status"] == "STALLED" and row["progress_pct"] >= in_force.rescue_percent
    }
    assert nearly & met == {row["group_id"] for row in views["v_rescue_list"]}


def who_graduated_is_the_same_everywhere(views: Views) -> None:
    graduated = {row["group_id"] for row in views["v_group_status"] if row["status"] == "GRADUATED"}
    assert graduated == {row["group_id"] for row in views["v_group_progress"] if row["graduated_on"]}
    assert len(graduated) == sum(row["graduated_groups"] for row in views["v_time_to_graduate"])
    assert {row["group_id"] for row in views["v_time_to_graduate_outliers"]} <= graduated
    assert {row["group_a_id"] for row in views["v_curriculum_pipeline"]} <= graduated


def outliers_lie_between_the_fastest_and_the_slowest(views: Views) -> None:
    extremes = {row["course_name"]: row for row in views["v_time_to_graduate"]}
    for row in views["v_time_to_graduate_outliers"]:
        course = extremes[row["course_name"]]
        assert course["fastest_days"] <= row["days_to_graduate"] <= course["slowest_days"]
        assert (row["verdict"] == "FAST") == (row["days_to_graduate"] < course["median_days"])


def the_roster_counts_the_members_of_each_group(views: Views) -> None:
    members = Counter(row["group_id"] for row in views["v_member_roster"] if row["role"] == "MEMBER")
    for row in views["v_group_summary"]:
        assert row["member_count"] == members[row["group_id"]]


def the_roster_holds_the_facilitators_of_each_group(views: Views) -> None:
    facilitators = {
        (row["group_id"], row["user_id"]) for row in views["v_member_roster"] if row["role"] == "FACILITATOR"
    }
    per_group = Counter(group_id for group_id, _ in facilitators)
    for row in views["v_group_summary"]:
        assert row["needs_facilitator"] == (row["facilitator_id"] is None) == (per_group[row["group_id"]] == 0)
        assert row["has_extra_facilitators"] == (per_group[row["group_id"]] > 1)
        assert row["needs_facilitator"] or (row["group_id"], row["facilitator_id"]) in facilitators


def the_roster_knows_every_journey_and_every_facilitator(views: Views) -> None:
    seen = {role: {row["user_id"] for row in views["v_member_roster"] if row["role"] == role} for role in ROLES}
    assert seen["MEMBER"] == {row["user_id"] for row in views["v_member_journey"]}
    assert seen["FACILITATOR"] == {row["facilitator_id"] for row in views["v_facilitator_alumni"]}
    joined = sum(row["groups_joined"] for row in views["v_member_journey"])
    assert joined == sum(row["member_count"] for row in views["v_group_summary"])


def journeys_and_alumni_agree_on_who_facilitates(views: Views) -> None:
    since = {row["facilitator_id"]: row["facilitator_since"] for row in views["v_facilitator_alumni"]}
    for row in views["v_member_journey"]:
        assert row["is_facilitator_now"] == (row["user_id"] in since)
        assert row["became_facilitator_at"] == since.get(row["user_id"])


def growth_counts_the_facilitators(views: Views) -> None:
    [growth] = views["v_facilitator_growth"]
    alumni = [row for row in views["v_facilitator_alumni"] if row["is_alumni"]]
    assert growth["total_facilitators"] == len(views["v_facilitator_alumni"])
    assert growth["alumni_facilitators"] == len(alumni) <= growth["total_facilitators"]
    assert growth["active_facilitators"] <= growth["total_facilitators"]


def growth_by_month_ends_at_the_total(views: Views) -> None:
    months = sorted(views["v_facilitator_growth_monthly"], key=lambda row: row["month"])
    [growth] = views["v_facilitator_growth"]
    assert sum(row["new_facilitators"] for row in months) == growth["total_facilitators"]
    assert [row["cumulative_facilitators"] for row in months[-1:]] == [growth["total_facilitators"]] * bool(months)
    assert bool(months) == bool(growth["total_facilitators"])


def skipped_courses_are_the_pipelines_anomalies(views: Views) -> None:
    for row in views["v_curriculum_pipeline"]:
        assert row["is_anomaly"] == (row["skipped_courses"] > 0)
    skipped = {row["group_b_id"] for row in views["v_curriculum_pipeline"] if row["is_anomaly"]}
    assert skipped == found(views, "SKIPPED_COURSE")


def facilitator_anomalies_are_the_summarys_flags(views: Views) -> None:
    summary = views["v_group_summary"]
    extra = {row["group_id"] for row in summary if row["has_extra_facilitators"]}
    missing = {row["group_id"] for row in summary if row["needs_facilitator"]}
    assert extra == found(views, "EXTRA_FACILITATORS")
    assert missing == found(views, "NO_FACILITATOR")


def a_finding_is_reported_once(views: Views) -> None:
    findings = Counter((row["group_id"], row["kind"]) for row in views["v_pipeline_anomalies"])
    assert set(findings.values()) <= {1}


def found(views: Views, kind: str) -> set[str]:
    return {row["group_id"] for row in views["v_pipeline_anomalies"] if row["kind"] == kind}


ROLES = ("MEMBER", "FACILITATOR")
IDENTITIES = (
    every_group_is_in_each_view_about_groups_once,
    the_statuses_sum_to_the_total,
    the_funnel_counts_the_groups_of_each_status,
    the_flow_sums_to_the_funnel,
    the_flow_to_the_next_course_is_who_continued,
    the_dropoff_sums_to_the_stalled_groups,
    a_course_has_a_peak_where_groups_stalled,
    who_graduated_is_the_same_everywhere,
    outliers_lie_between_the_fastest_and_the_slowest,
    the_roster_counts_the_members_of_each_group,
    the_roster_holds_the_facilitators_of_each_group,
    the_roster_knows_every_journey_and_every_facilitator,
    journeys_and_alumni_agree_on_who_facilitates,
    growth_counts_the_facilitators,
    growth_by_month_ends_at_the_total,
    skipped_courses_are_the_pipelines_anomalies,
    facilitator_anomalies_are_the_summarys_flags,
    a_finding_is_reported_once,
)
