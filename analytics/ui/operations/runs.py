"""One run, whichever the reader picks, and the list of all."""

from typing import Any

import pandas as pd

from analytics import operations
from analytics.ui import cards, filters, loaders
from analytics.ui.i18n import gettext as _
from analytics.ui.operations import columns, sentences
from analytics.ui.operations.cards import run_cards
from analytics.ui.operations.run_timeline import run_timeline
from analytics.ui.sections import colours, section


def draw() -> None:
    """Timeline, speed and errors of one run; below, every run."""
    runs = loaders.current(operations.runs)
    with filters.row():
        run = filters.one_of_many(_("Run"), sentences.runs_in_words(runs), name="run", default=str(runs["run"].iloc[0]))
    _one(runs[runs["run"] == int(run)].iloc[0])
    section(
        _("All runs"),
        runs,
        name="runs",
        view="ops.run_history",
        columns=columns.runs(),
        caption=_("Newest first."),
        empty=_("No sync has run yet."),
        live=True,
    )


def _one(run: "pd.Series[Any]") -> None:
    number = int(run["run"])
    sentences.run_notice(run["message"])
    cards.cards(run_cards(run))
    tables = loaders.current(operations.tables_of_run, run=number)
    nothing = (
        _("A restore brings rows back without a record per table.")
        if run["kind"] == "restore"
        else _("This run has not finished a table yet.")
    )
    section(
        _("When each table had its turn"),
        tables,
        name="run_timeline",
        view="ops.run_tables",
        picture=lambda: run_timeline(tables, palette=colours()),
        columns=columns.run_times(),
        caption=_("Bars show from when to when; beside them is the time spent, and how it ended unless it succeeded."),
        empty=nothing,
        live=True,
    )
    section(
        _("Rows and speed per table"),
        tables,
        name="run_tables",
        view="ops.run_tables",
        columns=columns.verified_tables() if run["kind"] == "verify" else columns.run_tables(),
        caption=_("Speeds are per second spent on the table; those above are per second of the whole run."),
        empty=nothing,
        live=True,
    )
    section(
        _("Errors of the run"),
        loaders.current(operations.errors, run=number),
        name="run_errors",
        view="ops.sync_error_log",
        columns=columns.errors(),
        caption=_("Errors that a retry overcame are listed too. Key is that of the row that failed, where one did."),
        empty=_("No error."),
        live=True,
    )
