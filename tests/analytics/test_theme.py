"""The palette: legible in both modes, and the same in Python and in Streamlit's configuration."""

import re
import tomllib
from itertools import chain

import pytest

from analytics import theme
from analytics.ui.i18n import LOCALE_DIRECTORY

PROJECT = LOCALE_DIRECTORY.parent


@pytest.mark.parametrize("palette", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_text_and_marks_reach_double_a(palette: theme.Palette) -> None:
    for ground in (palette.ground, palette.panel):
        assert theme.contrast(palette.text, ground) >= 4.5
        assert theme.contrast(palette.quiet, ground) >= 4.5
    assert theme.contrast(palette.on_primary, palette.primary) >= 4.5
    assert theme.contrast(palette.primary, palette.panel) >= 4.5
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


USED_AS_TEXT = {
    "ground": {"text", "quiet", "primary"},
    "panel": {"text", "quiet", "primary"},
    "primary": {"on_primary"},
}
"""What is written, on what."""


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_every_text_colour_reads_on_every_ground(mode: str) -> None:
    palette = theme.palette(mode)
    configured = tomllib.loads((PROJECT / ".streamlit/config.toml").read_text(encoding="utf-8"))["theme"][mode]
    grounds = {configured["backgroundColor"], configured["secondaryBackgroundColor"], palette.ground, palette.panel}
    written = {
        value for name, value in configured.items() if name.endswith("TextColor") or name in {"textColor", "linkColor"}
    }
    for ground in grounds:
        assert {text for text in written if theme.contrast(text, ground) < 4.5} == set()
    for ground, texts in USED_AS_TEXT.items():
        for text in texts:
            assert theme.contrast(getattr(palette, text), getattr(palette, ground)) >= 4.5, (text, ground)


def test_the_colour_of_a_status_is_no_colour_of_text() -> None:
    """Marks need three to one, texts four and a half; only the colours for text have it."""
    written = re.compile(r"mark_text\([^)]*color=STATUS|labelColor=STATUS|titleColor=STATUS|fontcolor=.*STATUS")
    assert [path.name for path in PROJECT.glob("analytics/ui/**/*.py") if written.search(path.read_text("utf-8"))] == []


def test_the_style_of_pages_names_no_colour_of_its_own() -> None:
    style = (PROJECT / "analytics/document/page.css").read_text(encoding="utf-8")
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|rgb|hsl", style) == []


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
