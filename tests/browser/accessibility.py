"""axe-core's look at a page, and the few findings that are Streamlit's own."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.waiting import quiet, run_script, script_value
from tests.patience import LONG_ENOUGH_SECONDS

HOME = Path(__file__).with_name("axe")
SCRIPT = HOME / "node_modules/axe-core/axe.min.js"
INSTALL = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", "--prefix", str(HOME)]
LOUD = {"serious", "critical"}


@dataclass(frozen=True)
class Excepted:
    """A finding in markup that only Streamlit can mend."""

    rule: str
    selector: str
    report: str


EXCEPTED: tuple[Excepted, ...] = ()
"""At most five."""


def axe() -> str:
    """The library, pinned by its lock file and fetched where it is not there yet."""
    if not SCRIPT.exists():
        if shutil.which("npm") is None:
            pytest.skip("npm is not installed, which brings axe-core: apt-get install npm")
        subprocess.run(INSTALL, check=True, timeout=LONG_ENOUGH_SECONDS)
    return SCRIPT.read_text(encoding="utf-8")


def findings(tab: Page) -> list[str]:
    """What a reader with a screen reader, weak eyes or no mouse stumbles over, each by its rule and its place."""
    quiet(tab)
    run_script(tab, axe())
    found = script_value(tab, "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)")
    assert isinstance(found, list)
    return [said for violation in found if violation["impact"] in LOUD for said in _said(violation)]


def _said(violation: dict[str, Any]) -> list[str]:
    return [
        f"{violation['id']}: {node['html'][:160]} {node['failureSummary'][:240]}"
        for node in violation["nodes"]
        if not any(_is_excepted(known, violation["id"], node) for known in EXCEPTED)
    ]


def _is_excepted(known: Excepted, rule: str, node: dict[str, Any]) -> bool:
    return known.rule == rule and known.selector in node["html"]
