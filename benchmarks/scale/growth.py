"""A straight line through a few measurements, and how well they keep to it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy


@dataclass(frozen=True)
class Growth:
    """`fixed + each * rows`; `residual` is the largest distance of a measurement from the line, as a share of it."""

    fixed: float
    each: float
    residual: float

    def at(self, rows: float) -> float:
        """What the line says of so many rows."""
        return self.fixed + self.each * rows


def growth(rows: Sequence[float], measured: Sequence[float]) -> Growth:
    """The line of least squares through at least two measurements."""
    each, fixed = (float(found) for found in numpy.polyfit(rows, measured, 1))
    line = Growth(fixed, each, 0.0)
    distances = [abs(value - line.at(row)) / value for row, value in zip(rows, measured, strict=True) if value]
    return Growth(fixed, each, max(distances, default=0.0))
