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
    """Sums of facts, row counts, then verifications."""
    disagreements = loaders.ask(checks.disagreements)
    section(
        _("Do the facts add up?"),
        loaders.ask(checks.self_checks),
        name="self_checks",
        columns=columns.self_checks(),
        caption=_(
            "Sums of facts against sums of the rows that they are made of, as of now and of an earlier day; "
            "checked at every start and every night."
        ),
        empty=markdown(_("Nothing has been checked yet. Run `atalaya check`.")),
    )
    if disagreements.rows:
        section(
            _("Sums that disagree"),
            disagreements,
            name="disagreements",
            columns=columns.disagreements(),
            caption=markdown(
                _("Numbers made of them are wrong. Run `atalaya verify --facts --repair`: it mends, and checks again.")
            ),
            empty=_("All agree."),
        )
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
