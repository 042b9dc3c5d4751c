"""The one list of domains: what settings, schemas, sync and documentation derive from.

Plain names only. To add a domain, add its row; docs/a-new-source.md says what else it takes.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Domain:
    """One production database and everything that is made of it; `name` is that of its query module too."""

    name: str
    source: str
    """Its name in settings, on the command line and in `ops`."""
    raw_schema: str
    """Where its tables are, in production and in the warehouse."""
    derived_schema: str
    """Where its facts and views are."""
    pages: tuple[str, ...]
    """The pages that show it, as files under pages/."""
    rebuild: str
    """The function that makes its facts anew from its raw tables."""

    @property
    def url_setting(self) -> str:
        """The field of the settings that holds its production's URL."""
        return f"source_{self.source}_url"

    @property
    def incoming_schema(self) -> str:
        """Where its first loads wait until they are whole."""
        return f"incoming_{self.source}"

    @property
    def quality(self) -> str:
        """The view of its data quality checks."""
        return f"{self.derived_schema}.data_quality"

    @property
    def quality_report(self) -> str:
        """The function, where there is one, that makes the same of what changed since the last report."""
        return f"{self.derived_schema}.quality_report"

    @property
    def identities(self) -> str:
        """The view of what its facts add up to, beside what they should by its raw rows."""
        return f"{self.derived_schema}.identities"

    @property
    def refresh(self) -> str:
        """The function that brings its facts up to date for changed ranges."""
        return f"{self.derived_schema}.refresh_facts"

    @property
    def repair(self) -> str:
        """The function, where its facts outlive raw rows, that makes them forget what production has no more."""
        return f"{self.derived_schema}.repair_facts"


DOMAINS = (
    Domain(
        name="curriculum",
        source="ngeshare",
        raw_schema="public",
        derived_schema="ngeshare",
        pages=("home", "curriculum_funnel", "rescue_list", "facilitator_growth"),
        rebuild="ngeshare.rebuild_facts",
    ),
    Domain(
        name="engagement",
        source="academy",
        raw_schema="academy",
        derived_schema="mgmt",
        pages=("engagement_panel",),
        rebuild="mgmt.rebuild_facts",
    ),
    Domain(
        name="advisors",
        source="teloo",
        raw_schema="teloo",
        derived_schema="kpi",
        pages=("advisor_rankings",),
        rebuild="kpi.refresh_all_mv",
    ),
    Domain(
        name="classroom",
        source="classwaves",
        raw_schema="classwaves",
        derived_schema="analytics",
        pages=("classroom_sessions",),
        rebuild="analytics.rebuild_facts",
    ),
    Domain(
        name="timeline",
        source="learning",
        raw_schema="learning",
        derived_schema="timeline",
        pages=("student_timeline",),
        rebuild="timeline.backfill",
    ),
)
