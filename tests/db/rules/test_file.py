"""A file of rules is read whole or refused whole, with the line of each mistake, and written so that it reads alike."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import RulesError, SettingError
from db.rules import file
from db.rules.model import RULES, Rules

WRONG = """# ours
[ngeshare]
time_zone = "Mars/Olympus"

# a comment
  "active_days" = -3
courses = [
  { name = "A", episodes = 3 },
  # the same
  { name = "A", episodes = 4 },
]
academy = 3

[academy]
active_windows = [7, 14,
  14, 180]
wau_days = 31

[acadamy]
x = 1
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "rules.toml"


def refusal(path: Path, text: str) -> list[str]:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RulesError) as refused:
        file.read(path)
    return [line.removeprefix(f"{path}, ") for line in str(refused.value).splitlines()]


def test_every_mistake_has_a_line_of_its_own_and_says_where(path: Path) -> None:
    found = refusal(path, WRONG)
    assert [line.partition(": ")[0] for line in found] == [f"line {line}" for line in (3, 6, 7, 12, 15, 17, 19)]
    assert [line.split(": ")[1] for line in found] == [
        "ngeshare.time_zone",
        "ngeshare.active_days",
        "ngeshare.courses",
        "ngeshare.academy",
        "academy.active_windows",
        "academy.wau_days",
        "acadamy",
    ]
    assert found[2].endswith("A stands there twice")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[ngeshare]\nactive_days = \n", 2),
        ("[ngeshare]\nactive_days = 28\nactive_days = 29\n", 3),
        ("[ngeshare\n", 1),
        ("[ngeshare]\ncourses = [\n", 2),
    ],
)
def test_what_is_no_toml_names_its_line(path: Path, text: str, line: int) -> None:
    [said] = refusal(path, text)
    assert said.startswith(f"line {line}: ")


def test_a_file_that_is_no_text_is_refused(path: Path) -> None:
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(RulesError, match="cannot be read as text"):
        file.read(path)


def test_dotted_keys_and_the_byte_order_mark_of_an_editor_are_fine(path: Path) -> None:
    path.write_bytes("﻿academy.roster_days = 9\r\nngeshare.rescue_percent = 66.7\r\n".encode())
    found = file.read(path).rules.values()
    assert (found["academy.roster_days"], found["ngeshare.rescue_percent"]) == (9, Decimal("66.7"))


def test_courses_that_are_left_out_stay_and_all_else_has_its_default(path: Path) -> None:
    path.write_text("[ngeshare]\nactive_days = 21\n", encoding="utf-8")
    in_force = Rules().values() | {"ngeshare.courses": [{"name": "B", "episodes": 2}], "teloo.ranking_days": 60}
    found = file.read(path).values(in_force)
    assert found == Rules().values() | {"ngeshare.active_days": 21, "ngeshare.courses": in_force["ngeshare.courses"]}


NAMES = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=20).filter(
    lambda name: name.strip() and not name.endswith("(anomaly)")
)


@given(
    st.lists(NAMES, min_size=1, max_size=4, unique=True),
    st.decimals(0, 100, places=3, allow_nan=False),
    st.integers(1, 365),
)
def test_what_is_written_reads_alike(names: list[str], percent: Decimal, days: int) -> None:
    values: dict[str, Any] = Rules().values() | {
        "ngeshare.courses": [{"name": name, "episodes": place + 1} for place, name in enumerate(names)],
        "ngeshare.rescue_percent": percent,
        "ngeshare.active_days": days,
    }
    text = file.written(values)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_text", lambda *_args, **_kwargs: text)
        found = file.read(Path("rules.toml"))
    assert found.rules.values() == values
    assert found.lines.keys() >= {(rule.source, rule.key) for rule in RULES.values()}


def test_a_path_that_does_not_exist_is_refused_and_a_usual_file_need_not_be_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Set:
        data_dir = tmp_path
        rules = ""

    monkeypatch.setattr(file, "settings", lambda: Set)
    assert file.of_process() is None
    (tmp_path / file.NAME).write_text("[learning]\nresponse_hours = 24\n", encoding="utf-8")
    assert file.of_process() is not None
    Set.rules = str(tmp_path / "other.toml")
    with pytest.raises(SettingError, match="ATALAYA_RULES names"):
        file.of_process()
