"""A reader who clicks whatever says a number, and reads whether what opens is that many; and who notes what breaks.

Every click is one of a real mouse, on a point where the mark is on top: the reader's way is the one that fails, and a
click takes no longer than any other way to choose. Of each picture's marks some are taken by a seed, those that the
mouse can hit: a bar of no length and a link that lies below others are none. A list says its length beside its
download; of the first marks of a picture, and of some lists of each part, the file is counted, too.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import combinations
from typing import TypeVar

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response

from analytics.ui.selection import SELECTIONS
from tests import thoroughness
from tests.browser import clickable
from tests.browser.clickable import Link, Mark, Picture, length, numbers_in
from tests.browser.waiting import (
    click_until_in_url,
    click_until_shown,
    drawn,
    opened,
    parameters,
    resting_box,
    settled,
    settled_address,
)

HEAD, ROW, TICK = 35, 35, 18
"""Pixels of a table's head, of a row, and from the left edge to the boxes before the rows."""

SEEN_ROWS = 8
"""So many rows of a table are in sight at once."""

Found = TypeVar("Found")


@contextmanager
def watched(tab: Page) -> Iterator[list[str]]:
    """What breaks in a tab: what its console says in red, exceptions, answers of 400 and more, requests that fail."""
    broken: list[str] = []

    def say(message: ConsoleMessage) -> None:
        if message.type == "error":
            broken.append(f"console: {message.text}")

    def answered(response: Response) -> None:
        if response.status >= 400:
            broken.append(f"{response.status}: {response.url}")

    def failed(request: Request) -> None:
        # What a page asked for that is left meanwhile is called off.
        if request.failure != "net::ERR_ABORTED":
            broken.append(f"{request.failure}: {request.url}")

    tab.on("console", say)
    tab.on("pageerror", lambda error: broken.append(f"exception: {error}"))
    tab.on("response", answered)
    tab.on("requestfailed", failed)
    yield broken


@dataclass
class Crawl:
    """One tab's way through a page: how much of each kind is tried, what was clicked, and what was wrong."""

    tab: Page
    most: int
    """Marks of a picture, tables of a part."""
    few: int
    """Files and rows of each."""
    seed: str
    clicked: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def page(self, address: str) -> None:
        """All parts of a page, and all that each of them offers."""
        opened(self.tab, address)
        parts = clickable.parts(self.tab)
        for part in [name for name, shown in parts.items() if shown] or [""]:
            self._everything()
            self._say_again(part)
        for part in [name for name, shown in parts.items() if not shown]:
            self._show(part)
            self._say_again(part)
            self._everything()

    def _everything(self) -> None:
        for picture in clickable.pictures(self.tab):
            self._picture(picture)
        if thoroughness.level() == "check":
            for table in clickable.selectable_tables(self.tab):
                self._rows(table)
        self._files()
        self._tables()
        self.wrong += [f"{said!r} at {settled_address(self.tab)}" for said in clickable.broken(self.tab)]
        for link in clickable.links(self.tab):
            self._link(link)

    def _show(self, part: str) -> None:
        named = self.tab.locator(".st-key-choice_show [role=radio]").filter(has_text=part)
        before = parameters(settled_address(self.tab)).get("show")
        click_until_in_url(self.tab, named.click, lambda url: url.get("show") != before)
        self.clicked["part"] += 1

    def _say_again(self, part: str) -> None:
        """A part says the number that its name bears: as a list's length, or in words."""
        told = [length(one) for one in clickable.lists(self.tab)]
        told += [said for caption in clickable.captions(self.tab) for said in numbers_in(caption)]
        for number in numbers_in(part.partition(" · ")[2]):
            self._note(number in told, f"the part {part!r} does not say its number again")

    def _picture(self, picture: Picture) -> None:
        left = self.most
        for mark in self._some(picture.marks, len(picture.marks), picture.choice):
            place = clickable.point(self.tab, picture.choice, mark.token) if left else None
            if place:
                left -= 1
                self._mark(picture, mark, place, counted=self.most - left <= self.few)

    def _mark(self, picture: Picture, mark: Mark, place: tuple[float, float], *, counted: bool) -> None:
        what = f"{picture.choice} {mark.token}"
        self._note(mark.count in numbers_in(mark.said), f"{what} stands for {mark.count} and says {mark.said!r}")
        click_until_in_url(
            self.tab,
            lambda: self.tab.mouse.click(*(clickable.point(self.tab, picture.choice, mark.token) or place)),
            lambda url: url.get(picture.choice) == [mark.token],
        )
        self.clicked[picture.choice] += 1
        listed = clickable.list_named(self.tab, picture.opens)
        if not picture.adding:
            self._expect(what, mark.count, length(listed))
        if picture.adding or counted:
            rows = clickable.downloaded(self.tab, listed)
            self._expect(f"the file of {what}", length(listed), len(rows))
            if picture.adding:
                self._expect_sum(what, mark.count, rows, picture.adding)

    def _rows(self, table: str) -> None:
        """The row that opens is the one that was clicked: the address bears a key from its line of the file."""
        [listed] = [one for one in clickable.lists(self.tab) if table.rpartition("_")[0] == f"rows_of_table_{one.name}"]
        rows = clickable.downloaded(self.tab, listed)[:SEEN_ROWS]
        canvas = self.tab.locator(f".st-key-{table} canvas").first
        for place in self._some(range(len(rows)), self.few, table):
            keys = {*rows[place].values()}
            click_until_in_url(self.tab, partial(self._tick, canvas, place), partial(_selects, keys))
            self.clicked["row"] += 1

    def _tick(self, canvas: Locator, place: int) -> None:
        box = resting_box(canvas)
        self.tab.mouse.click(box["x"] + TICK, box["y"] + HEAD + ROW * (place + 0.5))

    def _files(self) -> None:
        """Each file has as many rows as its link says."""
        for listed in self._some([one for one in clickable.lists(self.tab) if one.href], self.few, "files"):
            self._expect(f"the file of {listed.name}", length(listed), len(clickable.downloaded(self.tab, listed)))
            self.clicked["file"] += 1

    def _tables(self) -> None:
        """Each table behind a picture has as many rows as its toggle says, and so has its file."""
        lengths = {one.name: length(one) for one in clickable.lists(self.tab)}
        for name, said in self._some(sorted(clickable.toggles(self.tab).items()), self.most, "tables"):
            toggle = self.tab.locator(f".st-key-open_{name} label")
            grid = self.tab.locator(f".st-key-behind_{name} :is([data-testid=stDataFrame], table.shown)")
            click_until_shown(self.tab, toggle.click, grid)
            self._expect(f"the table of {name}", said, clickable.rows_of_table(self.tab, name))
            self._expect(f"the file of {name}", said, lengths[name])
            self.clicked["table"] += 1

    def _link(self, link: Link) -> None:
        """Where a link says several numbers, the list has the rows of some or all of them."""
        before = settled_address(self.tab)
        self.tab.locator(f"[class*=st-key-opens_] a[href='{link.href}']").first.click()
        settled_address(self.tab, other_than=before)
        drawn(self.tab)
        self.clicked["link"] += 1
        said, listed = numbers_in(link.said), length(clickable.list_named(self.tab, link.opens))
        sums = {sum(some) for size in range(1, len(said) + 1) for some in combinations(said, size)}
        self._note(listed in sums, f"the link {link.said!r} opens a list of {listed}")
        self.tab.go_back(wait_until="commit")
        self.tab.wait_for_url(before)
        settled(self.tab)

    def _some(self, found: Sequence[Found], most: int, of: str) -> list[Found]:
        """At most so many of them, the same ones with each run."""
        return random.Random(f"{self.seed} {of}").sample(found, min(most, len(found)))

    def _expect(self, what: str, said: int, listed: int) -> None:
        self._note(said == listed, f"{what}: {said} is said, {listed} are there")

    def _expect_sum(self, what: str, said: int, rows: Sequence[Mapping[str, str]], column: str) -> None:
        """Each row is rounded to hundredths for itself, and the number to a whole one."""
        total = sum(float(row[column] or 0) for row in rows)
        self._note(abs(total - said) <= 0.5 + 0.005 * len(rows), f"{what}: {said} is said, {total} is there")

    def _note(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.wrong.append(f"{otherwise} at {settled_address(self.tab)}")


def _selects(keys: set[str], url: Mapping[str, list[str]]) -> bool:
    return any(keys.intersection(url.get(name, [])) for name in SELECTIONS)
