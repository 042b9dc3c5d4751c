"""The line through measurements, from which sizes that were not measured are told."""

import pytest

from benchmarks.scale.growth import growth


def test_measurements_on_a_line_are_the_line() -> None:
    line = growth([1, 3, 10], [7, 11, 25])
    assert (line.fixed, line.each, line.residual) == pytest.approx((5, 2, 0), abs=1e-9)
    assert line.at(1_000) == pytest.approx(2_005)


def test_the_distance_of_the_farthest_measurement_is_told() -> None:
    line = growth([0, 1, 2], [10, 10, 40])
    assert (line.fixed, line.each) == pytest.approx((5, 15))
    assert line.residual == pytest.approx(1.0)
