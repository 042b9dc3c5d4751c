"""The API against its own document: generated calls get no error of ours and no answer that is not documented."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import CHECKS, load_all_checks
from schemathesis.generation import GenerationMode

from analytics import api
from analytics.api import event_log
from db import warehouse as warehouses
from db.warehouse import Warehouse

load_all_checks()
CANNOT_HOLD = {
    # No document says which sessions there are, and which keys a type of event may have.
    "POST /session-events": CHECKS.get_by_names(["positive_data_acceptance"]),
}

EXAMPLES = settings(max_examples=12, derandomize=True, database=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def log_that_ends_with_the_test() -> Iterator[None]:
    yield
    event_log.close()


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_every_answer_is_documented(
    warehouse_18: Warehouse, monkeypatch: pytest.MonkeyPatch, mode: GenerationMode
) -> None:
    monkeypatch.setattr(warehouses, "current", lambda: warehouse_18)
    document = schemathesis.openapi.from_asgi("/api/openapi.json", api.create())
    for found in document.get_all_operations():
        operation = found.ok()
        if mode is GenerationMode.NEGATIVE and all(_is_any_text(given) for given in operation.iter_parameters()):
            continue

        @EXAMPLES
        @given(case=operation.as_strategy(generation_mode=mode))
        def answers_as_documented(case: schemathesis.Case) -> None:
            case.call_and_validate(excluded_checks=CANNOT_HOLD.get(case.operation.label, []))

        answers_as_documented()


def _is_any_text(given: Any) -> bool:
    """Nothing that can stand in a path is against such a description."""
    schema = given.definition.get("schema", {})
    return bool(given.location.name == "PATH" and schema.keys() <= {"type", "title"} and schema["type"] == "string")
