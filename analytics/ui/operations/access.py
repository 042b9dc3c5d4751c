"""Who saw data of single students, who changed the schedule, and for how long rows are kept."""

from analytics import access
from analytics.ui import clocks, loaders, numbers, words
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.parts import part
from analytics.ui.sections import section
from analytics.ui.tables import Column


@part
def draw() -> None:
    """The log, the changes of the schedule, and the settings of retention."""
    section(
        _("Access log"),
        loaders.ask(access.accesses),
        name="access_log",
        columns={
            "accessed_at": Column(_("When"), lambda value: numbers.moment(value, clocks.readers())),
            "who": Column(_("Who")),
            "action": Column(_("Way"), action_word),
            "what": Column(_("What")),
            "filters": Column(_("Filters")),
            "rows": Column(_("Rows"), numbers.whole),
        },
        caption=_("Who saw or took away data of single students, and when. Newest first."),
        empty=_("Nobody has seen data of single students yet."),
    )
    section(
        _("Changes of the schedule"),
        loaders.ask(access.schedule_changes),
        columns={
            "changed_at": Column(_("When"), lambda value: numbers.moment(value, clocks.readers())),
            "who": Column(_("Who")),
            "job": Column(_("Job"), words.job),
            "time_before": Column(_("Time before")),
            "time_after": Column(_("Time after")),
            "time_zone": Column(_("Time zone")),
        },
        caption=_("Who moved what the servers do by the clock to another time. Newest first."),
        empty=_("Nobody has changed the schedule yet."),
    )
    section(
        _("Retention"),
        loaders.ask(access.retention),
        columns={
            "table": Column(_("Table")),
            "keep_days": Column(_("Kept"), lambda days: numbers.days(days)),
            "removed_at": Column(_("Removed last"), lambda value: numbers.moment(value, clocks.readers())),
            "rows_removed": Column(_("Rows removed"), numbers.whole),
        },
        caption=markdown(
            _(
                "For how long rows are kept. Details of runs go after 90 days, and the runs stay. Data stay unless "
                "`ops.retention` says after how many days they go."
            )
        ),
        empty=_("No table has a retention setting."),
    )


def action_word(code: str) -> str:
    """How rows got out."""
    return {"view": _("seen"), "export": _("exported"), "api": _("read over the API")}.get(code, code)
