"""The palette: the only place, with .streamlit/config.toml, where a colour has a value."""

from dataclasses import dataclass
from types import MappingProxyType

STATUS = MappingProxyType(
    {
        "GRADUATED": "#0072B2",
        "ACTIVE": "#009E73",
        "STALLED": "#D55E00",
        "NOT_STARTED": "#8A8F8D",
        "ANOMALY": "#CC79A7",
    }
)
"""Colour-blind safe, the same on every page and in both modes; never without a word beside it."""

OUTCOME = MappingProxyType(
    {
        "succeeded": STATUS["ACTIVE"],
        "mismatch": STATUS["ANOMALY"],
        "differs": STATUS["ANOMALY"],
        "failed": STATUS["STALLED"],
        "skipped": STATUS["NOT_STARTED"],
    }
)
"""How a table fared in a run; what did not succeed says so beside its colour."""

STEP_OF_HEIGHTS, HIGHEST_CHART = 2, 1_200
"""Pixels: for which heights of charts the page has a rule that keeps their place free."""


@dataclass(frozen=True)
class Palette:
    """The colours of one mode."""

    ground: str
    panel: str
    text: str
    quiet: str
    line: str
    primary: str
    on_primary: str
    previous: str

    def ramp(self, share: float) -> str:
        """The teal for a quantity from 0 (ground) to 1 (primary)."""
        return mixed(self.ground, self.primary, share)


LIGHT = Palette(
    ground="#FFFFFF",
    panel="#F4F7F6",
    text="#17211F",
    quiet="#56635F",
    line="#DCE4E1",
    primary="#0F6E63",
    on_primary="#FFFFFF",
    previous="#8A8F8D",
)
DARK = Palette(
    ground="#0F1715",
    panel="#18231F",
    text="#E8EFEC",
    quiet="#9FB0AA",
    line="#2C3A35",
    primary="#4FC3B0",
    on_primary="#0F1715",
    previous="#8A8F8D",
)


def palette(mode: str | None) -> Palette:
    """The palette of "dark", else of light."""
    return DARK if mode == "dark" else LIGHT


def rgb(colour: str) -> tuple[int, int, int]:
    """`#0F6E63` as (15, 110, 99)."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(start: str, end: str, share: float) -> str:
    """The colour that lies `share` of the way from `start` to `end`."""
    # drawing: a colour between two
    parts = (round(a + (b - a) * share) for a, b in zip(rgb(start), rgb(end), strict=True))
    return "#{:02X}{:02X}{:02X}".format(*parts)


def contrast(one: str, other: str) -> float:
    """WCAG contrast ratio, 1 to 21."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in rgb(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)
