"""The sections of Advisor Rankings that have choices of their own: its months, and its advisors."""

from functools import partial

from analytics import advisors
from analytics.ui import filters, loaders, rules
from analytics.ui.advisors import choices, columns
from analytics.ui.advisors.detail import selected_advisor
from analytics.ui.advisors.months import measured_months
from analytics.ui.advisors.words import with_intervals
from analytics.ui.answers import Answer
from analytics.ui.i18n import gettext as _
from analytics.ui.parts import part
from analytics.ui.sections import opened, section


@part
def months_section(months: Answer) -> None:
    """The marketplace's months, in the measure that the reader chooses."""
    heading = _("Month by month")
    with (place := opened(heading, name="months")), filters.row(of="months"):
        measure = choices.chosen_measure()
    section(
        heading,
        months,
        within=place,
        picture=partial(measured_months, measure=measure),
        columns=columns.months(),
        caption=_(
            "The running month is drawn as an outline. A month counts the requests made in it, with all their offers."
        ),
        empty=_("There is no request yet."),
    )


@part
def ranking_section() -> None:
    """The best advisors, by place, name, level and state; the one that is selected in full."""
    heading = _("Advisors")
    with (place := opened(heading, name="advisors")), filters.row():
        by_city, search = choices.ranked_by_city(), choices.searched_advisor()
        narrowed = choices.chosen_advisors(loaders.ask(advisors.choices))
    found = loaders.ask(advisors.ranked, by_city=by_city, search=search, **narrowed)
    section(
        heading,
        found.showing(with_intervals(found.frame)),
        name="advisors",
        within=place,
        columns=columns.ranking(by_city=by_city),
        caption=rules.filled(
            _(
                "The last {teloo.ranking_days:days}; change against as many before. In brackets the range in which the "
                "true rate lies with 95 % certainty. Click a row for the advisor; the best 200 are shown."
            )
        ),
        empty=_("No advisor fits."),
        selection=selected_advisor(),
    )
