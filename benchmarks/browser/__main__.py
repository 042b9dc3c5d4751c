"""`python -m benchmarks.browser [--scale N] [--repeats N] [--page PAGE …] [--without-superset] [--install-superset]`.

The Engagement Panel beside the same eleven pictures elsewhere, then each page of Atalaya and the clicks on it. One
warehouse, one Chromium, a viewport that holds the whole page, scripts kept from an earlier load; all sides take turns.
Targets: last figure at most half of Superset's (or 1.3 × the bare charts'), first figure at most 1.2 × the bare text's,
layout shift below 0.05, clicks within 300 ms and 25 kB.
"""

import argparse
import os
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console

from benchmarks.browser import superset
from benchmarks.browser.clicks import Click, clicks
from benchmarks.browser.measuring import Load, loaded
from benchmarks.browser.report import clicks_table, pages_table, sides_table
from benchmarks.browser.sides import VIEWPORT_HEIGHT, Side, serving
from benchmarks.demo import filled
from benchmarks.pages.__main__ import PAGES

REPEATS = 7
CLICK_REPEATS = 3
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
NOT_INSTALLED = "Superset left out: it is not installed; `python -m benchmarks.browser --install-superset` does that."


def main(arguments: Sequence[str] = ()) -> None:
    """Prints three tables; takes about ten minutes."""
    asked, console = _parsed(arguments), Console(width=120)
    if asked.install_superset:
        superset.install()
        return
    if CHROMIUM is None:
        console.print("Left out: Chromium is not installed (apt-get install chromium).")
        return
    with_superset = superset.environment().is_installed and not asked.without_superset
    if not with_superset and not asked.without_superset:
        console.print(NOT_INSTALLED)
    demo, before = filled(asked.scale), os.getloadavg()[0]
    with chromium() as browser, serving(demo, browser, with_superset=with_superset) as sides:
        compared = _compared(sides, asked.repeats)
        load = f"demo, scale {asked.scale:g}; load {before:.1f} before, {os.getloadavg()[0]:.1f} after"
        console.print(sides_table(compared, load))
        pages, clicked = _pages(sides[0], asked.page or PAGES, asked.repeats)
    console.print(pages_table(pages, VIEWPORT_HEIGHT), clicks_table(clicked))


def _compared(sides: Sequence[Side], repeats: int) -> dict[str, list[Load]]:
    """Loads of each side, which take turns; each side's first one only lets its browser keep the scripts."""
    found = defaultdict(list)
    for side in [*sides] * (repeats + 1):
        with loaded(side.context, side.url, side.figures) as (_, load, _):
            found[side.name].append(load)
    return {name: loads[1:] for name, loads in found.items()}


def _pages(
    atalaya: Side, pages: Sequence[str], repeats: int
) -> tuple[dict[str, list[Load]], dict[str, list[list[Click]]]]:
    """Loads of each page of Atalaya, and the clicks on it, which the first few loads are followed by."""
    loads, clicked = defaultdict(list), defaultdict(list)
    server = atalaya.url.rpartition("/")[0]
    for turn in range(repeats):
        for page in pages:
            address = f"{server}/{'' if page == 'home' else page}"
            with loaded(atalaya.context, address, 1) as (tab, load, received):
                loads[page].append(load)
                if turn < CLICK_REPEATS:
                    clicked[page].append(list(clicks(tab, received)))
    return loads, clicked


@contextmanager
def chromium() -> Iterator[Browser]:
    """Software rendering draws the maps."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        yield browser
        browser.close()


def _parsed(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser")
    parser.add_argument("--scale", type=float, default=1, help="of the demo (default: 1)")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="of which the median is told")
    parser.add_argument("--page", choices=PAGES, action="append", help="default: every page; may be repeated")
    parser.add_argument("--without-superset", action="store_true", help="leave it out, though it is installed")
    parser.add_argument("--install-superset", action="store_true", help="install it, and nothing else; some minutes")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main(sys.argv[1:])
