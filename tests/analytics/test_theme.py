"""The palette: legible in both modes, and the same in Python and in Streamlit's configuration."""

import re
import tomllib
from itertools import chain

import pytest

from analytics.ui import theme
from analytics.ui.i18n import LOCALE_DIRECTORY

PROJECT = LOCALE_DIRECTORY.parent


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_and_marks_reach_double_a(palette: theme.Palette) -> None:
    for ground in (palette.ground, palette.panel):
        assert theme.contrast(palette.text, ground) >= 4.5
        assert theme.contrast(palette.quiet, ground) >= 4.5
    for mark in chain(theme.STATUS.values(), [palette.primary, palette.previous]):
        assert theme.contrast(mark, palette.ground) >= 3


@pytest.mark.parametrize(("mode", "palette"), [("light", theme.LIGHT), ("dark", theme.DARK)])
def test_streamlit_shows_the_same_palette(mode: str, palette: theme.Palette) -> None:
    configured = tomllib.loads((PROJECT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][mode]
    assert configured["backgroundColor"] == palette.ground
    assert configured["secondaryBackgroundColor"] == palette.panel
    assert configured["textColor"] == palette.text
    assert configured["primaryColor"] == palette.primary
    for name in ("greenTextColor", "redTextColor"):
        assert theme.contrast(configured[name], palette.ground) >= 4.5


def test_no_other_module_knows_a_colour() -> None:
    others = [*PROJECT.glob("analytics/**/*.py"), *PROJECT.glob("pages/*.py"), PROJECT / "Home.py"]
    found = {
        path.name
        for path in others
        if path.name != "theme.py" and re.search(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_the_ramp_runs_from_ground_to_primary() -> None:
    assert theme.LIGHT.ramp(0) == theme.LIGHT.ground
    assert theme.LIGHT.ramp(1) == theme.LIGHT.primary
