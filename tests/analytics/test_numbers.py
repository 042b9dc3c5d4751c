"""How numbers are written: rounded half away from zero, and never 0 % or 100 % of what is only close to it."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from analytics.ui import i18n, numbers


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0%"),
        (0.004, "< 0.01%"),
        (0.04, "0.04%"),
        (0.4, "0.4%"),
        (0.5, "1%"),
        (2.5, "3%"),
        (-2.5, "-3%"),
        (99.4, "99%"),
        (99.5, "99.5%"),
        (99.96, "99.96%"),
        (99.996, "> 99.99%"),
        (99.999999999999, "100%"),
        (100, "100%"),
        (100.4, "100.4%"),
        (140, "140%"),
        (Decimal("50.00"), "50%"),
    ],
)
def test_percents(value: float, written: str) -> None:
    with i18n.speaking("en"):
        assert numbers.percent(value) == written


@given(some.decimals(-1000, 1000, places=6))
@example(Decimal("99.995"))
@example(Decimal("0.005"))
def test_zero_and_all_are_written_of_nothing_else(value: Decimal) -> None:
    with i18n.speaking("en"):
        written = numbers.percent(value)
    assert (written in {"0%", "-0%", "100%"}) == (value in {0, 100})


@given(some.integers(-10_000, 10_000))
def test_halves_go_away_from_zero(number: int) -> None:
    with i18n.speaking("en"):
        shown = numbers.whole(Decimal(number) + Decimal("0.5") * (1 if number >= 0 else -1))
    assert int(shown.replace(",", "")) == number + (1 if number >= 0 else -1)


def test_every_form_rounds_alike() -> None:
    with i18n.speaking("en"):
        assert (numbers.decimal(0.25), numbers.days(2.5), numbers.size(1_250), numbers.signed(-2.5)) == (
            "0.3",
            "3 d",
            "1.3 kB",
            "-3",
        )


def test_a_ratio_is_taken_as_it_is_written() -> None:
    """0.145 · 100 is 14.499999999999998 in binary floating point."""
    with i18n.speaking("en"):
        assert (numbers.share(0.145), numbers.change(-0.145), numbers.change(0.004)) == ("15%", "-15%", "+0.4%")


def test_a_range_follows_the_same_rule() -> None:
    with i18n.speaking("es"):
        assert numbers.percent_range(0.4, 99.5) == "0,4–99,5"
