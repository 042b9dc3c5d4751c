"""Lists put together for a section: names beside ids, groups by city."""

import pandas as pd

from analytics.ui.answers import Answer


def named(findings: Answer, groups: Answer) -> Answer:
    """Findings that only know a group's id, with the group's name and place; those of groups not shown fall away."""
    known = ["group_id", "group_name", "course_name", "facilitator_name", "city", "province"]
    extra = [name for name in known if name == "group_id" or name not in findings.frame.columns]
    return findings.showing(findings.frame.merge(groups.frame[extra], on="group_id", how="inner"))


def groups_per_city(groups: pd.DataFrame) -> pd.DataFrame:
    """How many of these groups each city has, most first. Columns: city, groups."""
    counted = groups["city"].dropna().value_counts()
    return pd.DataFrame({"city": counted.index.astype("str"), "groups": counted.to_numpy()})
