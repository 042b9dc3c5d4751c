"""Whether the warehouse agrees with the sources: by counts after every sync, row by row when somebody verifies."""

from analytics import checks
from analytics.ui import loaders
from analytics.ui.i18n import gettext as _
from analytics.ui.markdown import markdown
from analytics.ui.operations import columns
from analytics.ui.parts import part
from analytics.ui.sections import section


@part
def draw() -> None:
    """Row counts, then verifications."""
    section(
        _("Do the row counts agree?"),
        loaders.ask(checks.validation),
        name="row_counts",
        columns=columns.validation(),
        caption=_("Rows in the source's snapshot against rows in the warehouse, after each table's newest load."),
        empty=_("No table has been loaded yet."),
    )
    section(
        _("Compared row by row"),
        loaders.ask(checks.verifications),
        name="verifications",
        columns=columns.verifications(),
        caption=markdown(
            _("The newest verification of each table. `atalaya verify` compares, `atalaya verify --repair` mends.")
        ),
        empty=markdown(_("Nothing has been verified yet. Run `atalaya verify`.")),
    )
