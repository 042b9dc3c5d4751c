"""Courses one below the other, each under its own name: a name beside the rows would take a phone's half."""

from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import pandas as pd

from analytics.theme import Palette
from analytics.ui.charts.layers import tooltip
from analytics.ui.i18n import gettext as _

NAME_SIZE = 13
NAME_HEIGHT = 26
"""Pixels above a row that its name takes."""


@dataclass(frozen=True)
class CourseRows:
    """A band of `high` pixels for each course, in the order given, and its name above it."""

    courses: Sequence[str]
    high: int

    @property
    def height(self) -> int:
        return self._step * max(len(self.courses), 1)

    @property
    def _step(self) -> int:
        return self.high + NAME_HEIGHT

    def y(self, *, at: float = 0.5) -> alt.Y:
        """Where the marks stand: in the middle of their band, or `at` another part of it."""
        # Half a name before the first band and behind the last: a step is then the same, also where there is one.
        gap = NAME_HEIGHT / self._step
        scale = alt.Scale(
            domain=list(self.courses),
            range=[NAME_HEIGHT / 2, self.height + NAME_HEIGHT / 2],
            paddingInner=gap,
            paddingOuter=gap / 2,
        )
        return alt.Y("course:N", title=None, axis=None, scale=scale, bandPosition=at)

    def names(self, palette: Palette) -> alt.Chart:
        """The names, at the left edge."""
        what = _("Course")
        shown = pd.DataFrame({"course": course, "sentence": f"{what}: {course}"} for course in self.courses)
        named: alt.Chart = (
            alt.Chart(shown)
            .mark_text(
                align="left",
                baseline="bottom",
                dy=-5,
                fontSize=NAME_SIZE,
                fontWeight=600,
                color=palette.text,
                limit=alt.ExprRef("width"),
            )
            .encode(x=alt.value(0), y=self.y(at=0), text="course:N", tooltip=tooltip())
        )
        return named
