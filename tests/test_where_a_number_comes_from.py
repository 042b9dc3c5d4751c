"""A newcomer's walk: each number of docs/where-a-number-comes-from.md leads to production in four files."""

import re
from pathlib import Path

import pytest

from db.domains import DOMAINS
from db.explanation import explain
from db.settings import PROJECT

DOCUMENT = (PROJECT / "docs" / "where-a-number-comes-from.md").read_text(encoding="utf-8")
WALKS = re.findall(
    r"^\| (.+?) \| `(\S+)` \| `analytics/(\w+)\.py`: `(\w+)` \| `(\S+)` \| `(\S+)` \|$", DOCUMENT, re.MULTILINE
)


def identity(file: str) -> str:
    return ".".join(Path(file).with_suffix("").parts[-2:])


def test_there_is_a_number_of_each_of_five_domains() -> None:
    walked = [module for _, _, module, *_ in WALKS]
    assert walked == [domain.name for domain in DOMAINS][: len(walked)]
    assert len(walked) >= 5


@pytest.mark.parametrize(("number", "drawn", "module", "question", "rule", "base"), WALKS)
def test_each_file_of_a_walk_leads_to_the_next(
    number: str, drawn: str, module: str, question: str, rule: str, base: str
) -> None:
    assert f"{module}.{question}" in (PROJECT / drawn).read_text(encoding="utf-8")
    found = explain(identity(rule))
    assert f"analytics/{module}.py: {question}" in found.questions
    assert found.steps[identity(rule)].file == rule
    assert found.steps[identity(base)].file == base
    assert found.steps[identity(base)].upstream
    domain = next(domain for domain in DOMAINS if domain.name == module)
    assert {name.split(".")[0] for name in found.productions} == {domain.raw_schema}
