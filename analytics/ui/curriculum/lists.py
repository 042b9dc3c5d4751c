"""Lists put together for a section: names beside ids."""

from analytics.ui.answers import Answer


def named(findings: Answer, groups: Answer) -> Answer:
    """Findings that only know a group's id, with the group's name and place; those of groups not shown fall away."""
    known = ["group_id", "group_name", "course_name", "facilitator_name", "city", "province"]
    extra = [name for name in known if name == "group_id" or name not in findings.frame.columns]
    return findings.showing(findings.frame.merge(groups.frame[extra], on="group_id", how="inner"))
