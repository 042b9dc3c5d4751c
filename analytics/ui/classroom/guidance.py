"""How often guidance and analyses stepped in: bars, each with its number."""

import altair as alt

from analytics.rows import Row
from analytics.theme import Palette
from analytics.ui import numbers
from analytics.ui.charts.bars import Bar, named_bars
from analytics.ui.classroom import words
from analytics.ui.i18n import gettext as _


def guidance_totals(totals: Row, *, palette: Palette) -> alt.LayerChart:
    """Over the whole period."""
    return named_bars(
        [Bar(word, totals[name], numbers.whole(totals[name])) for name, word in words.guidance_words().items()],
        title=_("Times"),
        palette=palette,
    )
