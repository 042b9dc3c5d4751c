"""The sixteen ngeShare views, computed from the raw rows in plain Python, slowly and without SQL.

Written from the contract's sentences alone, so that a misreading shows as a disagreement with the warehouse.
"""

from collections.abc import Callable
from datetime import date, datetime

from tests.oracle.curriculum import groups as ngeshare_groups
from tests.oracle.curriculum import people as ngeshare_people
from tests.oracle.curriculum import pipeline as ngeshare_pipeline
from tests.oracle.curriculum.groups import Programme, Row, Rules
from tests.oracle.curriculum.organisation import Organisation

VIEWS: dict[str, Callable[[Programme], list[Row]]] = {
    "v_group_summary": ngeshare_groups.group_summary,
    "v_group_progress": ngeshare_groups.group_progress,
    "v_member_roster": ngeshare_people.member_roster,
    "v_group_status": ngeshare_groups.group_status,
    "v_facilitator_alumni": ngeshare_people.facilitator_alumni,
    "v_curriculum_pipeline": ngeshare_pipeline.curriculum_pipeline,
    "v_member_journey": ngeshare_people.member_journey,
    "v_facilitator_growth": ngeshare_people.facilitator_growth,
    "v_facilitator_growth_monthly": ngeshare_people.facilitator_growth_monthly,
    "v_curriculum_funnel": ngeshare_pipeline.curriculum_funnel,
    "v_curriculum_flow": ngeshare_pipeline.curriculum_flow,
    "v_episode_dropoff": ngeshare_pipeline.episode_dropoff,
    "v_rescue_list": ngeshare_groups.rescue_list,
    "v_time_to_graduate": ngeshare_pipeline.time_to_graduate,
    "v_time_to_graduate_outliers": ngeshare_pipeline.time_to_graduate_outliers,
    "v_pipeline_anomalies": ngeshare_pipeline.pipeline_anomalies,
}


def compute(
    organisation: Organisation,
    as_of: datetime | date,
    rules: Rules = Rules(),  # noqa: B008  it never changes
) -> dict[str, list[Row]]:
    """Every view's rows, in the contract's column order, without the free text of `reason` and `detail`."""
    programme = Programme(organisation, as_of, rules)
    return {view: rows_of(programme) for view, rows_of in VIEWS.items()}
