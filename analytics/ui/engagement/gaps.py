"""How long students stay away between two visits."""

from analytics.ui.answers import Answer
from analytics.ui.engagement import columns
from analytics.ui.engagement.bars import gap_bars
from analytics.ui.engagement.sentences import median_in_words
from analytics.ui.i18n import gettext as _
from analytics.ui.sections import section


def gap_sections(gaps: Answer, median: Answer) -> None:
    """The mean gap of everybody and of each level, and the median."""
    section(
        _("Days between visits"),
        gaps.showing(gaps.frame.dropna(subset=["avg_days_between_visits"])),
        picture=gap_bars,
        columns=columns.gaps(),
        caption=_("The mean of all gaps between a student's visit days, over all history."),
        empty=_("Nobody has come on two days yet, so there is nothing to measure."),
    )
    section(
        _("Median days between visits"),
        median.showing(median.frame.dropna()),
        columns=columns.median(),
        caption=median_in_words(median.row, gaps.frame),
        empty=_("Nobody has come on two days yet, so there is nothing to measure."),
        one_row=True,
    )
