"""Exact numbers for the oracle: fractions all the way, rounded once at the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction


def rounded(value: Fraction | int, digits: int = 2) -> Decimal:
    """Half away from zero, from the exact value."""
    scaled = abs(Fraction(value)) * 10**digits
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(whole if value >= 0 else -whole).scaleb(-digits)


def percent(part: int, whole: int) -> Decimal | None:
    """0..100; nothing of nothing is unknown."""
    if whole == 0:
        return None
    return rounded(Fraction(100 * part, whole))


def percentile(values: Sequence[int], share: Fraction) -> Fraction:
    """PostgreSQL's percentile_cont: linear interpolation between the two nearest ranks."""
    ranked = sorted(values)
    position = share * (len(ranked) - 1)
    below = int(position)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (position - below) * (ranked[above] - ranked[below])
