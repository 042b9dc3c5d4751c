"""Cards, tables, axes and tooltips write a number in one way: as the browser's region does in the reader's language."""

import ast
from itertools import cycle

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as some

from analytics.ui import i18n, numbers
from analytics.ui.i18n import LOCALE_DIRECTORY

REGIONS = ("es-MX", "es-PE", "es-EC", "es-ES", "id-ID", "en-US", "en-IN", "en-ZA", "en-CH", "fr-FR", "")

KIT = LOCALE_DIRECTORY.parent / "analytics" / "ui"


def by_vega(value: int) -> str:
    """A whole number as d3 writes it with the format `,d`: groups of digits from the last, the list over and over."""
    said = numbers.vega_locale()["number"]
    digits, groups = str(abs(value)), []
    for size in cycle(said["grouping"]):
        if not digits:
            break
        digits, group = digits[:-size], digits[-size:]
        groups.insert(0, group)
    return (said["minus"] if value < 0 else "") + said["thousands"].join(groups)


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("language", ["en", "es", "id"])
@given(value=some.integers(-(10**13), 10**13))
def test_an_axis_writes_a_number_as_a_card_does(region: str, language: str, value: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(i18n, "language", lambda: language)
        patch.setattr(i18n, "locale", lambda: i18n._locale(language, region))
        assert by_vega(value) == numbers.whole(value)
        decimal = numbers.vega_locale()["number"]["decimal"]
        assert decimal in numbers.decimal(0.5)


@pytest.mark.parametrize(("region", "written"), [("es-MX", "20,000,000"), ("es-EC", "20.000.000"), ("", "20.000.000")])
def test_the_region_decides_where_its_language_is_the_readers(region: str, written: str) -> None:
    locale = i18n._locale("es", region)
    assert format_decimal(20_000_000, locale=locale) == written


def test_nothing_but_the_numbers_of_the_kit_formats_a_number_for_the_reader() -> None:
    """A format of Python's (`{:,}`) or of Vega's own (but `,d`, which follows the locale) would be another habit."""
    own = {
        f"{path.relative_to(KIT)}:{node.lineno}"
        for path in KIT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue)
        and node.format_spec is not None
        and any(
            isinstance(part, ast.Constant) and set(str(part.value)) & set(",_.%fn") for part in node.format_spec.values
        )
    }
    formats = {
        word.value.value
        for path in KIT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "alt.Axis"
        for word in node.keywords
        if word.arg == "format" and isinstance(word.value, ast.Constant)
    }
    assert own == set()
    assert formats <= {",d"}
