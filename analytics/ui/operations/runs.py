"""One run, whichever the reader picks, and the list of all."""

from analytics import operations
from analytics.ui import filters, loaders
from analytics.ui.answers import Answer
from analytics.ui.cards import cards
from analytics.ui.i18n import gettext as _
from analytics.ui.operations import columns, sentences
from analytics.ui.operations.cards import run_cards
from analytics.ui.operations.run_timeline import run_timeline
from analytics.ui.parts import part
from analytics.ui.sections import section


@part
def draw() -> None:
    """Timeline, speed and errors of one run; below, every run."""
    runs = loaders.ask(operations.runs)
    with filters.row():
        run = filters.one_of_many(
            _("Run"), sentences.runs_in_words(runs.rows), name="run", default=str(runs.rows[0]["run"])
        )
    asked = runs.showing(runs.frame[runs.frame["run"].astype(str) == run])
    if asked.empty:
        filters.say(_("No run has this number, or it is too long ago to be listed. Choose one from the list."))
    else:
        _one(asked)
    section(
        _("All runs"),
        runs,
        columns=columns.runs(),
        caption=_("Newest first."),
        empty=_("No sync has run yet."),
    )


def _one(asked: Answer) -> None:
    run = asked.row
    number = run["run"]
    sentences.run_notice(run["message"])
    cards(asked, run_cards(run))
    tables = loaders.ask(operations.tables_of_run, run=number)
    nothing = (
        _("A restore brings rows back without a record per table.")
        if run["kind"] == "restore"
        else _("This run has not finished a table yet.")
    )
    section(
        _("When each table had its turn"),
        tables,
        name="run_timeline",
        picture=run_timeline,
        columns=columns.run_times(),
        caption=_("Bars show from when to when; beside them is the time spent, and how it ended unless it succeeded."),
        empty=nothing,
    )
    section(
        _("Rows and speed per table"),
        tables,
        name="run_tables",
        columns=columns.verified_tables() if run["kind"] == "verify" else columns.run_tables(),
        caption=_("Speeds are per second spent on the table; those above are per second of the whole run."),
        empty=nothing,
    )
    section(
        _("Errors of the run"),
        loaders.ask(operations.errors, run=number),
        name="run_errors",
        columns=columns.errors(),
        caption=_("Errors that a retry overcame are listed too. Key is that of the row that failed, where one did."),
        empty=_("No error."),
    )
