"""Operations: what the syncs did, what went wrong, whether the counts agree, what is odd in the data."""

from analytics import operations, ui
from analytics.ui import _

ui.page(
    _("Operations"),
    _("What each sync did, what went wrong, whether the row counts agree, and what is odd in the data."),
    domain="ngeshare",
)

runs = ui.current(operations.runs)
ui.stop_when_empty(runs.empty, what=_("Every sync with its rows, durations and errors."))
with ui.row():
    run = int(ui.one_of_many(_("Run"), ui.runs_in_words(runs), name="run", default=str(runs["run"].iloc[0])))

chosen = runs[runs["run"] == run].iloc[0]
ui.run_notice(chosen["message"])
ui.cards(ui.run_cards(chosen))
tables = ui.current(operations.tables_of_run, run=run)
ui.section(
    _("Rows and time per table"),
    tables,
    name="run_tables",
    view="ops.sync_log",
    picture=lambda: ui.charts.rows_per_table(tables, palette=ui.colours()),
    columns=ui.columns.run_tables(),
    empty=_("This run has not finished a table yet."),
)
ui.section(
    _("Errors of the run"),
    ui.current(operations.errors, run=run),
    name="run_errors",
    view="ops.sync_error_log",
    columns=ui.columns.errors(),
    caption=_("Errors that a retry overcame are listed too."),
    empty=_("No error."),
)
ui.section(
    _("Do the row counts agree?"),
    ui.current(operations.validation),
    name="row_counts",
    view="ops.table_validation",
    columns=ui.columns.validation(),
    caption=_("Rows in the source's snapshot against rows in the warehouse, after each table's newest load."),
    empty=_("No table has been loaded yet."),
)
ui.section(
    _("Data quality"),
    ui.current(operations.quality, run=run),
    name="data_quality",
    view="ops.data_quality",
    columns=ui.columns.quality(),
    caption=_("What this run found odd in the data, with up to five keys to look up."),
    empty=_("This run was not checked: it ended before the report."),
)
ui.section(
    _("All runs"),
    runs,
    name="runs",
    view="ops.run_history",
    columns=ui.columns.runs(),
    caption=_("Newest first."),
    empty=_("No sync has run yet."),
)
